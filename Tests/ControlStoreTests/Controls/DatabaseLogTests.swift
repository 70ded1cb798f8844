import Contract
import Postgres
import Testing
import Trust

@testable import ControlStore

@Suite("What the database’s server logs")
struct DatabaseLogTests {
  private static let quiet = [
    "log_statement": "none", "log_min_duration_statement": "-1", "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0", "log_parameter_max_length_on_error": "0", "debug_print_parse": "off",
    "debug_print_rewritten": "off", "debug_print_plan": "off", "log_error_verbosity": "terse",
    "log_min_messages": "warning",
  ]

  @Test("is nothing of values where each setting is as it must be")
  func quiet() {
    #expect(DatabaseLog.findings(Self.quiet) == [])
    // Then no error is logged at all.
    let silent = Self.quiet.merging(["log_error_verbosity": "default", "log_min_messages": "fatal"]) { $1 }
    #expect(DatabaseLog.findings(silent) == [])
  }

  @Test("is found where one is otherwise, where a module logs, and where a setting is not told")
  func talking() {
    for (name, value) in [
      ("log_statement", "ddl"), ("log_min_duration_statement", "0"), ("log_min_duration_sample", "100"),
      ("log_transaction_sample_rate", "0.01"), ("log_parameter_max_length_on_error", "-1"), ("debug_print_plan", "on"),
      ("log_error_verbosity", "default"), ("auto_explain.log_min_duration", "0"), ("pgaudit.log", "write"),
    ] {
      let found = DatabaseLog.findings(Self.quiet.merging([name: value]) { $1 })
      #expect(found.count == 1 && found[0].contains("\(name) is \(value)"), "\(found)")
    }
    #expect(DatabaseLog.findings([:]).count >= 8)
  }

  @Test("may be made less for Freehold’s database alone")
  func quieter() async throws {
    let test = try await TestStore.make()
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      """
      alter database \(test.superuser.database) set log_min_messages = 'warning';
      alter database \(test.superuser.database) set log_error_verbosity = 'terse'
      """)
    let findings = try await SchemaFact.findings(admin, of: .designOnly)
    #expect(findings == ["unknown setting: everybody here: log_min_messages=warning"])
    await admin.close()
    let checks = StoreChecks(
      app: test.app, sealer: test.sealer, contextKey: TestStore.credentials.contextKey, key: test.key.verifier,
      now: wallClock, logger: test.silent)
    #expect(try await checks.databaseLog().findings == [])
    await checks.close()
    await test.store.close()
  }

  @Test(
    "is seen by the server’s own login, whoever has set it and where",
    arguments: [
      ("log_statement", "alter database %s set log_statement = 'mod'"),
      ("log_min_duration_statement", "alter role freehold_app in database %s set log_min_duration_statement = 5"),
      (
        "log_error_verbosity",
        "alter database %s set log_min_messages = 'error'; alter database %s set log_error_verbosity = 'verbose'"
      ),
      ("debug_print_parse", "alter role all in database %s set debug_print_parse = 'on'"),
    ])
  func living(_ name: String, _ change: String) async throws {
    let test = try await TestStore.make()
    func look() async throws -> [String] {
      let checks = StoreChecks(
        app: test.app, sealer: test.sealer, contextKey: TestStore.credentials.contextKey, key: test.key.verifier,
        now: wallClock, logger: test.silent)
      let found = try await checks.databaseLog().findings
      await checks.close()
      return found
    }
    #expect(try await look() == [])
    let admin = try await test.session(as: test.superuser)
    try await admin.script(change.replacing("%s", with: test.superuser.database))
    await admin.close()
    let found = try await look()
    #expect(found.count == 1 && found[0].contains("\(name) is "), "\(found)")
    await test.store.close()
  }
}
