import Contract
import Postgres
import Testing
import Trust
import Values

@testable import ControlStore

/// Over a real database: which results of the controls' checks go after their time.
@Suite("Old evidence") struct EvidenceTrimmingTests {
  private static let day = 86_400
  private let test: TestStore
  private let now: Instant

  init() async throws {
    test = try await TestStore.make()
    now = wallClock()
  }

  private func result(
    _ id: String, _ outcome: ControlOutcome, at: Instant, found: [String] = [], program: UInt8 = 1
  ) throws -> SignedControlResult {
    var evidence = Evidence()
    if !found.isEmpty { evidence.names("found", found) }
    evidence.count("looked at", Int(at.microsecondsSinceEpoch % 1_000))
    return try SignedControlResult(
      signing: ControlResult(
        control: try #require(ControlID(id)), kind: .live, at: at, outcome: outcome, milliseconds: 3,
        programs: [.init(name: "freehold-control", digest: Digest(of: [program]))], evidence: evidence), with: test.key)
  }

  /// One an hour, the last `ago` days ago.
  private func keep(
    _ id: String, _ outcome: ControlOutcome, _ count: Int, ago days: Int, found: [String] = [], program: UInt8 = 1
  ) async throws {
    let last = now.adding(seconds: -days * Self.day)
    try await test.store.keep(
      try (0..<count).map {
        try result(id, outcome, at: last.adding(seconds: -3_600 * $0), found: found, program: program)
      }, key: test.key.verifier)
  }

  private func trim() async throws -> Int {
    try await test.store.trimEvidence(key: test.key.verifier, request: freshRequest())
  }

  private func outcomes(of id: String) async throws -> [ControlOutcome?] {
    try await test.store.controlHistory(of: try #require(ControlID(id)), by: test.owner, limit: 10_000).get()
      .map { $0.signed.verified(by: test.key.verifier)?.outcome }
  }

  @Test("goes where it repeats its neighbours; the first and the last of each stretch stay, and all of ninety days")
  func stretches() async throws {
    try await keep("audit.typed", .passed, 60, ago: 120)
    try await keep("audit.typed", .failed, 70, ago: 110, found: ["a column too many"])
    try await keep("audit.typed", .passed, 80, ago: 100)
    try await keep("audit.typed", .passed, 50, ago: 10)
    // Two that fail for another reason each time, and one whose program was replaced.
    for index in 0..<20 {
      try await keep("data.tenant", .failed, 1, ago: 140 - index, found: ["table \(index) shows rows"])
    }
    try await keep("logs.kept", .passed, 40, ago: 130, program: 1)
    try await keep("logs.kept", .passed, 40, ago: 120, program: 2)
    let newest = try await test.store.latestControlResults()

    #expect(try await trim() == 280)
    let typed = try await outcomes(of: "audit.typed")
    #expect(typed.count == 56)
    let oldest: [ControlOutcome?] = [.failed, .failed, .passed, .passed]
    #expect(Array(typed.suffix(4)) == oldest)
    #expect(try await outcomes(of: "data.tenant").count == 20)
    #expect(try await outcomes(of: "logs.kept").count == 4)
    #expect(try await test.store.latestControlResults() == newest, "what the page shows is the same")
    #expect(try await trim() == 0)
    await test.store.close()
  }

  @Test("stays where it is not genuine, and where there is too little of it for one audit event")
  func forged() async throws {
    try await keep("audit.typed", .passed, 100, ago: 120)
    #expect(try await trim() == 0)
    try await keep("audit.typed", .passed, 100, ago: 110)
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      """
      update freehold.control_results set signature = decode(repeat('00', 64), 'hex')
      where id in (select id from freehold.control_results order by at limit 3 offset 50)
      """)
    // The forged ones and whatever stands beside them.
    #expect(try await trim() == 193)
    #expect(try await outcomes(of: "audit.typed").count { $0 == nil } == 3)
    let events = try await admin.query(
      "select rows from freehold.audit_events where event = 'evidence_trimmed' and subject_table = 'control_results'")
    #expect(try events.map { try $0.get("rows", as: Int64.self) } == [193])
    await admin.close()
    await test.store.close()
  }

  @Test("is kept by the database itself where it is young, or where no event says that it goes")
  func guarded() async throws {
    try await keep("audit.typed", .passed, 120, ago: 80)
    try await keep("data.tenant", .passed, 120, ago: 100)
    let checks = StoreChecks(
      app: test.app, sealer: test.sealer, contextKey: TestStore.credentials.contextKey, key: test.key.verifier,
      now: wallClock, logger: test.silent)
    let context = checks.context(workspace: nil, actor: nil, role: "system")
    await #expect(throws: PostgresError.self) {
      try await checks.app.write(context: context) { try await $0.execute("delete from control_results") }
    }
    await checks.close()
    let gone = try await test.store.audited(.system, request: freshRequest()) { transaction in
      var details = AuditRecord.Details()
      details.rows = 1_000
      let rows = try await transaction.change(
        Entry(.evidenceTrimmed, all: "control_results", in: nil, details: details),
        ("delete from control_results", []))
      return .success(rows[0].affected)
    }
    #expect(try gone.get() == 120)
    #expect(try await outcomes(of: "audit.typed").count == 120)
    await test.store.close()
  }
}
