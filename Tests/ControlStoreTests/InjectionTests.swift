import AppSpec
import Contract
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

/// Every text that the store's API takes, with what has broken other programs.
@Suite struct InjectionTests {
  static let battery = [
    "'; drop table apps; --", "\" or 1=1 --", "$1", "%s%n", "{\"a\",NULL}", "\\'; commit; --",
    "a|b|owner|9999999999|1|x",
    "'||(select current_setting('freehold.context'))||'", "<script>alert(1)</script>", "{{{x}}}", "\\x00", "ＡＢＣ＇；",
    "\u{200F}txt", "👩‍👩‍👧‍👦", "NULL", "null", "", " ",
  ]

  @Test("Texts are kept as they were typed or refused, and nothing else happens", arguments: battery)
  func texts(_ text: String) async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let before = try await fingerprint(test)
    let store = test.store
    let plain = line(text, field: "x").isRefused ? nil : trimmed(text)

    let created = try await store.createApp(Name("app_1")!, title: text, by: home)
    #expect(created.isRefused == (plain == nil))
    if let plain { #expect(try await store.apps(of: home).map(\.title) == [plain]) }
    let app = try await store.createApp(Name("app_2")!, title: "App", by: home).get()
    let version = try await store.saveVersion(
      of: app.id, spec: Array(text.utf8), title: "App", note: text, by: home
    ).get()
    #expect(try await store.spec(of: app.id, version: version.number, member: home).get() == Array(text.utf8))
    #expect(try await store.versions(of: app.id, member: home).get()[0].note == trimmed(text))
    let release = try await store.publish(
      app.id, version: version.number, note: text, by: home, signedWith: test.key
    ).get()
    #expect(release.note == trimmed(text))
    _ = try await store.renameAccount(test.owner, to: text).get()
    #expect(try await store.members(of: home).get().rows.map(\.name) == [trimmed(text)])
    #expect(try await store.renameWorkspace(home, title: text).isRefused == (plain == nil))
    let slug = Slug("w-1")!
    #expect(try await store.createWorkspace(slug: slug, title: text, by: test.owner).isRefused == (plain == nil))
    let enrolled = try await store.createEnrolment(secret: freshSecret(), title: text, lifetimeSeconds: 9, by: home)
    #expect(enrolled.isRefused == (plain == nil))
    let tool = try await store.startToolLogin(
      device: freshSecret(), code: freshSecret(), label: text, scopes: [], lifetimeSeconds: 9, request: freshRequest())
    #expect(tool.isRefused == (plain == nil))
    let mail = try await store.queueMail(to: EmailAddress("a@b.c")!, subject: text, body: text)
    #expect(mail.isRefused == (plain == nil))
    if plain != nil { #expect(try await store.unsentMail()[0].body == text) }
    #expect(try await store.take(text, limit: 1, perSeconds: 9))
    #expect(try await !store.take(text, limit: 1, perSeconds: 9))
    let address = try await store.enrol(
      secret: freshSecret(), publicKey: SigningKey().verifier, address: "http://\(text)", request: freshRequest())
    #expect(address.isRefused)
    #expect(try await fingerprint(test) == before)
  }

  @Test("What cannot be a name, slug or address never reaches the database", arguments: battery)
  func typed(_ text: String) async throws {
    #expect(Slug(text) == nil || text == "null")
    #expect(Name(text) == nil || text == "null")
    #expect(EmailAddress(text) == nil)
    #expect(AccountID(text) == nil)
  }

  @Test("A character that is not what it looks like is refused where text is kept")
  func nul() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    #expect(try await test.store.createApp(Name("a")!, title: "a\u{0}b", by: home).refusal == .invalid(field: "title"))
    // Nor what turns the direction of the text around it, nor what shows nothing.
    for title in ["a\u{202E}b", "a\u{2066}b", "\u{200B}", "\u{3164}\u{2800}"] {
      #expect(try await test.store.createApp(Name("a")!, title: title, by: home).refusal == .invalid(field: "title"))
      #expect(try await test.store.renameAccount(test.owner, to: title).refusal == .invalid(field: "name"))
    }
    let mail = try await test.store.queueMail(to: EmailAddress("a@b.c")!, subject: "x", body: "\u{0}")
    #expect(mail.refusal == .invalid(field: "body"))
    let spec = try await test.store.saveVersion(
      of: try await test.store.createApp(Name("a")!, title: "A", by: home).get().id, spec: [0, 255], title: "A",
      note: "",
      by: home
    ).get()
    #expect(spec.size == 2)
    let large = try await test.store.saveVersion(
      of: try await test.store.createApp(Name("b")!, title: "B", by: home).get().id,
      spec: Array(repeating: 65, count: ControlStore.largestSpec + 1), title: "B", note: "", by: home)
    #expect(large.refusal == .invalid(field: "spec"))
  }

  private func trimmed(_ text: String) -> String { text == " " ? "" : text }

  /// The schema, its roles and rights.
  private func fingerprint(_ test: TestStore) async throws -> String {
    let admin = try await test.session(as: test.superuser)
    let rows = try await admin.query(
      """
      select md5(string_agg(x, '|' order by x)) as digest from (
        select relname || relacl::text || relrowsecurity || relforcerowsecurity from pg_class
        where relnamespace = 'freehold'::regnamespace
        union all select polname || pg_get_expr(polqual, polrelid) from pg_policy
        union all select rolname || rolsuper || rolbypassrls || coalesce(rolconfig::text, '') from pg_roles
        union all select proname || prosrc from pg_proc where pronamespace = 'gate'::regnamespace
      ) as v (x)
      """)
    let findings = try await SchemaCheck.findings(admin)
    await admin.close()
    return try rows[0].get("digest", as: String.self) + findings.joined()
  }
}
