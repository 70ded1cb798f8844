import Postgres
import PostgresTesting
import Testing

@Suite struct CancellationTests {
  @Test("a cancelled task ends its statement on the server long before its time, and the pool goes on")
  func cancelsOnServer() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 1)
    let witness = try await Connection.open(server)
    let task = Task {
      try await pool.read { try await $0.query("select pg_sleep(60)") }
    }
    try await eventually { try await sleepers(witness) == 1 }
    let clock = ContinuousClock()
    let start = clock.now
    task.cancel()
    let result = await task.result
    #expect(clock.now - start < .seconds(30))
    #expect(throws: PostgresError.cancelled) { try result.get() }
    try await eventually { try await sleepers(witness) == 0 }
    let answer = try await pool.read { try await $0.query("select 1 as n")[0].get("n", as: Int.self) }
    #expect(answer == 1)
    await pool.close()
  }

  @Test("a task that was cancelled before it asks does not disturb the server")
  func cancelledBefore() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1))
    }
    task.cancel()
    let result = await task.result
    #expect(throws: PostgresError.cancelled) { try result.get() }
    #expect(try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1)).rowCount == 1)
    await pool.close()
  }

  @Test("a cancelled write leaves nothing behind")
  func cancelledWrite() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 2)
    try await pool.write { try await $0.script("create table things (n int)") }
    for delay in [0, 1, 5, 20] {
      let task = Task {
        try await pool.write { transaction in
          try await transaction.execute("insert into things values (1)")
          try await transaction.query("select pg_sleep(60)")
        }
      }
      try await Task.sleep(for: .milliseconds(delay))
      task.cancel()
      _ = await task.result
    }
    let count = try await pool.read { try await $0.query("select count(*) as n from things")[0].get("n", as: Int.self) }
    #expect(count == 0)
    await pool.close()
  }

  @Test("a statement's time-out is an error of its own, and the connection lives on")
  func timeout() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    let pid = try await pool.withConnection { $0.backendPID }
    await #expect(throws: PostgresError.timedOut) {
      try await pool.read(timeout: .milliseconds(50)) { try await $0.query("select pg_sleep(60)") }
    }
    #expect(try await pool.withConnection { $0.backendPID } == pid)
    await pool.close()
  }

  private func sleepers(_ witness: Connection) async throws -> Int {
    try await witness.query(
      """
      select count(*) as n from pg_stat_activity
      where datname = current_database() and state = 'active' and query = 'select pg_sleep(60)'
      """
    )[0].get("n", as: Int.self)
  }
}
