import AppSpec
import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite("AI steps: what is sent, what a person reads, what is written, what is told")
struct DraftingTests {
  private static let address = "/collections/-/actions/remind"
  private static let secret = "Svetlana Pryce-Okonkwo"

  private static func spec(_ redaction: String = "required", steps: String = run) -> String {
    """
    app: collections
    title: Letters
    sources:
      shop: { kind: postgres, secret: shop-database }
    redaction: { policy: \(redaction) }
    queries:
      people:
        source: shop
        sql: select id, name, phone, notes, paid from people where manager = :viewer_email
        columns: { name: { personal: name }, phone: { personal: contact } }
    pages:
      - path: /
        title: People
        roles: [member]
        blocks:
          - table: { query: people, actions: [remind] }
    actions:
      remind:
        title: Remind
        on: people
        roles: [member]
        confirm: Send this to {{name}}?
        steps:
          - ai: { into: text, prompt: "Remind {{name}} politely. Known: {{notes}}" }
    \(steps)
    """
  }

  private static let run =
    "      - run: { source: shop, sql: \"update people set letter = :text where id = :id\", expect: one row }\n"

  private static let script = """
    create table people (
      id bigint primary key, name text, phone text, notes text, manager text, paid boolean default false, letter text);
    insert into people values (1, '\(secret)', '+44 20 7946 0958',
      'Call \(secret) at +44 20 7946 0958 or svetlana@pryce.example', 'ana@example.com');
    grant select, insert, update on all tables in schema public to clerk;
    """

  private struct Scene {
    var house: House
    var browser: Browser
    var model: ModelServer

    func fields() async throws -> [(String, String)] {
      let fields = try await browser.get("/collections").button(DraftingTests.address)
      try #require(!fields.isEmpty)
      return fields
    }

    func remind(_ more: [(String, String)] = [], accept: String = "text/html") async throws -> Answer {
      try await browser.post(DraftingTests.address, try await fields() + more, accept: accept)
    }

    func letter() async throws -> String {
      try await house.database.text("select coalesce(letter, '-') from people where id = 1")
    }

    /// The receipts that the control plane has.
    func calls(_ count: Int) async throws -> [ModelCall] {
      let far = house.runtime.far
      @Sendable func found() -> [ModelCall] {
        far.reports.compactMap { if case .modelCalled(let call) = $0.kind { call } else { nil } }
      }
      let came = try await eventually { found().count >= count }
      try #require(came)
      return found()
    }

    func close() async throws {
      model.close()
      try await house.close()
    }
  }

  private func open(
    _ spec: String = spec(), tokens: Int64? = nil, connects: Bool = true, key: String? = "key=sk-test\nendpoint=",
    _ reply: @escaping @Sendable (String) -> ModelServer.Reply
  ) async throws -> Scene {
    let model = try ModelServer(reply)
    let runtime = try TestRuntime()
    if connects { runtime.far.greet(try greeting(runtime, tokens)) }
    let house = try await House.open(Self.script, spec: spec, on: runtime)
    if let key {
      try runtime.setSecret(key.hasSuffix("endpoint=") ? key + model.address : key, name: "model-key")
    }
    return Scene(house: house, browser: try await runtime.signedIn(), model: model)
  }

  private func greeting(_ runtime: TestRuntime, _ tokens: Int64?) throws -> [FeedEvent] {
    return [
      FeedEvent(position: 0, kind: .workspace(runtime.workspace, slug: "acme", title: "Acme & Sons")),
      FeedEvent(
        position: 0,
        kind: .settings(runtime.workspace, WorkspaceSettings(models: [try ModelServer.connection(tokens: tokens)]))),
    ]
  }

  /// Repeats the first token of what it was asked.
  private static func echo(_ body: String) -> ModelServer.Reply {
    let token = body.firstRange(of: #/\[\[PERSONAL_1\]\]/#).map { String(body[$0]) } ?? "nobody"
    return .answer("Dear \(token), please pay.")
  }

  @Test("A person reads what the model wrote, changes it, and that is what is written; the model saw no personal value")
  func life() async throws {
    let scene = try await open { Self.echo($0) }
    let drafted = try await scene.remind()
    #expect(drafted.status == 200 && drafted.text.contains("The model is writing."))
    #expect(drafted.text.contains("Dear \(Self.secret), please pay.</textarea>"), "\(drafted.text.suffix(3_000))")
    #expect(drafted.text.contains("Send this to \(Self.secret)?") && drafted.text.contains("claude-test-1"))
    #expect(drafted.text.contains("4 values kept back") && drafted.text.contains("150 tokens"))
    #expect(try await scene.letter() == "-")
    let sent = try #require(scene.model.requests.first)
    #expect(scene.model.requests.count == 1 && sent.contains("politely"))
    for value in [Self.secret, "Svetlana", "7946", "svetlana@pryce.example", "ana@example.com"] {
      #expect(!sent.contains(value), "\(value) was sent")
    }
    let review = drafted.form(Self.address, containing: "ai.text")
    let done = try await scene.browser.post(Self.address, review + [("ai.text", "Dear S.,\r\nplease pay.")])
    #expect(done.status == 303, "\(done.text.prefix(2_000))")
    #expect(try await scene.letter() == "Dear S.,\nplease pay.")
    let call = try await scene.calls(1)[0]
    #expect(call.problem == nil && call.action?.text == "remind" && call.app == scene.house.app)
    #expect(call.receipt.policy == .required && call.receipt.redactor == .ours)
    #expect(call.receipt.tokensIn == 120 && call.receipt.tokensOut == 30)
    #expect(call.receipt.maskedText == "EMAIL:1 PERSONAL:3")
    let log = scene.house.runtime.log.text + call.receipt.maskedText
    for value in [Self.secret, "please pay", "politely", "sk-test"] { #expect(!log.contains(value)) }
    try await scene.close()
  }

  @Test("What cannot be written is said at the text, which stays as it was typed; another is asked for when wanted")
  func again() async throws {
    let scene = try await open { Self.echo($0) }
    let review = try await scene.remind().form(Self.address, containing: "ai.text")
    let empty = try await scene.browser.post(Self.address, review + [("ai.text", " ")])
    #expect(
      empty.status == 422 && empty.text.contains("Write something here") && empty.text.contains("name=\"ai.text\""))
    #expect(try await scene.letter() == "-" && scene.model.requests.count == 1)
    let another = try await scene.browser.post(Self.address, review + [("ai.text", "mine"), ("redraft", "1")])
    #expect(another.status == 200 && another.text.contains("Dear \(Self.secret)") && scene.model.requests.count == 2)
    try await scene.close()
  }

  @Test("An action that only asks shows the answer; a machine gets drafts as JSON, and writes with a second request")
  func machines() async throws {
    let scene = try await open { Self.echo($0) }
    let asked = try await scene.remind(accept: "application/json")
    #expect(asked.status == 200 && asked.text.contains("\"text\":\"Dear \(Self.secret), please pay.\""))
    #expect(asked.text.contains("\"tokens_out\":30"))
    let done = try await scene.remind([("ai.text", "Machine"), ("confirmed", "1")], accept: "application/json")
    #expect(done.status == 303 && scene.model.requests.count == 1)
    #expect(try await scene.letter() == "Machine")
    try await scene.close()

    let reading = try await open(Self.spec(steps: "")) { Self.echo($0) }
    let question = try await reading.remind()
    #expect(question.text.contains("Send this to") && reading.model.requests.isEmpty)
    let result = try await reading.browser.post(Self.address, question.form(Self.address))
    #expect(result.text.contains("Dear \(Self.secret), please pay.</p>") && !result.text.contains("<textarea"))
    try await reading.close()
  }

  @Test(
    "Without a connection, a key, tokens, or a model that answers, the page says so; nothing is changed, all is told")
  func refusals() async throws {
    let none = try await open(connects: false) { Self.echo($0) }
    try await refused(none, "no model connection yet", .modelConnectionMissing, sent: 0)
    let keyless = try await open(key: nil) { Self.echo($0) }
    try await refused(keyless, "has no key at this runtime", .modelKeyMissing, sent: 0)
    let spent = try await open(tokens: 100) { Self.echo($0) }
    try await refused(spent, "spent its tokens for today", .modelBudgetSpent, sent: 0)
    let wrong = try await open { _ in .status(401) }
    try await refused(wrong, "does not accept the connection&#39;s key", .modelRefused, sent: 1)
    let broken = try await open { _ in .broken }
    try await refused(broken, "broke off", .modelAnswerBroken, sent: 1)
  }

  private func refused(_ scene: Scene, _ words: String, _ problem: ProblemCode, sent: Int) async throws {
    let answer = try await scene.remind()
    #expect(answer.status == 200 && answer.text.contains(words), "\(answer.text.suffix(1_500))")
    #expect(answer.text.contains("Try again</button>"))
    #expect(try await scene.remind(accept: "application/json").problem == problem.rawValue)
    let calls = try await scene.calls(2)
    #expect(calls.allSatisfy { $0.problem == problem })
    #expect(sent == 0 ? scene.model.requests.isEmpty : scene.model.requests.count >= 2)
    #expect(try await scene.letter() == "-")
    try await scene.close()
  }

  @Test(
    "Where redaction is required and the redactor does not work, nothing reaches the model; by default ours does it")
  func redactor() async throws {
    let required = try await open(Self.spec("required, redactor: team-redactor")) { Self.echo($0) }
    try await refused(required, "has no secret at this runtime", .redactionFailed, sent: 0)
    let standard = try await open(Self.spec("default, redactor: team-redactor")) { Self.echo($0) }
    let drafted = try await standard.remind()
    #expect(drafted.text.contains("your own redactor failed"))
    #expect(try await standard.calls(1)[0].receipt.redactor == .fallback)
    #expect(standard.model.requests.allSatisfy { !$0.contains("Svetlana") && !$0.contains("svetlana@") })
    try await standard.close()
  }

  @Test("What was spent today is known after a restart, and tomorrow is another day")
  func budget() async throws {
    let scene = try await open(tokens: 3_000) { _ in .answer("Dear you.", 2_000, 500) }
    #expect(try await scene.remind().text.contains("Dear you."))
    try await scene.house.runtime.stop()
    try await scene.house.runtime.start()
    let serves = try await eventually { scene.house.isServed }
    try #require(serves)
    let runtime = scene.house.runtime
    let knows = try await eventually { runtime.server.runtime.book.workspace(runtime.workspace)?.models.count == 1 }
    try #require(knows)
    // 500 are left, less the prompt: a short answer is possible, which costs more than there is.
    #expect(try await scene.remind().text.contains("Dear you."))
    #expect(try await scene.remind().text.contains("spent its tokens for today"))
    runtime.clock.advance(seconds: 86_400)
    let browser = try await runtime.signedIn()
    let tomorrow = Scene(house: scene.house, browser: browser, model: scene.model)
    #expect(try await tomorrow.remind().text.contains("Dear you."))
    try await scene.close()
  }
}
