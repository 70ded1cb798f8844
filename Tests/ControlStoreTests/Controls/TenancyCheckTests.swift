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
}
