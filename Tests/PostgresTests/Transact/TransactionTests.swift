import Postgres
import PostgresTesting
import Testing

@Suite struct TransactionTests {
  struct Mistake: Error {}

  @Test("a read refuses to write and leaves nothing")
  func readOnly() async throws {
    let pool = try await pool()
    await #expect(throws: PostgresError.self) {
      try await pool.read { transaction in try await transaction.execute("insert into things values (1)") }
    }
    #expect(try await count(pool) == 0)
    await pool.close()
  }

  @Test("a write commits when its closure returns and rolls back when it throws")
  func commitAndRollBack() async throws {
    let pool = try await pool()
    let changed = try await pool.write { transaction in try await transaction.execute("insert into things values (1)") }
    #expect(changed == 1)
    await #expect(throws: Mistake.self) {
      try await pool.write { transaction in
        try await transaction.execute("insert into things values (2)")
        throw Mistake()
      }
    }
    #expect(try await count(pool) == 1)
    #expect(await pool.statistics.idle == 1)
    await pool.close()
  }

  @Test("an error that was passed over inside does not look like success")
  func swallowedError() async throws {
    let pool = try await pool()
    await #expect(throws: PostgresError.transactionEnded) {
      try await pool.write { transaction in
        try await transaction.execute("insert into things values (1)")
        do {
          try await transaction.execute("insert into things values (1)")
        } catch let error as PostgresError {
          #expect(error.sqlState == .uniqueViolation)
        }
      }
    }
    #expect(try await count(pool) == 0)
    await pool.close()
  }

  @Test("a statement that ends the transaction is found out, and what follows is not run outside of one")
  func statementThatCommits() async throws {
    let pool = try await pool()
    await #expect(throws: PostgresError.transactionEnded) {
      try await pool.write { transaction in
        try await transaction.execute("commit")
        try await transaction.execute("insert into things values (2)")
      }
    }
    #expect(try await count(pool) == 0)
    await pool.close()
  }

  @Test("a transaction is of no use after its closure")
  func useAfterEnd() async throws {
    let pool = try await pool()
    let escaped = try await pool.read { $0 }
    await #expect(throws: PostgresError.transactionEnded) { try await escaped.query("select 1") }
    await pool.close()
  }

  @Test("BEGIN, the context, the time-out and the first statement are one round trip")
  func oneRoundTrip() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 1)
    let before = try await pool.withConnection { await $0.roundTrips }
    let row = try await pool.read(context: { pid in "secret of \(pid)" }, timeout: .seconds(3)) { transaction in
      try await transaction.query(
        "select current_setting('freehold.context') as c, pg_backend_pid() as p, current_setting('statement_timeout') as t"
      )[0]
    }
    let after = try await pool.withConnection { await $0.roundTrips }
    #expect(try row.get("c", as: String.self) == "secret of \(try row.get("p", as: Int.self))")
    #expect(try row.get("t", as: String.self) == "3s")
    // The first statement and COMMIT.
    #expect(after - before == 2)
    let rest = try await pool.read { try await $0.query("select current_setting('freehold.context', true) as c")[0] }
    #expect(try rest.get("c", as: String.self) == "")
    await pool.close()
  }

  @Test("a statement that was cancelled before BEGIN was sent does not let the next one run without a transaction")
  func cancelledBegin() async throws {
    let pool = try await pool()
    await #expect(throws: PostgresError.transactionEnded) {
      try await pool.write { transaction in
        let task = Task {
          while !Task.isCancelled { await Task.yield() }
          try await transaction.execute("insert into things values (1)")
        }
        task.cancel()
        _ = await task.result
        try await transaction.execute("insert into things values (2)")
      }
    }
    #expect(try await count(pool) == 0)
    await pool.close()
  }

  @Test("a pipeline returns all results in one round trip, and throws the first failure with nothing done")
  func pipeline() async throws {
    let pool = try await pool()
    let results = try await pool.write { transaction in
      try await transaction.pipeline([
        (sql: "insert into things values (1)", values: []),
        (sql: "insert into things values ($1), ($2)", values: [2, 3]),
        (sql: "select n from things order by n", values: []),
      ])
    }
    #expect(results.map(\.affected) == [1, 2, 3])
    #expect(try results[2].map { row in try row.get("n", as: Int.self) } == [1, 2, 3])
    let failure = await #expect(throws: PostgresError.self) {
      try await pool.write { transaction in
        try await transaction.pipeline([
          (sql: "insert into things values (4)", values: []), (sql: "insert into things values (4)", values: []),
          (sql: "insert into things values (5)", values: []),
        ])
      }
    }
    #expect(failure?.sqlState == .uniqueViolation)
    #expect(failure?.constraint == "things_pkey")
    #expect(try await count(pool) == 3)
    await pool.close()
  }

  @Test("an error says code, position and names, and nothing that stood in a row")
  func errorsAreDiscreet() async throws {
    let pool = try await pool()
    let failure = await #expect(throws: PostgresError.self) {
      try await pool.write { try await $0.execute("insert into things values (1, 'Erika Mustermann'), (1, 'x')") }
    }
    #expect(failure?.sqlState == .uniqueViolation)
    #expect("\(failure as Any)".contains("Mustermann") == false)
    let syntax = await #expect(throws: PostgresError.self) {
      try await pool.read { try await $0.query("select 1 form x y") }
    }
    guard case .server(.syntaxError, let detail) = syntax else { throw Mistake() }
    #expect(detail.position == 15)
    await pool.close()
  }

  @Test("notices, which quote rows, are counted and thrown away")
  func notices() async throws {
    let connection = try await Connection.open(try await TestDatabase.shared())
    try await connection.script("do $$ begin raise notice 'Erika Mustermann'; raise warning 'again'; end $$")
    #expect(await connection.droppedNotices == 2)
    await connection.close()
  }

  @Test(
    "a change refuses everything but one statement on data",
    arguments: [
      "commit", "rollback", "set role to postgres", "begin", "create table x (n int)", "drop table things",
      "insert into things values (9); commit", "copy things to program 'true'", "do $$ begin commit; end $$",
      "listen things", "prepare transaction 'x'", "discard all", "lock table things", "explain select 1", "",
    ])
  func changeRefuses(_ sql: String) async throws {
    let pool = try await pool()
    let failure = await #expect(throws: PostgresError.self) {
      try await pool.write { transaction in
        try await transaction.execute("insert into things values (1)")
        _ = try await transaction.change(sql)
      }
    }
    #expect(failure?.sqlState == .syntaxError)
    #expect(try await count(pool) == 0)
    await pool.close()
  }

  @Test("a change returns rows and counts, takes text values, and leaves no setting or lock to the next user")
  func change() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 1)
    try await pool.write {
      try await $0.script("create table things (n int primary key, t text); create role nobody_here")
    }
    for number in ["1", "2", "3"] {
      let rows = try await pool.write { transaction in
        try await transaction.change(
          """
          insert into things values ($1::int, $2::text) returning n, t, pg_advisory_lock(7),
            set_config('role', 'nobody_here', false), set_config('statement_timeout', '77', false)
          """, [number, nil])
      }
      #expect(rows.affected == 1)
      #expect(rows.text(0, 0) == number)
      #expect(rows.text(0, 1) == nil)
    }
    let row = try await pool.read { transaction in
      try await transaction.query(
        "select current_user::text as u, current_setting('statement_timeout') as t, (select count(*) from pg_locks where locktype = 'advisory') as l"
      )[0]
    }
    #expect(try row.get("u", as: String.self) == "postgres")
    #expect(try row.get("t", as: String.self) == "0")
    #expect(try row.get("l", as: Int.self) == 0)
    try await pool.write { try await $0.script("drop role nobody_here") }
    await pool.close()
  }

  @Test("parameters keep any text apart from SQL; NUL and bad encoding are refused")
  func parameters() async throws {
    let pool = try await pool()
    let text = "'; drop table things; --\u{1}\u{7f}\n"
    let back = try await pool.read { try await $0.query("select $1::text as t", [text])[0].get("t", as: String.self) }
    #expect(back == text)
    await #expect(throws: PostgresError.parameter(index: 2, .containsNUL)) {
      try await pool.read { try await $0.query("select $1::text, $2::text", ["a", "b\0c"]) }
    }
    let failure = await #expect(throws: PostgresError.self) {
      try await pool.read { try await $0.query("select convert_from($1, 'UTF8')", [[0xff, 0xfe] as [UInt8]]) }
    }
    #expect(failure?.sqlState == .characterNotInRepertoire)
    #expect(try await count(pool) == 0)
    await pool.close()
  }

  @Test("more statements than the cache holds, and a table that changes under a prepared statement")
  func statementCache() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 1)
    try await pool.write { try await $0.script("create table things (n int primary key)") }
    for number in 0..<450 {
      let got = try await pool.read { try await $0.query("select \(number) as n")[0].get("n", as: Int.self) }
      #expect(got == number)
    }
    let prepared = try await pool.read {
      try await $0.query("select count(*) as n from pg_prepared_statements")[0].get("n", as: Int.self)
    }
    #expect(prepared <= 201)
    _ = try await pool.read { try await $0.query("select * from things") }
    try await pool.write { try await $0.script("alter table things add column t text") }
    var states: [SQLState?] = []
    for _ in 0..<2 {
      do { _ = try await pool.read { try await $0.query("select * from things") } } catch let error as PostgresError {
        states.append(error.sqlState)
      }
    }
    #expect(states == [.featureNotSupported] || states.isEmpty)
    await pool.close()
  }

  private func pool() async throws -> Pool {
    let pool = TestDatabase.pool(try await TestDatabase.make(), size: 2)
    try await pool.write { try await $0.script("create table things (n int primary key, t text); select 1") }
    return pool
  }

  private func count(_ pool: Pool) async throws -> Int {
    try await pool.read { try await $0.query("select count(*) as n from things")[0].get("n", as: Int.self) }
  }
}
