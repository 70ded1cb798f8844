import AppSpec
import Testing

@Suite struct SpecReaderTests {
  @Test(
    "What is no spec is refused at its place",
    arguments: [
      ("", "empty 1:1"),
      ("# nothing\n", "empty 1:1"),
      ("app: &x shop\ntitle: *x", "anchor 1:6"),
      ("title: *x", "anchor 1:8"),
      ("app: !!str shop", "tag 1:6"),
      ("app: shop\n---\napp: other", "several-documents 2:1"),
      ("app: shop\n\ttitle: x", "tab 2:1"),
      ("app: shop\ntitle: \"x", "not-yaml 2:8"),
      ("app: [a, b", "not-yaml 1:6"),
      ("? [a]\n: b", "complex-key 1:3"),
      ("app: shop\u{1}", "control-character 1:10"),
      ("äö: \u{7}", "control-character 1:5"),
      (String(repeating: "[", count: 30), "too-deep 1:21"),
      (String(repeating: "- ", count: 30) + "x", "too-deep 1:41"),
      ("text", "wrong-kind 1:1"),
    ])
  func refused(text: String, expected: String) {
    let checked = SpecCheck.check(Array(text.utf8))
    #expect(Spec.codes(text).first == expected)
    #expect(checked.app == nil)
  }

  @Test("A byte order mark is no part of the spec: columns and lines count without it")
  func mark() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    for text in ["titel: x", "app: shop\nqueries:\n  q: { sql: \"select 1;\" }\n"] {
      #expect(SpecCheck.check(mark + Array(text.utf8)).findings == SpecCheck.check(Array(text.utf8)).findings)
    }
  }

  @Test("SQL that is cut off behind its first mark is placed at the mark, not behind the end")
  func cutOff() {
    let text = "app: a\nsources:\n  s: { kind: postgres, secret: db }\nqueries:\n  q:\n    source: s\n    sql: |"
    #expect(Spec.codes(text).contains("sql-empty 7:10"))
  }

  @Test("A spec of 50 MB is refused by its size, before it is parsed")
  func large() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 50_000_000)
    let clock = ContinuousClock()
    let time = clock.measure { #expect(SpecCheck.check(bytes).findings.map(\.code) == ["too-large"]) }
    #expect(time < .seconds(1))
  }

  @Test(
    "Bytes that are not UTF-8 are named with their place",
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], "1:1", "Byte 0 (0xFF)"),
      (Array("app: caf".utf8) + [0xE9], "1:9", "Byte 8 (0xE9)"),
      (Array("a: ä\nb: ".utf8) + [0xC0, 0x80], "2:4", "Byte 9 (0xC0)"),
      (Array("a: ".utf8) + [0xED, 0xA0, 0x80], "1:4", "Byte 3 (0xED)"),
      (Array("a: ".utf8) + [0xF0, 0x9F], "1:4", "Byte 3 (0xF0)"),
    ])
  func invalid(bytes: [UInt8], place: String, message: String) {
    let findings = SpecCheck.check(bytes).findings
    #expect(findings.map { "\($0.code) \($0.line):\($0.column)" } == ["not-utf8 \(place)"])
    #expect(findings.first?.message.hasPrefix(message) == true)
  }

  @Test("What makes a line read otherwise than it is run is named with its place; Arabic and its marks are welcome")
  func turned() {
    let turning = SpecCheck.check(Array("app: shop\ntitle: S\u{202E}poh\u{2066}".utf8)).findings
    #expect(turning.map { "\($0.code) \($0.line):\($0.column)" } == ["direction-control 2:9"])
    let fine = SpecCheck.check(Array("app: shop\ntitle: متجر\u{200F}".utf8)).findings
    #expect(!fine.contains { $0.code == "direction-control" })
  }

  @Test("A key that stands twice is reported where it stands again, and checking goes on")
  func duplicates() {
    var spec = Spec()
    spec.head = "app: shop\ntitle: Shop\ntitle: Store\nsources:\n  db: { kind: postgres, secret: s, kind: postgres }\n"
    spec.pages = spec.pages.replacing("table", with: "tabel")
    #expect(spec.codes == ["duplicate-key 3:1", "duplicate-key 5:36", "unused-query 7:3", "unknown-key 16:9"])
  }

  @Test("A hundred thousand open braces are refused at the twenty-first")
  func deep() {
    #expect(Spec.codes(String(repeating: "{a: ", count: 100_000)) == ["too-deep 1:81"])
    #expect(SpecCheck.check([UInt8](repeating: 91, count: 1_000_000)).findings.map(\.code) == ["too-deep"])
  }

  @Test("Lists and texts have bounds")
  func bounds() {
    let list = "[" + String(repeating: "a, ", count: 1001) + "]"
    #expect(Spec.codes("app: \(list)").first == "too-many 1:3007")
    #expect(Spec.codes("app: x\n" + (0...1000).map { "k\($0): x\n" }.joined()).first == "too-many 1001:1")
    #expect(Spec.codes("app: " + String(repeating: "a", count: 65_537)).first == "too-long 1:6")
  }

  @Test("A thousand aliases of aliases cost nothing")
  func bomb() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1..<1000 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(Spec.codes(text).first == "anchor 1:5")
  }

  @Test("Plain scalars are read by the key they stand at: no is a text, 007 a label, yes no flag")
  func scalars() throws {
    var spec = Spec.blocks("      - table: { query: orders, title: no, empty: 007, export: yes }")
    #expect(spec.codes == ["bad-value 15:64"])
    spec = Spec.blocks("      - table: { query: orders, title: no, empty: 1:30, page_size: 0o17 }")
    #expect(spec.codes == ["bad-value 15:68"])
    spec = Spec.blocks("      - table: { query: orders, title: no, empty: 1:30, export: false, page_size: 17 }")
    let app = try #require(SpecCheck.check(Array(spec.text.utf8)).app?.app)
    #expect(
      app.pages[0].blocks[0].content
        == .table(TableBlock(query: app.queries[0].name, title: "no", pageSize: 17, export: false, empty: "1:30")))
  }

  @Test("JSON is the same tree")
  func json() throws {
    let text = """
      {"app": "shop", "title": "Shop", "sources": {"db": {"kind": "postgres", "secret": "shop-db"}},
       "queries": {"orders": {"source": "db", "sql": "select id, customer, total, placed_on from orders where placed_on >= :since",
         "parameters": {"since": {"type": "day", "default": "today - 30"}}}},
       "pages": [{"path": "/", "title": "Orders", "roles": ["member"], "blocks": [{"table": {"query": "orders"}}]}]}
      """
    let json = try #require(SpecCheck.check(Array(text.utf8)).app?.app)
    #expect(json == SpecCheck.check(Array(Spec().text.utf8)).app?.app)
  }
}
