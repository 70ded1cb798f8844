import AppSpec
import Testing

@Suite struct SpecCheckTests {
  @Test("A sound spec has no findings and keeps its bytes")
  func sound() throws {
    let bytes = Array(Spec().text.utf8)
    let checked = SpecCheck.check(bytes)
    #expect(checked.findings == [])
    #expect(checked.app?.bytes == bytes)
    let query = try #require(checked.app?.app.queries.first)
    #expect(query.parameters.map(\.fallback) == [.today(plusDays: -30)])
    #expect(query.key == ["id"])
  }

  @Test("All findings come at once, in the order of the spec, with the nearest known word")
  func several() {
    let text = """
      app: Shop
      titel: Shop
      sources:
        db: { kind: postgress, secret: shop-db }
      queries:
        orders: { source: bd, sql: select id from orders }
      pages:
        - path: customers
          title: Orders
          roles: [members]
          blocks:
            - table: { query: order, sort: id }
      """
    let findings = SpecCheck.check(Array(text.utf8)).findings
    #expect(
      findings.map { "\($0.code) \($0.line):\($0.column) \($0.advice)" } == [
        "bad-value 1:6 Use a lower-case letter, then lower-case letters, digits and underscores, at most 63 in all.",
        "unknown-key 2:1 Did you mean “title”?",
        "unused-source 4:3 Use it on a page, or remove it.",
        "unknown-word 4:15 Did you mean “postgres”?",
        "unused-query 6:3 Use it on a page, or remove it.",
        "unknown-source 6:21 Did you mean “db”?",
        "bad-value 8:11 Begin with /; each part is lower-case letters, digits, - and _, or a parameter such as :id.",
        "unknown-word 10:13 Did you mean “member”?",
        "unknown-query 12:25 Did you mean “orders”?",
      ])
  }

  @Test("No more than 200 findings are listed, and the last one counts the rest")
  func limited() {
    let text = "app: shop\n" + (0..<500).map { "key\($0): x\n" }.joined()
    let findings = SpecCheck.check(Array(text.utf8)).findings
    #expect(findings.count == 200)
    #expect(findings.last?.message == "There are 303 more findings.")
  }

  @Test("Everything is denied to a role that is not named, so missing roles are an error that says so")
  func roles() {
    var spec = Spec()
    spec.pages = spec.pages.replacing("    roles: [member]\n", with: "")
    #expect(spec.codes == ["roles-missing 11:5"])
    #expect(spec.findings.first?.message == "This page names no roles, so nobody may open it.")
    spec.pages = Spec().pages.replacing("[member]", with: "[]")
    #expect(spec.codes == ["roles-missing 13:12"])
    spec.pages = Spec().pages.replacing("[member]", with: "[member, everyone, member]")
    #expect(spec.codes == ["unknown-word 13:21", "duplicate-role 13:31"])
  }

  @Test(
    "What the design has and this version has not is said to come later",
    arguments: [("kind: postgres", "kind: airtable", "not-yet 4:15")])
  func later(old: String, new: String, expected: String) {
    #expect(Spec.codes(Spec().text.replacing(old, with: new)).first == expected)
  }

  @Test("A mistyped key is one finding: what it meant is not missing, and what stands under it is known")
  func mistyped() {
    var spec = Spec()
    spec.head = spec.head.replacing("sources", with: "source")
    #expect(spec.codes == ["unknown-key 3:1"])
    spec.head = Spec().head.replacing("secret", with: "secrets")
    #expect(spec.codes == ["unknown-key 4:25"])
  }

  @Test("A comma in braces is explained")
  func comma() {
    let spec = Spec.blocks("      - table: { query: orders, empty: Nothing here, sadly enough }")
    #expect(spec.findings.map(\.advice) == ["A comma in { } begins the next key: put a text with commas in quotes."])
  }
}
