import Postgres
import PostgresTesting
import Testing

@Suite struct CursorReadTests {
  @Test("a read returns at most its limit of rows as text, in one round trip")
  func reads() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.make(), size: 1)
    let sql = "select n, null as none, 'é' || n as t from generate_series($1::int, 10) n order by n;"
    _ = try await pool.cursorRead(sql, values: ["1"], limit: 3, timeout: .seconds(1))
    let before = try await pool.withConnection { await $0.roundTrips }
    _ = try await pool.cursorRead(sql, values: ["4"], limit: 3, timeout: .seconds(1))
    let rows = try await pool.cursorRead(sql, values: ["4"], limit: 3, timeout: .seconds(1))
    let after = try await pool.withConnection { await $0.roundTrips }
    #expect(after - before == 2)
    #expect(rows.rowCount == 3)
    #expect(rows.columns.map(\.name) == ["n", "none", "t"])
    #expect(rows.columns.map(\.oid) == [23, 25, 25])
    #expect(rows.text(0, 0) == "4")
    #expect(rows.text(2, 2) == "é6")
    #expect(rows.text(0, 1) == nil && rows.isNull(0, 1))
    #expect(rows.withUTF8(1, 2) { $0.map { Array($0) } } == Array("é5".utf8))
    #expect(try await pool.cursorRead(sql, values: ["11"], limit: 3, timeout: .seconds(1)).rowCount == 0)
    await pool.close()
  }

  /// What a spec's author could write instead of a question.
  static let hostile = [
    "commit", "rollback", "begin", "set statement_timeout = 0", "set session authorization nobody", "reset all",
    "discard all", "delete from things", "insert into things values (2) returning n", "update things set n = 9",
    "with gone as (delete from things returning n) select n from gone",
    "with gone as (insert into things values (7) returning n) select n from gone",
    "select 1; commit; drop table things",
    "select 1; select 2", "create table other (n int)", "select n into other from things", "drop table things",
    "copy things to stdout", "copy things to program 'touch /tmp/never'", "do $$ begin perform 1; end $$",
    "lock table things",
    "declare d cursor with hold for select 1", "fetch all from c", "close c", "prepare p as select 1", "listen x",
    "notify x",
    "select * from things for update", "explain analyze delete from things", "call nothing()", "vacuum", "", ";", "--",
    "select 1 where 1 = 1 for 1 = 1", "table things; commit", "truncate things", "select nextval('numbers')",
    "grant all on things to public", "load 'auto_explain'", "checkpoint", "select pg_sleep(0", "savepoint s",
    "end", "abort", "start transaction", "prepare transaction 'x'", "set transaction read write",
    "security label on table things is 'x'", "select 1) as q; commit; select * from (select 1",
    "select 1) as q, (select 2", "select 1) as q limit 1000000 --", "select 1) as q /*",
  ]

  @Test("everything but one reading statement is refused and changes nothing", arguments: hostile)
  func refuses(_ sql: String) async throws {
    let pool = try await pool()
    for _ in 1...3 {
      await #expect(throws: PostgresError.self) { try await pool.cursorRead(sql, limit: 10, timeout: .seconds(2)) }
      try await expectUntouched(pool)
    }
    await pool.close()
  }

  /// Functions that reach beyond their transaction, or try to.
  static let reaching = [
    "select set_config('statement_timeout', '0', false)", "select set_config('role', 'somebody_here', false)",
    "select set_config('session_authorization', 'somebody_here', false)",
    "select set_config('search_path', 'nowhere', false)",
    "select set_config('default_transaction_read_only', 'off', false)",
    "select set_config('freehold.context', 'forged', false)",
    "select set_config('transaction_read_only', 'off', false)", "select pg_advisory_lock(1)",
    "select pg_try_advisory_lock_shared(2)",
    "select lo_create(4711)", "select lo_import('/etc/hostname')", "select lo_from_bytea(4712, 'x')",
    "select pg_notify('things', 'x')",
    "select query_to_xml('delete from things', true, true, '')", "select query_to_xml('commit', true, true, '')",
    "select setseed(0.5)", "select pg_export_snapshot()", "select 1 from pg_sleep(0.01)",
    "select set_config('datestyle', 'German', false)", "select set_config('client_encoding', 'LATIN1', false)",
  ]

  @Test("what functions ask for is gone for the connection's next user", arguments: reaching)
  func undone(_ sql: String) async throws {
    let pool = try await pool()
    // The first time through a cursor, then by the prepared plan.
    for _ in 1...3 {
      do { _ = try await pool.cursorRead(sql, limit: 10, timeout: .seconds(2)) } catch {
        #expect(error.sqlState != nil)
      }
      try await expectUntouched(pool)
    }
    await pool.close()
  }

  @Test("several reads are one round trip, and one's failure is its own")
  func batch() async throws {
    let pool = try await pool()
    let results = try await pool.cursorBatch(
      [
        CursorStatement(sql: "select n from things", limit: 5), CursorStatement(sql: "select nonsense", limit: 5),
        CursorStatement(sql: "commit", limit: 5), CursorStatement(sql: "select $1::int + 1", values: ["41"], limit: 5),
        CursorStatement(sql: "select 1 / $1::int", values: ["0"], limit: 5),
      ], timeout: .seconds(2))
    #expect(results.count == 5)
    #expect(try results[0].get().text(0, 0) == "1")
    #expect(throws: PostgresError.server(.undefinedColumn, ServerDetail(position: 8))) { try results[1].get() }
    #expect(throws: PostgresError.server(.syntaxError, ServerDetail(position: 1))) { try results[2].get() }
    #expect(try results[3].get().text(0, 0) == "42")
    #expect(throws: PostgresError.self) { try results[4].get() }
    try await expectUntouched(pool)
    await pool.close()
  }

  @Test("a statement that runs too long ends at its time-out, for each statement its own")
  func timeout() async throws {
    let pool = try await pool()
    let clock = ContinuousClock()
    let time = await clock.measure {
      await #expect(throws: PostgresError.timedOut) {
        try await pool.cursorRead("select pg_sleep(60)", limit: 1, timeout: .milliseconds(100))
      }
    }
    #expect(time < .seconds(45))
    #expect(try await pool.cursorRead("select pg_sleep(0.2)", limit: 1, timeout: .seconds(5)).rowCount == 1)
    try await expectUntouched(pool)
    await pool.close()
  }

  @Test("a stream hands over every row once, in batches")
  func stream() async throws {
    let pool = try await pool()
    for (total, batches) in [(0, 1), (1, 1), (1000, 2), (2500, 3)] {
      var seen = 0
      var calls = 0
      try await pool.cursorStream(
        "select n from generate_series(1, $1::int) n", values: ["\(total)"], batch: 1000, timeout: .seconds(5)
      ) { rows in
        calls += 1
        for row in 0..<rows.rowCount {
          seen += 1
          #expect(rows.text(row, 0) == "\(seen)")
        }
      }
      #expect(seen == total)
      #expect(calls == batches)
    }
    struct Enough: Error {}
    await #expect(throws: Enough.self) {
      try await pool.cursorStream("select 1", batch: 1, timeout: .seconds(5)) { _ in throw Enough() }
    }
    await #expect(throws: PostgresError.self) {
      try await pool.cursorStream("commit", batch: 1, timeout: .seconds(5)) { _ in }
    }
    try await expectUntouched(pool)
    await pool.close()
  }

  /// One connection, so that the next user is on the one that was attacked. The database is the same for all: what one
  /// attack left there, another would find.
  private func pool() async throws -> Pool {
    TestDatabase.pool(try await CursorReadTests.database.value, size: 1)
  }

  private static let database = Task {
    var server = try await TestDatabase.make()
    let setup = try await Connection.open(server)
    try await setup.script(
      """
      create table things (n int primary key); insert into things values (1); create sequence numbers;
      do $$ begin create role somebody_here; exception when duplicate_object or unique_violation then null; end $$
      """)
    await setup.close()
    server.settings = [.init(name: "default_transaction_read_only", value: "on")]
    return server
  }

  private func expectUntouched(_ pool: Pool) async throws {
    let row = try await pool.cursorRead(
      """
      select (select string_agg(n::text, ',') from things), current_user, session_user,
        current_setting('default_transaction_read_only'), current_setting('search_path'),
        coalesce(current_setting('freehold.context', true), ''), current_setting('datestyle'),
        current_setting('client_encoding'), (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()),
        (select count(*) from pg_largeobject_metadata), (select count(*) from pg_cursors where name not in ('c', '')),
        (select count(*) from pg_class where relname = 'other'), (select is_called from numbers),
        (select count(*) from pg_prepared_statements where name not like 's%')
      """, limit: 2, timeout: .seconds(2))
    let values = (0..<row.columns.count).map { row.text(0, $0) }
    #expect(
      values == [
        "1", "postgres", "postgres", "on", "\"$user\", public", "", "ISO, MDY", "UTF8", "0", "0", "0", "0", "f", "0",
      ])
    let timeout = try await pool.cursorRead(
      "select current_setting('statement_timeout')", limit: 1, timeout: .seconds(2))
    #expect(timeout.text(0, 0) == "2s")
  }
}
