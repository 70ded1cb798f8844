import AppSpec
import Testing

@Suite struct QueryCheckTests {
  @Test(
    "A statement that is no single reading statement is refused at its place",
    arguments: [
      ("commit", "sql-not-allowed 8:10"),
      ("set role admin", "sql-not-allowed 8:10"),
      ("discard all", "sql-not-allowed 8:10"),
      ("delete from orders", "sql-writes 8:10"),
      ("with gone as (delete from orders returning id) select id from gone", "sql-writes 8:24"),
      ("select id into copy from orders", "sql-writes 8:20"),
      ("select id from orders for update", "sql-locks-rows 8:32"),
      ("select id from orders; drop table orders", "sql-several-statements 8:33"),
      ("select id from orders where id = $1", "sql-positional-placeholder 8:43"),
      ("select id from orders where name = 'x", "sql-unterminated 8:45"),
      ("select (id from orders", "sql-unbalanced 8:17"),
      ("select id from orders where day > :Since", "sql-bad-placeholder 8:44"),
      ("select id from orders where day > :sinze", "unknown-parameter 8:44"),
    ])
  func statements(sql: String, expected: String) {
    let spec = Spec.query("    sql: \(sql)")
    #expect(spec.codes == [expected])
  }

  @Test("In a block of lines the place is exact too")
  func place() {
    let spec = Spec.query(
      """
          parameters: { since: day }
          sql: |
            select id, 'ä' as letter
              from orders where ä > :sinse
              and placed_on > :since
      """)
    #expect(spec.codes.contains("unknown-parameter 11:31"))
    let finding = spec.findings.first { $0.code == "unknown-parameter" }
    #expect(finding?.advice == "Did you mean “since”? Or declare it under parameters: sinse: text.")
  }

  @Test(
    "Parameters: each default and bound is of the parameter's type",
    arguments: [
      ("{ type: day, default: tomorrow }", "bad-default tomorrow"),
      ("{ type: day, default: 2026-02-30 }", "bad-default 2026-02-30"),
      ("{ type: day, default: today-7 }", nil),
      ("{ type: day, default: \"today + 7\", min: 2020-01-01 }", nil),
      ("{ type: timestamp, default: now }", nil),
      ("{ type: timestamp, default: 2026-01-01T10:00:00Z }", nil),
      ("{ type: integer, default: 1.5 }", "bad-default 1.5"),
      ("{ type: integer, default: 5, max: 3 }", "bad-default 5"),
      ("{ type: integer, min: 5, max: 3 }", "bad-max 3"),
      ("{ type: decimal, min: a }", "bad-min a"),
      ("{ type: boolean, default: yes }", "bad-default yes"),
      ("{ type: boolean, default: false }", nil),
      ("{ type: boolean, min: 1 }", "bad-value 1"),
      ("{ type: uuid, default: 1 }", "bad-default 1"),
      ("{ type: text, max: long }", "bad-value long"),
      ("{ type: integer, multiline: true }", "bad-value true"),
      ("{ type: choice }", "key-missing choice"),
      ("{ type: choice, choices: [open, paid], default: closed }", "bad-default closed"),
      ("{ type: choice, choices: [open, also, also] }", "duplicate-choice also]"),
      ("{ type: choice, choices: { open: Open, paid: Paid }, default: paid }", nil),
      ("{ type: text, choices: [a] }", "bad-value [a]"),
      ("{ type: date }", "unknown-word date"),
      ("{ type: money }", "unknown-word money"),
      ("numeric", "unknown-word numeric"),
      ("text", nil),
    ])
  func parameters(declaration: String, expected: String?) {
    let spec = Spec.query("    sql: select id from orders where x = :p\n    parameters: { p: \(declaration) }")
    #expect(spec.marked.filter { !$0.hasPrefix("never-supplied") } == (expected.map { [$0] } ?? []))
  }

  @Test("Names that begin with viewer_ are the runtime's")
  func reserved() {
    let spec = Spec.query(
      "    sql: select id from orders where x = :viewer_id and y = any(:viewer_groups)\n    parameters: { viewer_id: text }"
    )
    #expect(spec.findings.filter { $0.severity == .error }.map(\.code) == ["reserved-name"])
  }

  @Test("A parameter that the statement does not use is a warning")
  func unused() {
    let spec = Spec.query("    sql: select id from orders\n    parameters: { since: { type: day, default: today } }")
    #expect(spec.codes == ["unused-parameter 9:19"])
    #expect(SpecCheck.check(Array(spec.text.utf8)).app != nil)
  }

  @Test("Columns that the statement certainly does not return are errors with the nearest one")
  func columns() {
    let spec = Spec.query(
      """
          sql: select id, total, currency from orders
          key: [id, nr]
          columns:
            totall: { label: Total }
            total: { format: { money_in: curency } }
      """)
    #expect(spec.codes == ["unknown-column 9:15", "unknown-column 11:7", "unknown-column 12:36"])
    #expect(spec.findings.map(\.advice)[1] == "Did you mean “total”?")
  }

  @Test(
    "Formats are a word or one of a few groups",
    arguments: [
      ("percent", nil), ("{ money: EUR }", nil), ("{ number: 2 }", nil), ("{ badge: { open: warning } }", nil),
      ("{ money: EURO }", "bad-value"), ("{ money: XXX }", "bad-value"), ("{ number: many }", "bad-value"),
      ("{ badge: { open: red } }", "unknown-word"), ("{ money: EUR, number: 2 }", "several-kinds"),
      ("money", "unknown-word"), ("{}", "key-missing"),
    ] as [(String, String?)])
  func formats(format: String, code: String?) {
    let spec = Spec.query("    sql: select id from orders\n    columns: { id: { format: \(format) } }")
    #expect(spec.findings.map(\.code) == (code.map { [$0] } ?? []))
  }
}
