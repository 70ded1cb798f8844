import Contract
import Postgres
import Testing
import Trust
import Values

@testable import ControlStore

@Suite("What is missed of the trail", .serialized) struct TrailCheckTests {
  @Test("Of a long trail each event has its turn: what was changed is found on its day, what is gone on every day")
  func longTrail() async throws {
    let start = Instant(secondsSinceEpoch: 1_800_000_000)
    /// The outcome of each of the next days.
    func days(after change: String) async throws -> [ControlOutcome] {
      let test = try await TestStore.make()
      _ = try await test.release(by: try await test.home())
      try await test.sealAll()
      let admin = try await test.session(as: test.superuser)
      try await admin.script(change)
      await admin.close()
      var outcomes: [ControlOutcome] = []
      for day in 0..<12 {
        var checks = test.checks { start.adding(seconds: day * 86_400) }
        checks.eventsHashed = 1
        outcomes.append(try await checks.trailIsUntouched().outcome)
        await checks.close()
      }
      await test.store.close()
      return outcomes
    }
    let oldest = "(select l.event_id from freehold.audit_leaves l where leaf = 0 order by workspace_id desc limit 1)"
    let changed = try await days(after: "update freehold.audit_events set outcome = 'refused' where id = \(oldest)")
    #expect(changed.contains(.failed) && changed.contains(.passed), "\(changed)")
    let removed = try await days(after: "delete from freehold.audit_events where id = \(oldest)")
    #expect(Set(removed) == [.failed])
  }

  @Test("Shares cover every leaf once, beside the newest, and none of a short trail")
  func shares() throws {
    let first = try #require(Day(iso: "2026-11-22"))
    #expect(TrailShare(size: 200, events: 100, day: first) == nil)
    for size in [201, 299, 300, 301, 1_234] as [Int64] {
      let days = try #require(TrailShare(size: size, events: 100, day: first)).days
      var covered: [Int64] = []
      for day in 0..<Int(days) {
        let share = try #require(TrailShare(size: size, events: 100, day: first.adding(days: day)))
        covered += Array(share.ranges[0])
        #expect(share.ranges[1] == size - 100..<size)
      }
      #expect(covered.sorted() == Array(0..<(size - 100)))
    }
  }

  /// A result as it would have been kept.
  private func kept(_ verdict: ControlVerdict, _ control: String) throws -> ControlResult {
    ControlResult(
      control: try #require(ControlID(control)), kind: .live, at: wallClock(), outcome: verdict.outcome,
      milliseconds: 1,
      programs: [], evidence: verdict.evidence)
  }

  @Test("A whole tree that is gone, and leaves that are, stay missed by each later check")
  func removedTree() async throws {
    let test = try await TestStore.make()
    _ = try await test.release(by: try await test.home())
    try await test.sealAll()
    let checks = test.checks()
    let sound = try await checks.trailIsUntouched()
    #expect(sound.outcome == .passed, "\(sound.evidence.problems)")
    #expect(try await checks.trailIsUntouched(since: try kept(sound, "audit.tamper")).outcome == .passed)
    let admin = try await test.session(as: test.superuser)
    try await admin.script("set session_replication_role = replica")
    for table in ["audit_events", "audit_leaves", "audit_heads", "audit_trees"] {
      try await admin.script(
        "delete from freehold.\(table) where workspace_id = (select id from freehold.workspaces where slug = 'home')")
    }
    var last = try kept(sound, "audit.tamper")
    for _ in 0..<2 {
      let verdict = try await checks.trailIsUntouched(since: last)
      #expect(verdict.evidence.problems.contains("1 whole trees are gone"), "\(verdict.evidence.problems)")
      #expect(verdict.evidence.problems.contains { $0.hasSuffix("sealed leaves are gone") })
      last = try kept(verdict, "audit.tamper")
    }
    try await admin.script(
      "delete from freehold.audit_trees; delete from freehold.audit_heads; delete from freehold.audit_leaves")
    #expect(try await checks.trailIsUntouched(since: last).evidence.problems.contains("2 whole trees are gone"))
    await admin.close()
    await checks.close()
    await test.store.close()
  }

  @Test("Events that wait too long for their seal are found")
  func unsealed() async throws {
    let test = try await TestStore.make()
    var checks = test.checks()
    checks.sealingPatience = -1
    // Since how long depends on the age of the database that this one was cloned from.
    let waiting = try await checks.trailIsUntouched().evidence.problems
    #expect(waiting.count == 1 && waiting[0].hasPrefix("events wait for their seal since "), "\(waiting)")
    checks.sealingPatience = 600
    try await test.sealAll()
    #expect(try await checks.trailIsUntouched().outcome == .passed)
    await checks.close()
    await test.store.close()
  }

  @Test("A statement whose row was taken away is missed: an earlier one would count again")
  func removedStatement() async throws {
    let test = try await TestStore.make()
    let control = try #require(Control.all.first { $0.id.text == "crypto.rest" })
    let until = wallClock().day.adding(days: 30).iso
    let stated = ControlStatement.read(control, name: "Ana", until: until, text: "Encrypted.", at: wallClock())
    for statement in [try stated.get(), .withdrawal(of: control, by: "Ana", at: wallClock())] {
      let signed = try SignedControlStatement(signing: statement, with: test.key)
      try await test.store.stateByCommand(signed, key: test.key.verifier, request: freshRequest()).get()
    }
    let checks = test.checks()
    #expect(try await checks.mutationsAreAudited().outcome == .passed)
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      """
      set session_replication_role = replica;
      delete from freehold.control_statements where at = (select max(at) from freehold.control_statements)
      """)
    #expect(
      try await checks.mutationsAreAudited().evidence.problems == [
        "1 of the operators' statements are gone without an event"
      ])
    await admin.close()
    await checks.close()
    await test.store.close()
  }
}
