import Testing

@testable import AppSpec

/// Pages rendered from rows that a test makes up.
enum Rendering {
  static func page(
    _ app: App = SampleApp.app, path: [String] = [], query: [(name: String, value: String)] = [],
    chrome: Chrome = SampleApp.chrome, form: FormState? = nil, _ outcome: (Statement) -> Outcome
  ) throws -> String {
    let plan = try CheckedApp(app: app).page(SampleApp.request(path, query)).get()
    return String(decoding: plan.render(plan.statements.map(outcome), chrome: chrome, form: form), as: UTF8.self)
  }

  /// A page of one block over the query `rows`.
  static func block(
    _ content: Block.Content, columns: [Column] = [], query: [(name: String, value: String)] = [], _ rows: ResultSet
  ) throws -> String {
    var app = SampleApp.app
    app.queries = [SampleApp.query("rows", "select 1", columns: columns)]
    app.pages = [SampleApp.page("/", "Page", [content])]
    return main(try page(app, query: query) { _ in .rows(rows) })
  }

  static let rows = SampleApp.name("rows")

  /// What stands within `<main>`, behind its title.
  static func main(_ html: String) -> String {
    let parts = html.split(separator: "</h1>", maxSplits: 1)
    guard parts.count == 2 else { return html }
    return String(parts[1].split(separator: "</main>")[0])
  }
}
