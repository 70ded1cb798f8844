import Contract
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite("Kept evidence") struct ControlEvidenceTests {
  @Test("Results are kept, the newest of each is found, and what was changed or forged shows as not genuine")
  func evidence() async throws {
    let test = try await TestStore.make()
    func result(_ control: Control, _ outcome: ControlOutcome, _ second: Int) throws -> SignedControlResult {
      try SignedControlResult(
        signing: ControlResult(
          control: control.id, kind: .live, at: Instant(secondsSinceEpoch: 1_800_000_000 + second), outcome: outcome,
          milliseconds: 1, programs: [], evidence: Evidence()), with: test.key)
    }
    // In the order in which they are found.
    let first = try #require(Control.all.first { $0.id.text == "audit.typed" })
    let second = try #require(Control.all.first { $0.id.text == "data.tenant" })
    try await test.store.keep([try result(first, .passed, 1), try result(second, .passed, 1)], key: test.key.verifier)
    try await test.store.keep([try result(first, .failed, 2)], key: test.key.verifier)
    func outcomes() async throws -> [ControlOutcome?] {
      let later = Instant(secondsSinceEpoch: 1_800_000_100)
      return try await test.store.latestControlResults().map { $0.genuine(by: test.key.verifier, at: later)?.outcome }
    }
    #expect(try await outcomes() == [.failed, .passed])
    let history = try await test.store.controlHistory(of: first.id, by: test.owner, limit: 10).get()
    #expect(history.compactMap { $0.signed.verified(by: test.key.verifier)?.outcome } == [.failed, .passed])
    let (stranger, _) = try await test.person("stranger@example.org")
    #expect(
      try await test.store.controlHistory(of: first.id, by: stranger, limit: 10) == .failure(.notFound))

    let session = try await test.session()
    await #expect(throws: PostgresError.self) { try await session.execute("update control_results set at = now()") }
    #expect(try await session.execute("delete from control_results") == 0)
    await session.close()
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      "update freehold.control_results set result = replace(result, '\"failed\"', '\"passed\"') where result like '%failed%'"
    )
    await admin.close()
    #expect(try await outcomes() == [nil, .passed])
    let later = Instant(secondsSinceEpoch: 1_800_000_100)
    let last = try await test.store.lastResult(of: first.id, key: test.key.verifier, at: later)
    #expect(last?.outcome == .passed && last?.at == Instant(secondsSinceEpoch: 1_800_000_001))
    #expect(try await test.store.lastResult(of: first.id, key: SigningKey().verifier, at: later) == nil)
  }
}
