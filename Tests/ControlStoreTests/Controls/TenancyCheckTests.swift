import Postgres
import Testing
import Trust

@testable import ControlStore

@Suite("Who comes into the database without the password", .serialized) struct TenancyCheckTests {
  @Test("A server that lets somebody in without the password is found")
  func openDoor() async throws {
    let test = try await TestStore.make()
    let admin = try await test.session(as: test.superuser)
    let file = try await admin.query(
      "select current_setting('hba_file') as f, pg_read_file(current_setting('hba_file')) as t")
    let (path, text): (String, String) = (try file[0].get("f"), try file[0].get("t"))
    func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    /// Of this test's own database alone.
    func rule(_ lines: String) async throws {
      try await admin.execute(
        "copy (select line from regexp_split_to_table(\(literal(lines + text)), '\n') line) to \(literal(path))")
      _ = try await admin.query("select pg_reload_conf()")
    }
    let checks = test.checks(isPrivate: true)
    #expect(try await checks.tenancy().outcome == .passed)
    try await rule("local \(test.superuser.database) all trust\nhost \(test.superuser.database) all all trust\n")
    var found: [String] = []
    for _ in 0..<200 where found.isEmpty {
      found = try await checks.tenancy().evidence.problems
      try await Task.sleep(for: .milliseconds(20))
    }
    try await rule("")
    #expect(found.contains("the database lets freehold_app in without the password"), "\(found)")
    #expect(found.contains("the database lets postgres in without the password"), "\(found)")
    await admin.close()
    await checks.close()
    await test.store.close()
  }

  /// What is kept of the check with these doors to try.
  private func result(of doors: @Sendable (TestStore) -> [Server]) async throws -> ControlResult {
    let test = try await TestStore.make()
    var checks = test.checks()
    checks.doors = doors(test)
    let control = try #require(Control.all.first { $0.id.text == "data.tenant" })
    let check = ControlCheck(control) { [checks] in try await checks.tenancy() }
    let results = await ControlRunner(programs: [], now: wallClock).run([check])
    await checks.close()
    await test.store.close()
    return try #require(results.first)
  }

  private static func away(_ server: Server) -> Server {
    var away = server
    (away.host, away.user) = ("/nonexistent", "freehold_sealer")
    return away
  }

  @Test("A server that does not answer has refused nobody: that could not be checked")
  func unanswered() async throws {
    let result = try await result { [Self.away($0.app)] }
    #expect(result.outcome == .couldNotRun)
    #expect(
      result.evidence.problems == [
        "the database did not say whether it lets freehold_sealer in without the password"
      ])
  }

  @Test("Whoever did come in is found, though another login could not be tried")
  func openAndUnanswered() async throws {
    let result = try await result { [Self.away($0.app), $0.app] }
    #expect(result.outcome == .failed)
    #expect(result.evidence.problems == ["the database lets freehold_app in without the password"])
  }

  @Test("Whoever hears that there is no such database was let in")
  func unknownDatabase() async throws {
    let result = try await result { test in
      var door = test.app
      door.database = "nowhere"
      return [door]
    }
    #expect(result.evidence.problems == ["the database lets freehold_app in without the password"])
  }

  @Test("A wrong password, a login that there is not, and one that may not sign in are refused")
  func refused() async throws {
    let result = try await result { test in
      [(test.app.user, "wrong"), ("nobody_here", "wrong"), ("freehold_keys", "wrong")].map {
        TestStore.login(test.superuser, $0.0, $0.1)
      }
    }
    #expect(result.outcome == .passed, "\(result.evidence.problems)")
  }
}
