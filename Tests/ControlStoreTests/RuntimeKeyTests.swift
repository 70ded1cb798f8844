import Contract
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct RuntimeKeyTests {
  @Test("A runtime of one workspace and one of all replace their keys, each in its own tree; of two at once one wins")
  func replacement() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    for runtime in [try await test.runtime(of: home), try await test.runtime()] {
      let next = [SigningKey().verifier, SigningKey().verifier]
      let store = test.store
      async let first = store.replaceKey(of: runtime, by: next[0], request: freshRequest())
      async let second = store.replaceKey(of: runtime, by: next[1], request: freshRequest())
      let answers = try await [first, second].map { answer in
        if case .success = answer { true } else { false }
      }
      #expect(answers.count { $0 } == 1)
      let now = try #require(try await store.runtime(runtime.id))
      #expect(now.key == next[answers[0] ? 0 : 1] && now.workspace == runtime.workspace)
      #expect(try await store.feed(of: runtime, after: 0) == nil)
      #expect(try await store.feed(of: now, after: 0) != nil)
    }
    let told = try await test.store.audit(of: home, filter: AuditFilter(event: .runtimeKeyRotated)).get()
    #expect(told.entries.count == 1 && told.entries.first?.record.subject.table == "runtimes")
    let all = try await test.store.installationAudit(
      by: test.owner, filter: AuditFilter(event: .runtimeKeyRotated)
    ).get()
    #expect(all.entries.count == 1)
  }

  @Test("Straight SQL: nobody gives a runtime a key but itself, and what was removed stays removed")
  func hostile() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (own, other) = (try await test.runtime(of: home), try await test.runtime())
    let signer = ContextSigner(key: TestStore.credentials.contextKey)
    let session = try await test.session()
    let key = "'\\x\(String(repeating: "ab", count: 32))'"
    func affected(_ standing: Standing, _ sql: String) async throws -> Int {
      let context = signer.context(standing, now: wallClock(), backendPID: session.backendPID)
      _ = try await session.query("begin")
      _ = try await session.query("select set_config('freehold.context', $1, true)", [context])
      let result: Int
      do { result = try await session.query(sql).affected } catch { result = 0 }
      _ = try await session.query("rollback")
      return result
    }
    let give = "update freehold.runtimes set public_key = \(key) where id = '\(own.id)'"
    let revive = "update freehold.runtimes set removed_at = null where id = '\(own.id)'"
    let leave = "update freehold.runtimes set removed_at = now() where id = '\(own.id)'"
    #expect(try await affected(.member(home), give) == 0)
    #expect(try await affected(.runtimeReporting(other, tree(of: nil)), give) == 0)
    #expect(try await affected(.runtimeReporting(own, home.workspace.id), give) == 1)
    #expect(try await affected(.runtimeReporting(own, home.workspace.id), leave) == 0)
    try await test.store.removeRuntime(own.id, by: home).get()
    #expect(try await affected(.member(home), revive) == 0)
    #expect(try await affected(.runtimeReporting(own, home.workspace.id), revive) == 0)
    #expect(try await affected(.runtimeReporting(own, home.workspace.id), give) == 0)
    await session.close()
  }
}
