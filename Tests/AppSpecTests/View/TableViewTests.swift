import Testing

@testable import AppSpec

@Suite("A table on a page")
struct TableViewTests {
  private let columns = [Column(name: "total", label: "Total", format: .money(currency: "EUR"))]
  private let kinds: [(String, ResultKind)] = [("id", .integer), ("name", .text), ("total", .decimal)]

  private func block(_ change: (inout TableBlock) -> Void = { _ in }) -> Block.Content {
    var table = TableBlock(
      query: Rendering.rows, columns: ["name", "total"], sort: Sort(column: "name", descending: false), pageSize: 2)
    change(&table)
    return .table(table)
  }

  @Test("headings sort, numbers stand right, a missing value is a dash")
  func golden() throws {
    let rows = SampleApp.rows(kinds, [["1", "Ada & Co", "1234.5"], ["2", "Bob", nil]])
    #expect(
      try Rendering.block(block { $0.export = false }, columns: columns, rows) == """
        <section class="card table" id="b0" aria-label="Page">\
        <div class="scroll" role="region" tabindex="0" aria-label="Page, table"><table><thead><tr>\
        <th scope="col" aria-sort="ascending"><a data-keep href="/collections/?sort.0=-name#b0">Name\
        <span class="arrow" aria-hidden="true"></span></a></th>\
        <th scope="col" class="n"><a data-keep href="/collections/?sort.0=total#b0">Total\
        <span class="arrow" aria-hidden="true"></span></a></th></tr></thead><tbody>\
        <tr><th scope="row">Ada &amp; Co</th><td class="n">€1\u{202F}234.50</td></tr>\
        <tr><th scope="row">Bob</th><td class="n"><span class="null">–</span></td></tr>\
        </tbody></table></div><div class="pager"><p>2 rows</p></div></section>
        """)
  }

  @Test("one short word is not broken at its hyphens; several words and long ones are")
  func words() throws {
    let long = String(repeating: "ab-", count: 13)
    let rows = SampleApp.rows(kinds, [["1", "2024-000123", "1"], ["2", "Ada & Co", "2"], ["3", long, "3"]])
    let html = try Rendering.block(block { $0.pageSize = 3 }, columns: columns, rows)
    #expect(html.contains("<th scope=\"row\" class=\"k\">2024-000123</th>"))
    #expect(html.contains("<th scope=\"row\">Ada &amp; Co</th>") && html.contains("<th scope=\"row\">\(long)</th>"))
  }

  @Test("one row more than the page holds means a next page; the way back from the second is the first's own address")
  func paging() throws {
    let three = SampleApp.rows(kinds, [["1", "A", "1"], ["2", "B", "2"], ["3", "C", "3"]])
    let first = try Rendering.block(block(), columns: columns, three)
    #expect(first.contains(">Next</a>") && !first.contains(">Previous</a>") && !first.contains(">C</th>"))
    let second = try Rendering.block(block(), columns: columns, query: [("page.0", "2"), ("after.0", cursor())], three)
    #expect(second.contains("Rows 3–4") && second.contains("href=\"/collections/#b0\">Previous</a>"))
  }

  private func cursor() throws -> String {
    var app = SampleApp.app
    app.queries = [SampleApp.query("rows", "select 1", columns: columns)]
    app.pages = [SampleApp.page("/", "Page", [block()])]
    let plan = try CheckedApp(app: app).page(SampleApp.request([])).get()
    guard case .table(let table) = plan.blocks[0].kind else { return "" }
    return Cursor(fingerprint: table.fingerprint, values: ["A", "1"]).text
  }

  @Test("nothing at all, nothing that matches, and nothing further are told apart")
  func empty() throws {
    let none = SampleApp.rows(kinds, [])
    #expect(try Rendering.block(block { $0.empty = "No customers yet." }, none).contains("<p>No customers yet.</p>"))
    #expect(
      try Rendering.block(block { $0.search = ["name"] }, query: [("q.0", "x")], none).contains("Nothing matches."))
    let beyond = try Rendering.block(block(), columns: columns, query: [("page.0", "9"), ("after.0", cursor())], none)
    #expect(beyond.contains("There are no more rows here.") && beyond.contains(">First</a>"))
  }

  @Test("a row leads to its page, its value percent-encoded; a row without one leads nowhere")
  func rowLinks() throws {
    var app = SampleApp.app
    app.queries = [SampleApp.query("rows", "select 1")]
    app.pages = [
      SampleApp.page("/", "Page", [block { $0.row = SampleApp.path("/x/:id") }]),
      SampleApp.page("/x/:id", "X", [.text(TextBlock(text: "x"))]),
    ]
    let rows = SampleApp.rows(
      [("id", .text), ("name", .text), ("total", .decimal)], [["a/b?", "A", "1"], [nil, "B", "1"]])
    let html = Rendering.main(try Rendering.page(app) { _ in .rows(rows) })
    #expect(html.contains("<th scope=\"row\"><a href=\"/collections/x/a%2Fb%3F\">A</a></th>"))
    #expect(html.contains("<th scope=\"row\">B</th>"))
  }

  @Test("row buttons carry the key in a form of the table, never in an address")
  func actions() throws {
    let rows = SampleApp.rows(SampleApp.overdueColumns, [["42", "Ada", nil, "2026-01-01", "EUR", "1", "open"]])
    let html = try Rendering.page { $0.query?.text == "overdue" ? .rows(rows) : .failed(.busy) }
    #expect(
      html.contains(
        "name=\"keys\" form=\"rows4\" formaction=\"/collections/-/actions/remind\" value=\"{&quot;id&quot;:&quot;42&quot;}\" data-ask>Remind</button>"
      ))
    #expect(html.contains("<input type=\"hidden\" name=\"param.before\" value=\"2026-11-21\">"))
    #expect(html.contains("<input type=\"hidden\" name=\"return\" value=\"/\">"))
  }

  @Test("sorting keeps filter and search and goes back to the first page")
  func carriedAlong() throws {
    let rows = SampleApp.rows(SampleApp.overdueColumns, [["42", "Ada", nil, "2026-01-01", "EUR", "1", "open"]])
    let query = [("before", "2026-02-01"), ("q.4", "a b"), ("page.4", "3"), ("after.4", "x"), ("evil", "1")]
    let html = try Rendering.page(query: query) { $0.query?.text == "overdue" ? .rows(rows) : .failed(.busy) }
    #expect(html.contains("href=\"/collections/?before=2026-02-01&amp;q.4=a%20b&amp;sort.4=-due_on#b4\""))
    #expect(html.contains("href=\"/collections/?before=2026-02-01&amp;q.4=a%20b&amp;export=4\">Export CSV</a>"))
    #expect(!html.contains("evil"))
  }

  @Test("a failed source takes its block down, says what to do, and leaves the rest")
  func failure() throws {
    let html = try Rendering.page {
      $0.query?.text == "overdue" ? .failed(.changed(sqlState: "42P01")) : .failed(.timedOut)
    }
    #expect(html.contains("has changed since this app was published") && html.contains("42P01"))
    #expect(html.contains("<code>req-1</code>") && html.contains("aria-label=\"Filter\""))
  }
}
