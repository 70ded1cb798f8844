import AppSpec
import Testing

@Suite struct ActionCheckTests {
  @Test(
    "Each name of a step comes from the row, the inputs, the viewer or an earlier step",
    arguments: [
      ("update orders set total = :amount where id = :id and by = :viewer_id", []),
      ("update orders set total = :amount where id = :idd", ["unknown-name"]),
      ("update orders set total = :amount where id = :since", ["unknown-name"]),
      ("update orders set total = :amount", ["every-row"]),
      ("update orders set total = 1 where id = :id", ["unused-input"]),
      ("truncate orders", ["unused-input", "sql-not-allowed"]),
      ("commit", ["unused-input", "sql-not-allowed"]),
      ("insert into orders values (:amount); select 1", ["sql-several-statements"]),
    ] as [(String, [String])])
  func names(sql: String, codes: [String]) {
    let spec = Spec.action(
      "    on: orders\n    inputs: { amount: decimal }\n    steps: [run: { source: db, sql: \"\(sql)\" }]")
    #expect(spec.findings.map(\.code) == codes)
  }

  @Test("What a step returns is there for the next one, for the success text and for where it leads")
  func returning() throws {
    var spec = Spec.action(
      """
          success: Order {{order_id}} is there, {{viewer_email}}.
          then: /orders/:order_id
          steps:
            - run: { source: db, sql: insert into orders default values returning id as order_id }
            - run: { source: db, sql: "insert into lines values (:order_id)", expect: 3 rows }
      """)
    spec.pages += "  - { path: /orders/:id, title: Order, roles: [member], blocks: [table: { query: order }] }\n"
    spec.queries +=
      "  order: { source: db, sql: \"select id from orders where id = :id\", parameters: { id: integer } }\n"
    #expect(spec.codes == [])
    let action = try #require(SpecCheck.check(Array(spec.text.utf8)).app?.app.actions.first)
    let expectations = action.steps.map { step in
      if case .run(let run) = step { run.expect } else { Expectation.anyRows }
    }
    #expect(expectations == [.oneRow, .rows(3)])
    spec.actions = spec.actions.replacing("{{order_id}}", with: "{{oder_id}}").replacing("/:order_id", with: "/:id")
    #expect(spec.codes == ["unknown-variable 23:20", "unknown-variable 24:11"])
  }

  @Test("All steps and the row are in one source, because they commit together")
  func sources() {
    var spec = Spec.action(
      """
          on: orders
          steps:
            - run: { source: db, sql: update orders set a = 1 where id = :id }
            - run: { source: other, sql: update things set a = 1 where id = :id }
      """)
    spec.head += "  other: { kind: postgres, secret: other }\n"
    #expect(spec.codes == ["several-sources 25:24"])
  }

  @Test("An input does not hide a column of the row")
  func shadow() {
    let spec = Spec.action(
      "    on: orders\n    inputs: { total: decimal }\n    steps: [run: { source: db, sql: update orders set total = :total where id = :id }]"
    )
    #expect(spec.codes == ["ambiguous-name 22:15"])
    #expect(spec.findings[0].advice == "Give the input another name, such as new_total.")
  }

  @Test("An action on a row needs the row's key")
  func key() {
    var spec = Spec.action(
      "    on: sums\n    steps: [run: { source: db, sql: delete from orders where customer = :customer }]")
    spec.queries += "  sums: { source: db, sql: select customer from orders }\n"
    #expect(spec.codes == ["key-missing 22:9"])
  }

  @Test(
    "Expectations are counted rows",
    arguments: [
      ("one row", nil), ("some rows", nil), ("any rows", nil), ("0 rows", nil), ("3 rows", nil),
      ("1 row", "bad-value"), ("three rows", "bad-value"), ("-1 rows", "bad-value"), ("9999999999 rows", "bad-value"),
    ] as [(String, String?)])
  func expectations(text: String, code: String?) {
    let spec = Spec.action("    steps: [run: { source: db, sql: delete from orders where id = 1, expect: \(text) }]")
    #expect(spec.findings.map(\.code) == (code.map { [$0] } ?? []))
  }

  @Test("A table's actions are on its own rows, and somebody who sees them may do them")
  func tables() {
    var spec = Spec.action("    steps: [run: { source: db, sql: delete from orders where id = 1 }]")
    spec.pages = spec.pages.replacing("query: orders }", with: "query: orders, actions: [change] }")
    #expect(spec.codes == ["wrong-row 15:43"])
    spec.actions = spec.actions.replacing("[member]", with: "[admin]").replacing(
      "    steps", with: "    on: orders\n    steps")
    #expect(spec.codes == ["nobody-may 15:43", "nobody-may 16:25"])
  }
}
