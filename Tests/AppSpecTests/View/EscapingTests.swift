import Testing

@testable import AppSpec

@Suite("Nothing that comes from outside becomes markup")
struct EscapingTests {
  private static let attack = #"<script>alert(1)</script>"'><img src=x onerror=alert(1)>"#

  /// The attack in every place that a spec, a request or a database fills.
  private static var app: App {
    var app = SampleApp.app
    app.title = attack
    for page in app.pages.indices { app.pages[page].title = attack }
    for query in app.queries.indices {
      for column in app.queries[query].columns.indices { app.queries[query].columns[column].label = attack }
      for parameter in app.queries[query].parameters.indices {
        app.queries[query].parameters[parameter].label = attack
        app.queries[query].parameters[parameter].help = attack
      }
    }
    for action in app.actions.indices {
      app.actions[action].title = attack
      app.actions[action].confirm = attack + "{{company}}"
      for input in app.actions[action].inputs.indices {
        app.actions[action].inputs[input].label = attack
        app.actions[action].inputs[input].help = attack
      }
    }
    return app
  }

  private static var chrome: Chrome {
    var chrome = SampleApp.chrome
    chrome.workspaceTitle = attack
    chrome.apps = [.init(title: attack, path: attack)]
    chrome.viewer.email = attack
    chrome.csrfToken = attack
    chrome.notice = .init(tone: .bad, text: attack)
    chrome.banner = attack
    chrome.requestID = attack
    return chrome
  }

  private static func rows(_ statement: Statement) -> Outcome {
    let names = [
      "id", "company", "email", "due_on", "currency", "total", "status", "month", "net", "target", "owed", "n", "share",
    ]
    return .rows(
      ResultSet(
        columns: (names + [attack]).map { ResultColumn(name: $0, kind: .text) },
        rows: Array(repeating: Array(repeating: attack, count: names.count + 1), count: 3)))
  }

  /// No tag of the attack is left, no attribute stays open, and none of its handlers is an attribute.
  private func expectInert(_ html: String) {
    #expect(!html.contains("<script>") && !html.contains("<img"))
    var isInTag = false
    var isQuoted = false
    var names = ""
    for character in html.unicodeScalars {
      if isInTag, character == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      if character == "<" { isInTag = true }
      if isInTag { names.unicodeScalars.append(character) }
      if character == ">" { isInTag = false }
    }
    #expect(!isInTag && !isQuoted && !names.contains("onerror") && !names.contains("alert"))
  }

  @Test("pages with every kind of block", arguments: [[], ["invoices", "7"], ["revenue"]])
  func pages(_ path: [String]) throws {
    let query = [("q.4", Self.attack), ("before", Self.attack), ("status", Self.attack), ("sort.4", Self.attack)]
    for parameters in [query, [query[0]], []] {
      expectInert(try Rendering.page(Self.app, path: path, query: parameters, chrome: Self.chrome, Self.rows))
    }
  }

  @Test("forms with what was typed, questions, failures and error pages")
  func others() throws {
    let typed = Dictionary(uniqueKeysWithValues: SampleApp.pay.inputs.map { ($0.name, Self.attack) })
    let state = FormState(
      action: SampleApp.pay.name, block: 2, values: typed,
      problems: [
        FieldProblem(field: "amount", message: Self.attack),
        FieldProblem(field: FieldProblem.wholeForm, message: Self.attack),
      ])
    expectInert(try Rendering.page(Self.app, path: ["invoices", "7"], chrome: Self.chrome, form: state, Self.rows))
    expectInert(
      try Rendering.page(Self.app, chrome: Self.chrome) { _ in .failed(.secretMissing(Self.attack)) })
    let submission = ActionSubmission(
      action: SampleApp.remind.name,
      fields: [("keys", #"{"id":"<script>\"'"}"#), ("idempotency", "0123456789abcdef"), ("param.status", "open")],
      viewer: SampleApp.viewer, now: SampleApp.now)
    let plan = try CheckedApp(app: Self.app).action(submission).get()
    let row = ResultSet(columns: [ResultColumn(name: "company", kind: .text)], rows: [[Self.attack]])
    let question = try plan.renderConfirmation(row: row, problems: [], chrome: Self.chrome).get()
    expectInert(String(decoding: question, as: UTF8.self))
    let error = ErrorPage.render(
      title: Self.attack, message: Self.attack, advice: Self.attack, requestID: Self.attack, chrome: Self.chrome,
      back: (Self.attack, "/"))
    expectInert(String(decoding: error, as: UTF8.self))
  }

  @Test(
    "only web, mail and phone addresses become links",
    arguments: [
      "javascript:alert(1)", " javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
      "vbscript:x", "//evil.example", "https://x\" onclick=", "https:\\\\evil", "file:///etc/passwd", "",
    ])
  func links(_ address: String) throws {
    let rows = SampleApp.rows([("a", .text)], [[address]])
    let table = TableBlock(query: Rendering.rows, columns: ["a"])
    let html = try Rendering.block(.table(table), columns: [Column(name: "a", label: "A", format: .link)], rows)
    #expect(!html.contains("<th scope=\"row\"><a"))
    let text = try Rendering.block(.text(TextBlock(text: "[x](\(address)) [y]({{a}})", query: Rendering.rows)), rows)
    #expect(!text.lowercased().contains("href=\"javascript") && !text.contains("href=\"data:"))
    #expect(!text.contains("href=\"//"))
  }

  @Test("addresses of a column are linked by its format")
  func goodLinks() throws {
    let rows = SampleApp.rows(
      [("x", .text), ("a", .text), ("b", .text), ("c", .text)],
      [["1", "https://a.example/?x=1&y=2", "a+b@c.example", "+49 (30) 1"]])
    let columns = [
      Column(name: "a", label: "A", format: .link), Column(name: "b", label: "B", format: .email),
      Column(name: "c", label: "C", format: .phone),
    ]
    let html = try Rendering.block(.table(TableBlock(query: Rendering.rows)), columns: columns, rows)
    #expect(html.contains(#"href="https://a.example/?x=1&amp;y=2""#))
    #expect(html.contains(#"href="mailto:a%2Bb@c.example""#) && html.contains(#"href="tel:+49301""#))
    #expect(html.contains("rel=\"noopener noreferrer\""))
  }

  @Test(
    "a mail address is the same as text and as an address, or escaped in each",
    arguments: [
      ("lena@brauhaus.example", #"<a href="mailto:lena@brauhaus.example">lena@brauhaus.example</a>"#),
      ("a~b_c-d.1@x.example", #"<a href="mailto:a~b_c-d.1@x.example">a~b_c-d.1@x.example</a>"#),
      ("a@b@c.example", #"<a href="mailto:a%40b@c.example">a@b@c.example</a>"#),
      ("\"a<b\"@c.example", #"<a href="mailto:%22a%3Cb%22@c.example">&quot;a&lt;b&quot;@c.example</a>"#),
      ("käthe@c.example", #"<a href="mailto:k%C3%A4the@c.example">käthe@c.example</a>"#),
      ("no address", "no address"),
    ])
  func mail(_ cell: String, _ expected: String) throws {
    let rows = SampleApp.rows([("x", .text), ("b", .text)], [["1", cell]])
    let columns = [Column(name: "b", label: "B", format: .email)]
    let html = try Rendering.block(.table(TableBlock(query: Rendering.rows)), columns: columns, rows)
    #expect(html.contains("<td>\(expected)</td>"))
  }
}
