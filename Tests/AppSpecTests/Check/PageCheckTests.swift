import AppSpec
import Testing

@Suite struct PageCheckTests {
  @Test(
    "Blocks refer to what there is",
    arguments: [
      ("- table: { query: ordres }", ["unknown-query"]),
      ("- table: { query: orders, sort: -placed }", ["unknown-column"]),
      ("- table: { query: orders, columns: [id, id] }", ["duplicate-column"]),
      ("- table: { query: orders, search: [name] }", ["unknown-column"]),
      ("- table: { query: orders, row: /orders/:id }", ["unknown-page"]),
      ("- table: { query: orders, actions: [remind] }", ["unknown-action"]),
      ("- table: { query: orders, page_size: 501 }", ["bad-value"]),
      ("- table: { query: orders, columns: [] }", ["list-empty"]),
      ("- table: { query: orders, titel: Orders }", ["unknown-key"]),
      ("- table: { title: Orders }", ["key-missing"]),
      ("- table: orders", ["wrong-kind"]),
      ("- table:", ["value-missing"]),
      ("- metric: { query: orders, value: total }", ["label-missing"]),
      ("- metric: { query: orders, value: sum, label: Sum }", ["unknown-column"]),
      ("- chart: { query: orders, kind: bar, x: placed_on, y: total }", ["title-missing"]),
      ("- chart: { query: orders, kind: pie, x: placed_on, y: total, title: T }", ["unknown-word"]),
      ("- chart: { query: orders, kind: bar, x: placed_on, y: [total, amount], title: T }", ["unknown-column"]),
      ("- form: { action: pay }", ["unknown-action"]),
      ("- { table: { query: orders }, text: x }", ["several-kinds"]),
      ("- tabel: { query: orders }", ["unknown-key"]),
      ("- {}", ["key-missing"]),
      ("- text", ["wrong-kind"]),
      ("- filter: { query: orders }", []),
    ] as [(String, [String])])
  func blocks(block: String, codes: [String]) {
    let spec = Spec.blocks("      - table: { query: orders }\n      " + block)
    #expect(spec.findings.map(\.code) == codes)
  }

  @Test(
    "Texts have plain variables, safe links and nothing else of Mustache",
    arguments: [
      ("Hello {{viewer_email}}, since {{since}}: {{total}}", nil),
      ("{{#customer}}For {{customer}}{{/customer}}{{^customer}}Nobody{{/customer}}{{! a note }}", nil),
      ("{{{total}}}", "text-unescaped 16:39"),
      ("a {{& total}}", "text-unescaped 16:41"),
      ("{{> header}}", "text-partial 16:39"),
      ("{{=<% %>=}}", "text-delimiter 16:39"),
      ("{{uppercase(total)}}", "text-bad-variable 16:39"),
      ("{{customer.name}}", "text-bad-variable 16:39"),
      ("{{.}}", "text-bad-variable 16:39"),
      ("{{ttotal}}", "unknown-variable 16:39"),
      ("a {{total", "text-unclosed 16:41"),
      ("{{#total}}a", "text-unclosed 16:39"),
      ("a{{/total}}", "text-unopened 16:40"),
      ("[all](/)", nil),
      ("[site](https://example.com) [mail](mailto:{{customer}})", nil),
      ("[x](javascript:alert)", "bad-link 16:43"),
      ("[x](JavaScript:alert)", "bad-link 16:43"),
      ("[x]({{customer}})", "bad-link 16:43"),
      ("[x](//example.com)", "bad-link 16:43"),
      ("[x](http://example.com)", "bad-link 16:43"),
    ])
  func texts(text: String, expected: String?) {
    let spec = Spec.blocks("      - table: { query: orders }\n      - text: { query: orders, text: \"\(text)\" }")
    #expect(spec.codes == (expected.map { [$0] } ?? []))
  }

  @Test("Titles and labels have no variables")
  func titles() {
    let spec = Spec.blocks("      - table: { query: orders, title: \"Of {{viewer_email}}\" }")
    #expect(spec.codes == ["bad-value 15:40"])
  }

  private func paths(_ paths: String...) -> [String] {
    var spec = Spec()
    spec.queries = ""
    spec.head = "app: shop\ntitle: Shop\n"
    spec.pages =
      "pages:\n" + paths.map { "  - { path: \"\($0)\", title: T, roles: [member], blocks: [text: x] }\n" }.joined()
    return spec.findings.filter { $0.code != "unused-path-parameter" }.map(\.code)
  }

  @Test("Paths are plain, different, and never two at once")
  func meetings() {
    #expect(paths("/", "/a", "/a/:id", "/a/new", "/b-c/d_e") == [])
    #expect(paths("/", "/a/:id", "/a/:name") == ["duplicate-page"])
    #expect(paths("/", "/:a/x", "/y/:b") == ["ambiguous-page"])
    #expect(paths("/", "/a/:id/b/:id") == ["duplicate-parameter"])
    #expect(paths("/", "/:viewer_id") == ["reserved-name"])
    #expect(paths("/a") == ["no-first-page"])
    for wrong in ["a", "", "/a/", "//", "/A", "/a b", "/..", "/-/actions", "/_freehold", "/:Id", "/%61", "/a?b", "/ä"] {
      #expect(paths("/", wrong) == ["bad-value"], "\(wrong)")
    }
  }

  @Test("A parameter that nothing on the page supplies is a warning, and so is a path's that nothing takes")
  func supply() {
    let body = "    sql: select id from orders where id = :id\n    parameters: { id: integer }"
    var spec = Spec.query(body)
    #expect(spec.codes == ["never-supplied 11:11"])
    spec.pages = spec.pages.replacing("path: /", with: "path: /:id")
    #expect(spec.codes == ["no-first-page 10:1"])
    spec.pages = spec.pages.replacing("path: /:id", with: "path: /:nr")
    #expect(spec.codes == ["no-first-page 10:1", "unused-path-parameter 11:11", "never-supplied 11:11"])
  }

  @Test("A table whose query returns no key says that late pages are slow")
  func key() {
    let spec = Spec.query("    sql: select customer, sum(total) as total from orders group by customer")
    #expect(spec.codes == ["no-key 14:25"])
  }
}
