import AppSpec
import Testing

@Suite struct SQLTemplateTests {
  private func composed(_ sql: String) -> String {
    let template = SQLTemplate(sql, for: .query)
    return template.text { (template.names.firstIndex(of: $0)! + 1, "t") }
  }

  @Test(
    "Placeholders are found where PostgreSQL would not see them as something else",
    arguments: [
      ("select :a, :b, :a", "select ($1::t), ($2::t), ($1::t)"),
      ("select ':a', \":a\", a::text, :a::date", "select ':a', \":a\", a::text, ($1::t)::date"),
      ("select E'it\\'s :a', 'it''s :b', :c", "select E'it\\'s :a', 'it''s :b', ($1::t)"),
      ("select e'\\\\', :a", "select e'\\\\', ($1::t)"),
      ("select '\\', :a", "select '\\', ($1::t)"),
      ("select $$:a$$, $x$ :b $$ $x$, :c", "select $$:a$$, $x$ :b $$ $x$, ($1::t)"),
      ("select 1 -- :a\n, :b", "select 1 -- :a\n, ($1::t)"),
      ("select 1 /* :a /* :b */ :c */, :d", "select 1 /* :a /* :b */ :c */, ($1::t)"),
      ("select a[1:2], a[:n], a[1:n], a[(i):n], a[1 : n]", "select a[1:2], a[($1::t)], a[1:n], a[(i):n], a[1 : n]"),
      ("select f(a := 1), f(a => :b)", "select f(a := 1), f(a => ($1::t))"),
      ("select 'a'\n  ':b', :c", "select 'a'\n  ':b', ($1::t)"),
      ("select E'a' -- '\n '\\':b', :c", "select E'a' -- '\n '\\':b', ($1::t)"),
      ("select a$1b, :a", "select a$1b, ($1::t)"),
      ("select U&'d\\0061' , :a", "select U&'d\\0061' , ($1::t)"),
      ("select :größe", "select :größe"),
      ("select 1;", "select 1"),
      ("select 1 ; -- done\n ;", "select 1  -- done\n "),
      ("select ';', 1", "select ';', 1"),
    ])
  func placeholders(sql: String, expected: String) {
    #expect(composed(sql) == expected)
  }

  @Test(
    "Problems have their kind and offset",
    arguments: [
      ("", "sql-empty 0"), ("  -- only this", "sql-empty 0"), (";", "sql-empty 0"),
      ("select 'a", "sql-unterminated 7"), ("select \"a", "sql-unterminated 7"),
      ("select $a$ $b$", "sql-unterminated 7"),
      ("select /* /* */", "sql-unterminated 7"), ("select E'\\'", "sql-unterminated 7"),
      ("select (1]", "sql-unbalanced 7 sql-unbalanced 9"), ("select 1)", "sql-unbalanced 8"),
      ("select 1; select 2", "sql-several-statements 10"), ("select $1", "sql-positional-placeholder 7"),
      ("select :A", "sql-bad-placeholder 7"), ("select 1\0", "sql-nul-byte 8"), ("begin", "sql-not-allowed 0"),
      ("'x'", "sql-not-allowed 0"), ("explain select 1", "sql-not-allowed 0"),
      ("INSERT into t values (1)", "sql-writes 0"),
      ("select 1 as into, t.into", ""), ("((select 1) union (select 2))", ""), ("VALUES (1)", ""), ("table t", ""),
      ("with a as (select 1), b as materialized (update t set x = 1 returning 1) select 1", "sql-writes 41"),
      ("select substring(a for 3), \"for\" from t", ""), ("select 1 from t for no key update", "sql-locks-rows 16"),
    ])
  func problems(sql: String, expected: String) {
    let found = SQLTemplate(sql, for: .query).problems.map { "\($0.code) \($0.offset)" }
    #expect(found.joined(separator: " ") == expected)
  }

  @Test("A step may write and may not do anything else")
  func steps() {
    for sql in [
      "insert into t values (:a)", "update t set a = 1", "delete from t",
      "with x as (delete from t returning 1) select 1",
      "merge into t using s on a = b when matched then delete", "select refund(:id)",
    ] {
      #expect(SQLTemplate(sql, for: .step).problems == [], "\(sql)")
    }
    for sql in [
      "commit", "drop table t", "alter role x", "copy t to program 'x'", "do $$ $$", "call p()", "set a = 1", "vacuum",
    ] {
      #expect(SQLTemplate(sql, for: .step).problems.map(\.code) == ["sql-not-allowed"], "\(sql)")
    }
  }
}
