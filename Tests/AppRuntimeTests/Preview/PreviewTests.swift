import AppSpec
import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct PreviewTests {
  @Test(
    "A draft is shown with the data of development, in a frame of the control plane alone, and production sees nothing")
  func shown() async throws {
    let desk = try await Desk.open()
    let browser = Browser(desk.house.runtime)
    let answer = try await browser.post(
      PreviewPath.entrance, try desk.form(spec: Specs.collections.replacing("title: Overdue", "title: Late ones")),
      origin: TestRuntime.control, cookies: false)
    #expect(answer.status == 303 && answer.location == "/_preview/collections")
    #expect(answer.header("Set-Cookie")?.contains("HttpOnly") == true)
    let page = try await browser.get("/_preview/collections")
    #expect(page.status == 200 && page.text.contains("Late ones"))
    #expect(page.text.contains("Preview with the data of development"))
    #expect(page.text.contains("Trial 2") && !page.text.contains("Customer 2"))
    let policy = page.header("Content-Security-Policy") ?? ""
    #expect(policy.contains("frame-ancestors \(TestRuntime.control);"))
    #expect(page.header("X-Frame-Options") == nil)
    // Its links stay in the preview.
    #expect(page.text.contains("/_preview/collections") && !page.text.contains("href=\"/collections"))

    let real = try await desk.house.runtime.signedIn().get("/collections")
    #expect(real.text.contains("Customer 2") && !real.text.contains("Late ones") && !real.text.contains("Trial"))
    #expect(real.header("X-Frame-Options") == "DENY")
    // The preview's cookie opens no app.
    #expect(try await browser.get("/collections").status == 303)
    try await desk.house.close()
  }

  @Test(
    "An action in a preview runs through, says that nothing was kept, and leaves nothing: no row, no key, no report")
  func rehearsed() async throws {
    let desk = try await Desk.open(SourceDatabase.shop + SourceDatabase.keyTable)
    let browser = try await desk.previewing()
    let path = "/_preview/collections/-/actions/pay"
    let fields = try await browser.get("/_preview/collections").button(path)
    let done = try await browser.post(path, with("confirmed", "1", in: fields))
    #expect(done.status == 303 && done.location == "/_preview/collections")
    #expect(
      try await browser.get("/_preview/collections").text.contains("has paid. This is a preview: nothing was kept."))
    for table in ["payments", "freehold_actions"] {
      #expect(try await desk.development.count("select count(*) from \(table)") == 0)
      #expect(try await desk.house.database.count("select count(*) from \(table)") == 0)
    }
    // Again: the key was not kept either.
    #expect(try await browser.post(path, with("confirmed", "1", in: fields)).status == 303)
    let refused = try await browser.post(
      "/_preview/collections/-/actions/sweep", fields)
    #expect(refused.status == 409 || refused.status == 422 || refused.status == 400)
    #expect(
      !desk.house.runtime.far.reports.contains { if case .actionIntended = $0.kind { true } else { false } })
    try await desk.house.close()
  }

  @Test("A draft's prompt goes to the model with the key of development, and its receipt names no action")
  func prompts() async throws {
    let desk = try await Desk.open()
    let runtime = desk.house.runtime
    let model = try ModelServer { _ in .answer("Dear you.") }
    runtime.far.say(.settings(runtime.workspace, WorkspaceSettings(models: [try ModelServer.connection()])))
    let knows = try await eventually { runtime.server.runtime.book.workspace(runtime.workspace)?.models.count == 1 }
    try #require(knows)
    try runtime.setSecret("key=trial\nendpoint=\(model.address)", name: "model-key", environment: .development)
    let browser = try await desk.previewing()
    let spec = Specs.collections.replacing(
      "steps:\n      - run: {",
      "steps:\n      - ai: { into: text, prompt: \"Greet {{customer}}\" }\n      - run: {")
    #expect(spec != Specs.collections)
    let taken = try await browser.post(
      PreviewPath.entrance, try desk.form(spec: spec), origin: TestRuntime.control, cookies: false)
    #expect(taken.status == 303, "\(taken.text.suffix(2_000))")
    let path = "/_preview/collections/-/actions/pay"
    let asked = try await browser.post(path, try await browser.get("/_preview/collections").button(path))
    let drafted = try await browser.get(try #require(asked.location))
    #expect(drafted.text.contains("Dear you.</textarea>"), "\(drafted.text.suffix(2_000))")
    let review = drafted.form(path, containing: "ai.text")
    let done = try await browser.post(path, review + [("ai.text", "Dear me.")])
    #expect(done.status == 303)
    #expect(try await desk.development.count("select count(*) from payments") == 0)
    let told = try await eventually {
      runtime.far.reports.contains {
        if case .modelCalled(let call) = $0.kind {
          call.action == nil && call.release == nil && call.problem == nil
        } else {
          false
        }
      }
    }
    #expect(told && model.requests.count == 1)
    let used = try await browser.get(try #require(asked.location))
    #expect(used.status == 303 && used.location == "/_preview/collections")
    model.close()
    try await desk.house.close()
  }

  @Test("An app that is not saved yet is shown, and its AI steps send nothing and say why")
  func unsaved() async throws {
    let desk = try await Desk.open()
    let browser = Browser(desk.house.runtime)
    let spec = Specs.collections.replacing(
      "steps:\n      - run: { source: shop, sql: \"insert into payments (invoice, amount) values (:id, :total)\"",
      "steps:\n      - ai: { into: note, prompt: \"Greet {{customer}}\" }\n      - run: { source: shop, sql: "
        + "\"insert into payments (invoice, amount) values (:id, length(:note))\"")
    #expect(spec != Specs.collections)
    let taken = try await browser.post(
      PreviewPath.entrance, try desk.form(spec: spec, app: .some(nil)), origin: TestRuntime.control, cookies: false)
    #expect(taken.status == 303, "\(SpecCheck.check(Array(spec.utf8)).findings.map(\.message))")
    let page = try await browser.get("/_preview/collections")
    #expect(page.text.contains("Trial 2"))
    let path = "/_preview/collections/-/actions/pay"
    let asked = try await browser.post(path, page.button(path))
    let answer = try await browser.get(try #require(asked.location))
    #expect(answer.text.contains("This app is not saved yet"), "\(answer.text.suffix(2_000))")
    #expect(try await desk.development.count("select count(*) from payments") == 0)
    #expect(!desk.house.runtime.far.reports.contains { if case .modelCalled = $0.kind { true } else { false } })
    try await desk.house.close()
  }

  @Test("A rule that is checked at the commit is met in the rehearsal too")
  func deferred() async throws {
    let desk = try await Desk.open(
      SourceDatabase.shop + """
        alter table payments add constraint known foreign key (invoice) references invoices deferrable initially deferred;
        """)
    let browser = try await desk.previewing()
    let token = try await browser.get("/_preview/collections").button("/_preview/collections/-/actions/pay")
    let spec = Specs.collections.replacing("where id < 10\", expect: one row", "where id = 1\", expect: one row")
    #expect(spec != Specs.collections)
    _ = try await browser.post(
      PreviewPath.entrance, try desk.form(spec: spec), origin: TestRuntime.control, cookies: false)
    let answer = try await browser.post("/_preview/collections/-/actions/sweep", token)
    #expect(answer.status == 409 || answer.status == 422)
    #expect(try await desk.development.count("select count(*) from payments") == 0)
    try await desk.house.close()
  }

  @Test("The next draft opens where the person was")
  func place() async throws {
    let desk = try await Desk.open()
    let browser = try await desk.previewing()
    _ = try await browser.get("/_preview/collections/mixed")
    let again = try await browser.post(
      PreviewPath.entrance, try desk.form(), origin: TestRuntime.control, cookies: false)
    #expect(again.location == "/_preview/collections/mixed")
    try await desk.house.close()
  }

  @Test("A forged, foreign, expired or broken draft is refused, and so is a pass that is not for previews")
  func refusals() async throws {
    let desk = try await Desk.open()
    let runtime = desk.house.runtime
    func refused(_ form: [(String, String)]) async throws -> Answer {
      let browser = Browser(runtime)
      let answer = try await browser.post(
        PreviewPath.entrance, form, origin: TestRuntime.control, accept: "application/json", cookies: false)
      #expect(answer.status >= 400 && browser.cookies.isEmpty)
      return answer
    }
    func code(_ form: [(String, String)]) async throws -> String? { try await refused(form).problem }
    #expect(try await code(try desk.form(key: SigningKey())) == "release_forged")
    #expect(try await code(try desk.form(account: .random(milliseconds: 7))) == "release_forged")
    #expect(try await code(try desk.form(workspace: .random(milliseconds: 7))) == "release_forged")
    #expect(try await code(try desk.form(expiresIn: -1)) == "release_forged")
    #expect(try await code(try desk.form(spec: "app: x")) == "spec_invalid")
    #expect(try await refused(try desk.form(spec: "app: x")).text.contains("Line 1"))
    #expect(try await code([("pass", try runtime.pass(purpose: .preview)), ("draft", "{}")]) == "release_forged")
    #expect(try await code(with("pass", try runtime.pass(), in: try desk.form())) == "pass_for_other_host")
    #expect(try await code(try desk.form(role: .viewer)) == "not_found")
    let elsewhere = try await Browser(runtime).post(
      PreviewPath.entrance, try desk.form(), origin: "http://evil.test", cookies: false)
    #expect(elsewhere.status == 401)
    try await desk.house.close()
  }

  @Test("A preview ends a quarter of an hour after its last use, and says how it comes back, in the frame")
  func over() async throws {
    let desk = try await Desk.open()
    let browser = try await desk.previewing()
    desk.house.runtime.clock.advance(seconds: 901)
    let page = try await browser.get("/_preview/collections")
    #expect(page.status == 401 && page.text.contains("Go back to the editor"))
    #expect(page.header("Content-Security-Policy")?.contains("frame-ancestors \(TestRuntime.control);") == true)
    try await desk.house.close()
  }

  @Test(
    "What the database does not have is told by the query's name, all of it at once; a missing secret by its environment"
  )
  func sources() async throws {
    let desk = try await Desk.open()
    let browser = Browser(desk.house.runtime)
    let spec = Specs.collections
      .replacing("select sum(total) as total from invoices", "select sum(nothing) as total from invoices")
      .replacing("select pg_sleep(30)::text as x", "select x from no_such_table")
    let answer = try await browser.post(
      PreviewPath.entrance, try desk.form(spec: spec), origin: TestRuntime.control, cookies: false)
    #expect(
      answer.status == 502 && answer.text.contains("The query “total”") && answer.text.contains("(SQLSTATE 42703)"))
    #expect(answer.text.contains("The query “slow”") && answer.text.contains("(SQLSTATE 42P01)"))
    let missing = try await browser.post(
      PreviewPath.entrance, try desk.form(spec: Specs.collections.replacing("shop-database", "other-database")),
      origin: TestRuntime.control, cookies: false)
    #expect(missing.status == 502 && missing.text.contains("--environment development"))
    try await desk.house.close()
  }
}

/// A house whose `development` is another database than its `production`.
private struct Desk {
  let house: House
  let development: SourceDatabase

  static func open(_ script: String = SourceDatabase.shop) async throws -> Desk {
    let house = try await House.open(script)
    let development = try await SourceDatabase.make(
      script + "; update invoices set customer = replace(customer, 'Customer', 'Trial');")
    try house.runtime.setSecret(development.secret(), environment: .development)
    return Desk(house: house, development: development)
  }

  func form(
    spec: String = Specs.collections, role: Role = .member, account: AccountID? = nil, workspace: WorkspaceID? = nil,
    expiresIn seconds: Int = 300, key: SigningKey? = nil, app: AppID?? = nil
  ) throws -> [(String, String)] {
    let runtime = house.runtime
    let draft = Draft(
      workspace: workspace ?? runtime.workspace, app: app ?? house.app, account: account ?? runtime.account,
      expires: runtime.clock.clock.now().adding(seconds: seconds), spec: Array(spec.utf8))
    return [
      ("pass", try runtime.pass(role: role, purpose: .preview)),
      ("draft", try SignedDraft(signing: draft, with: key ?? runtime.far.key).text),
    ]
  }

  func previewing() async throws -> Browser {
    let browser = Browser(house.runtime)
    let answer = try await browser.post(
      PreviewPath.entrance, try form(), origin: TestRuntime.control, cookies: false)
    try #require(answer.status == 303, "\(answer.text)")
    return browser
  }
}

extension String {
  fileprivate func replacing(_ old: String, _ new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
