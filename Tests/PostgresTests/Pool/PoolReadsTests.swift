import Postgres
import PostgresTesting
import Testing

@Suite struct PoolReadsTests {
  @Test("cancelled reads, waiting and running, end alone: each of the others gets its own row")
  func cancellations() async throws {
    let pool = Pool(
      try await TestDatabase.shared(), size: 2, acquireTimeout: .seconds(60), logger: TestDatabase.silentLogger)
    let tasks = (0..<90).map { number in
      Task {
        try await pool.cursorRead(
          "select $1::int, pg_sleep(0.005)", values: ["\(number)"], limit: 1, timeout: .seconds(60)
        ).text(0, 0)
      }
    }
    for number in stride(from: 0, to: 90, by: 3) {
      tasks[number].cancel()
      if number % 15 == 0 { try await Task.sleep(for: .milliseconds(7)) }
    }
    for (number, task) in tasks.enumerated() {
      switch await task.result {
      case .success(let row): #expect(row == "\(number)")
      case .failure(let error): #expect(error as? PostgresError == .cancelled && number % 3 == 0, "\(number): \(error)")
      }
    }
    try await eventually { await pool.statistics == (pool.statistics.open, pool.statistics.open, 0) }
    await pool.close()
  }

  @Test("reads and transactions that wait for one connection all get their turn")
  func turns() async throws {
    let pool = Pool(
      try await TestDatabase.shared(), size: 1, acquireTimeout: .seconds(60), logger: TestDatabase.silentLogger)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<40 {
        group.addTask {
          if number % 2 == 0 {
            return try await pool.read { try await $0.query("select 1 as n")[0].get("n", as: Int.self) }
          }
          return try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(60)).rowCount
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 40)
    await pool.close()
  }

  @Test("a pool that closes refuses the reads that wait and finishes the one that runs")
  func closing() async throws {
    let pool = Pool(
      try await TestDatabase.shared(), size: 1, acquireTimeout: .seconds(60), logger: TestDatabase.silentLogger)
    let tasks = (0..<3).map { _ in
      Task { try await pool.cursorRead("select pg_sleep(0.5)", limit: 1, timeout: .seconds(60)).rowCount }
    }
    try await eventually { await pool.statistics.waiting == 2 }
    await pool.close()
    var outcomes: [Result<Int, any Error>] = []
    for task in tasks { outcomes.append(await task.result) }
    let refused = outcomes.filter { if case .failure(PostgresError.poolClosed) = $0 { true } else { false } }
    #expect(refused.count == 2)
    await #expect(throws: PostgresError.poolClosed) {
      try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1))
    }
  }

  @Test("statements that are known beforehand share one read-only transaction, with its context, in one round trip")
  func together() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    let before = try await pool.withConnection { await $0.roundTrips }
    let rows = try await pool.readAll(
      context: { "context of \($0)" },
      [
        ("select current_setting('freehold.context') || ' = ' || pg_backend_pid() as text", []),
        ("select $1::text as text", ["second"]), ("select current_setting('transaction_read_only') as text", []),
        ("select transaction_timestamp()::text as text", []), ("select transaction_timestamp()::text as text", []),
      ])
    let texts = try rows.map { try $0[0].get("text", as: String.self) }
    let pids = texts[0].split(separator: " ").compactMap { Int32($0) }
    #expect(pids.count == 2 && pids[0] == pids[1])
    #expect(texts[1] == "second" && texts[2] == "on" && texts[3] == texts[4])
    #expect(try await pool.withConnection { await $0.roundTrips } == before + 1)
    #expect(try await pool.readAll([]).isEmpty)
    await pool.close()
  }

  @Test("the first failure among them is thrown, and the connection serves the next without the context")
  func togetherFailing() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    for statement in ["select 1/0", "create table never (id int)", "no sql"] {
      await #expect(throws: PostgresError.self, "\(statement)") {
        try await pool.readAll(context: { _ in "left" }, [("select 1", []), (statement, []), ("select 2", [])])
      }
      let rows = try await pool.readAll([("select coalesce(current_setting('freehold.context', true), '') as left", [])]
      )
      #expect(try rows[0][0].get("left", as: String.self) == "", "\(statement)")
    }
    #expect(await pool.statistics.open == 1)
    await pool.close()
  }

  @Test("what is asked with the first answers follows in the same transaction, in a second round trip")
  func thenAsking() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    let before = try await pool.withConnection { await $0.roundTrips }
    let stamp = "select transaction_timestamp()::text as text"
    let (found, later) = try await pool.readAll(context: { _ in "kept" }, [("select 7 as n", []), (stamp, [])]) {
      (answers) throws(PostgresError) in
      let number = try answers[0][0].get("n", as: Int.self)
      let questions: [(sql: String, values: [any Bindable])] = [
        ("select $1::int + 1 as n", [number]), (stamp, []),
        ("select current_setting('freehold.context') as text", []),
      ]
      return Asking((number, try answers[1][0].get("text", as: String.self)), asking: questions)
    }
    #expect(try found.0 == 7 && later[0][0].get("n", as: Int.self) == 8)
    #expect(try found.1 == later[1][0].get("text") && later[2][0].get("text", as: String.self) == "kept")
    #expect(try await pool.withConnection { await $0.roundTrips } == before + 2)
    let nothing = try await pool.readAll([(stamp, [])]) { _ throws(PostgresError) in Asking(true, asking: []) }
    #expect(nothing.found && nothing.later.isEmpty)
    await pool.close()
  }

  @Test("a failure of the second question, or between the two, ends the transaction; the connection serves the next")
  func thenAskingFailing() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    await #expect(throws: PostgresError.self) {
      try await pool.readAll(context: { _ in "left" }, [("select 1", [])]) { _ throws(PostgresError) in
        Asking(1, asking: [("select 1/0", [])])
      }
    }
    await #expect(throws: PostgresError.decoding(column: "n", expected: "a number")) {
      try await pool.readAll(context: { _ in "left" }, [("select 1", [])]) { _ throws(PostgresError) -> Asking<Int> in
        throw .decoding(column: "n", expected: "a number")
      }
    }
    let left = try await pool.readAll([("select coalesce(current_setting('freehold.context', true), '') as left", [])])
    #expect(try left[0][0].get("left", as: String.self) == "")
    #expect(await pool.statistics == (1, 1, 0))
    await pool.close()
  }

  @Test("no more reads run at once than the pool is told; a transaction gets one of the connections that are left")
  func atOnce() async throws {
    let server = try await TestDatabase.shared()
    let key = Int.random(in: 1..<Int(Int32.max))
    let holder = try await Connection.open(server)
    _ = try await holder.query("select pg_advisory_lock($1)::text", [key])
    let pool = Pool(server, size: 3, atOnce: 2, acquireTimeout: .seconds(60), logger: TestDatabase.silentLogger)
    let reads = (0..<6).map { _ in
      Task { try await pool.readAll([("select pg_advisory_xact_lock_shared($1)::text", [key])]).count }
    }
    try await eventually { await pool.statistics == (2, 0, 4) }
    #expect(try await pool.read { try await $0.query("select 1 as n")[0].get("n", as: Int.self) } == 1)
    try await eventually { await pool.statistics == (3, 1, 4) }
    await holder.close()
    for read in reads { #expect(try await read.value == 1) }
    try await eventually { await pool.statistics == (3, 3, 0) }
    await pool.close()
  }
}
