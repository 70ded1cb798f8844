import AppSpec
import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

/// An app with an AI step over a database of its own, a person's browser in it, and a model's server.
struct DraftScene {
  static let address = "/collections/-/actions/remind"
  static let secret = "Svetlana Pryce-Okonkwo"

  static func spec(_ redaction: String = "required", steps: String = run) -> String {
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

  static let run =
    "      - run: { source: shop, sql: \"update people set letter = :text where id = :id\", expect: one row }\n"

  static let script = """
    create table people (
      id bigint primary key, name text, phone text, notes text, manager text, paid boolean default false, letter text);
    insert into people values (1, '\(secret)', '+44 20 7946 0958',
      'Call \(secret) at +44 20 7946 0958 or svetlana@pryce.example', 'ana@example.com');
    grant select, insert, update on all tables in schema public to clerk;
    """

  var house: House
  var browser: Browser
  var model: ModelServer

  func fields() async throws -> [(String, String)] {
    let fields = try await browser.get("/collections").button(Self.address)
    try #require(!fields.isEmpty)
    return fields
  }

  func remind(_ more: [(String, String)] = [], accept: String = "text/html") async throws -> Answer {
    try await send(try await fields() + more, accept: accept)
  }

  /// To the page of the draft, as a browser goes.
  func send(_ fields: [(String, String)], accept: String = "text/html") async throws -> Answer {
    let answer = try await browser.post(Self.address, fields, accept: accept)
    guard let page = answer.location, page.contains("/-/drafts/") else { return answer }
    return try await browser.get(page)
  }

  /// Asked, and not looked at yet: the address of its page.
  func ask() async throws -> String {
    try #require(try await browser.post(Self.address, try await fields()).location)
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

  static func open(
    _ spec: String = spec(), tokens: Int64? = nil, connects: Bool = true, key: String? = "key=sk-test\nendpoint=",
    unreadPrompts: Duration? = nil, authorities: String? = nil,
    _ reply: @escaping @Sendable (String) -> ModelServer.Reply
  ) async throws -> DraftScene {
    let model = try ModelServer(reply)
    let runtime = try TestRuntime(unreadPrompts: unreadPrompts, authorities: authorities)
    if connects { runtime.far.greet(try greeting(runtime, tokens)) }
    let house = try await House.open(Self.script, spec: spec, on: runtime)
    if let key {
      try runtime.setSecret(key.hasSuffix("endpoint=") ? key + model.address : key, name: "model-key")
    }
    return DraftScene(house: house, browser: try await runtime.signedIn(), model: model)
  }

  private static func greeting(_ runtime: TestRuntime, _ tokens: Int64?) throws -> [FeedEvent] {
    return [
      FeedEvent(position: 0, kind: .workspace(runtime.workspace, slug: "acme", title: "Acme & Sons")),
      FeedEvent(
        position: 0,
        kind: .settings(runtime.workspace, WorkspaceSettings(models: [try ModelServer.connection(tokens: tokens)]))),
    ]
  }

  /// Repeats the first token of what it was asked.
  static func echo(_ body: String) -> ModelServer.Reply {
    let token = body.firstRange(of: #/\[\[PERSONAL_1\]\]/#).map { String(body[$0]) } ?? "nobody"
    return .answer("Dear \(token), please pay.")
  }
}
