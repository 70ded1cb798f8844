import Postgres
import PostgresTesting
import Testing

/// What a cursor has accepted is run by a prepared plan from then on, on the same connection.
@Suite struct PreparedReadTests {
  @Test("a statement goes through a cursor once, then by its plan, in one round trip each")
  func preparesOnce() async throws {
    let pool = try await pool()
    let sql = "select count(*), $1::text from pg_cursors where name = 'c' -- the reader's own"
    var cursors: [String?] = []
    for value in ["a", "b", "c"] {
      let rows = try await pool.cursorRead(sql, values: [value], limit: 5, timeout: .seconds(30))
      #expect(rows.text(0, 1) == value)
      cursors.append(rows.text(0, 0))
    }
    #expect(cursors == ["1", "0", "0"])
    let before = try await pool.withConnection { await $0.roundTrips }
    _ = try await pool.cursorRead(sql, values: ["d"], limit: 5, timeout: .seconds(30))
    #expect(try await pool.withConnection { await $0.roundTrips } - before == 1)
    await pool.close()
  }

  @Test("the limit holds for the plan too, and NULL, no rows and no columns are as before")
  func limits() async throws {
    let pool = try await pool()
    for _ in 1...3 {
      let many = try await pool.cursorRead(
        "select n, null::int from generate_series(1, $1::int) n order by n desc", values: ["9"], limit: 4,
        timeout: .seconds(30))
      #expect((0..<many.rowCount).map { many.text($0, 0) } == ["9", "8", "7", "6"])
      #expect(many.columns.map(\.name) == ["n", "int4"] && many.isNull(0, 1))
      #expect(try await pool.cursorRead("values (1), (2), (3)", limit: 2, timeout: .seconds(30)).rowCount == 2)
      #expect(try await pool.cursorRead("select 1 where false", limit: 2, timeout: .seconds(30)).rowCount == 0)
      #expect(try await pool.cursorRead("select 1 a, 2 a", limit: 2, timeout: .seconds(30)).columns.count == 2)
      #expect(try await pool.cursorRead("select n from things", limit: 0, timeout: .seconds(30)).rowCount == 0)
    }
    await pool.close()
  }

  @Test("what a cursor takes and a plan does not is read through the cursor each time")
  func unfit() async throws {
    let pool = try await pool()
    var trips: [Int] = []
    for _ in 1...3 {
      let before = try await pool.withConnection { await $0.roundTrips }
      #expect(try await pool.cursorRead("select 7;", limit: 1, timeout: .seconds(30)).text(0, 0) == "7")
      trips.append(try await pool.withConnection { await $0.roundTrips } - before)
    }
    #expect(trips.dropFirst() == [1, 1])
    await pool.close()
  }

  @Test("a table that changed is read as it is now")
  func schemaChange() async throws {
    let server = try await database()
    let pool = TestDatabase.pool(server, size: 1)
    var owner = server
    owner.settings = []
    let change = try await Connection.open(owner)
    func columns() async throws -> [String] {
      try await pool.cursorRead("select * from things", limit: 5, timeout: .seconds(30)).columns.map(\.name)
    }
    for _ in 1...3 { #expect(try await columns() == ["n"]) }
    try await change.script("alter table things add column t text")
    for _ in 1...3 { #expect(try await columns() == ["n", "t"]) }
    try await change.script("alter table things rename column t to u")
    for _ in 1...3 { #expect(try await columns() == ["n", "u"]) }
    try await change.script("drop table things")
    for _ in 1...3 {
      await #expect(throws: PostgresError.server(.undefinedTable, ServerDetail(position: 15))) { try await columns() }
    }
    try await change.script("create view things as select 1 as v, 2 as w")
    for _ in 1...3 { #expect(try await columns() == ["v", "w"]) }
    await change.close()
    await pool.close()
  }

  @Test("a server that forgot its plans is asked again, and others of the batch are not disturbed")
  func forgotten() async throws {
    let pool = try await pool()
    let batch = [
      CursorStatement(sql: "select n from things", limit: 5),
      CursorStatement(sql: "select $1::int", values: ["2"], limit: 5),
      CursorStatement(sql: "select 1 / $1::int", values: ["0"], limit: 5),
    ]
    for _ in 1...3 {
      let results = try await pool.cursorBatch(batch, timeout: .seconds(30))
      #expect(try results[0].get().text(0, 0) == "1")
      #expect(try results[1].get().text(0, 0) == "2")
      #expect(throws: PostgresError.self) { try results[2].get() }
      _ = try await pool.withConnection { try await $0.execute("deallocate all") }
    }
    await pool.close()
  }

  @Test("the server's list of activity shows placeholders, never values")
  func activity() async throws {
    let pool = try await pool()
    var seen: [String] = []
    for _ in 1...3 {
      let rows = try await pool.cursorRead(
        "select query from pg_stat_activity where pid = pg_backend_pid() and $1::text <> ''", values: ["4711-secret"],
        limit: 1, timeout: .seconds(30))
      seen.append(try #require(rows.text(0, 0)))
    }
    #expect(seen[0] == "fetch forward 1 from c" && seen[2].contains("$1::text"))
    #expect(seen.allSatisfy { !$0.contains("4711") })
    await pool.close()
  }

  @Test("more statements than a connection remembers are all read rightly")
  func many() async throws {
    let pool = try await pool()
    for round in 1...2 {
      for number in 1...230 {
        let rows = try await pool.cursorRead("select \(number)", limit: 1, timeout: .seconds(30))
        #expect(rows.text(0, 0) == "\(number)", "round \(round)")
      }
    }
    let kept = try await pool.withConnection {
      try await $0.query("select count(*) from pg_prepared_statements").first?.get(0, as: Int64.self)
    }
    #expect((1...201).contains(kept ?? 0))
    await pool.close()
  }

  private func pool() async throws -> Pool {
    TestDatabase.pool(try await database(), size: 1)
  }

  private func database() async throws -> Server {
    var server = try await TestDatabase.make()
    let setup = try await Connection.open(server)
    try await setup.script("create table things (n int primary key); insert into things values (1)")
    await setup.close()
    server.settings = [.init(name: "default_transaction_read_only", value: "on")]
    return server
  }
}
