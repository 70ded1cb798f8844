import Testing

@testable import AppSpec

@Suite struct SelectListTests {
  @Test(
    "The names of columns are known where the text makes them certain",
    arguments: [
      ("select id, i.due_on, s.i.total from x", "id due_on total"),
      ("select i.total - i.paid as open, sum(a) total, count(*) n from x", "open total n"),
      ("select case when a then b end as state, case when a then b end other from x", "state other"),
      ("select distinct a, \"Full Name\", 'x' label, 1 one from x", "a Full Name label one"),
      ("with x as (select a, b from y) select c from x", "c"),
      ("select (select max(z) from q) as top, (select 1 from w) low from x", "top low"),
      ("select a from x union select b from y", "a"),
      ("select ID, Total from x", "id total"),
      ("insert into x values (1) returning id, no as number", "id number"),
      ("delete from x", ""),
    ])
  func complete(sql: String, expected: String) {
    let list = SelectList(sql)
    #expect(list.columns.joined(separator: " ") == expected)
    #expect(list.isComplete)
  }

  @Test(
    "Where the text leaves names open, every mentioned word may be one",
    arguments: [
      "select a, sum(b) from x", "select a::date from x", "select not t.paid from x", "select a + b from x",
      "select now() at time zone 'x' from y", "select x.a is null from x",
    ])
  func open(sql: String) {
    let list = SelectList(sql)
    #expect(!list.isComplete)
    #expect(list.mayReturn("x") == !sql.hasSuffix("y"))
    #expect(!list.mayReturn("elsewhere"))
  }

  @Test("A star may return anything")
  func star() {
    for sql in [
      "select * from x", "select a, t.* from t", "table x", "values (1)", "insert into x values (1) returning *",
    ] {
      #expect(SelectList(sql).mayReturn("elsewhere"), "\(sql)")
    }
    #expect(!SelectList("select a * b from x").mayReturn("elsewhere"))
    #expect(!SelectList("select count(*) from x").mayReturn("elsewhere"))
  }
}
