import Postgres
import PostgresTesting
import Testing

@Suite struct PoolTests {
  @Test("64 tasks share four connections")
  func manyTasks() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 4)
    let pids = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<64 {
        group.addTask {
          var pids: [Int] = []
          for _ in 0..<20 {
            pids.append(
              try await pool.read { try await $0.query("select pg_backend_pid() as p")[0].get("p", as: Int.self) })
          }
          return pids
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(pids.count == 1280)
    #expect(Set(pids).count <= 4)
    // The fourth may still be on its way when the others have done all the work.
    try await eventually {
      let statistics = await pool.statistics
      return statistics.open <= 4 && statistics.idle == statistics.open && statistics.waiting == 0
    }
    await pool.close()
  }

  @Test("statements wait on threads of their own: many slow ones do not hold up anything else")
  func ownThreads() async throws {
    let pool = Pool(
      try await TestDatabase.shared(), size: 20, acquireTimeout: .seconds(30), logger: TestDatabase.silentLogger)
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 {
        group.addTask { _ = try await pool.cursorRead("select pg_sleep(3)", limit: 1, timeout: .seconds(30)) }
      }
      try await group.waitForAll()
    }
    // One after the other on the shared threads of two processors this would be half a minute.
    #expect(clock.now - start < .seconds(20))
    await pool.close()
  }

  @Test("an exhausted pool says so after its time, and serves those who wait less")
  func exhausted() async throws {
    let pool = Pool(
      try await TestDatabase.shared(), size: 1, acquireTimeout: .seconds(3), logger: TestDatabase.silentLogger)
    let clock = ContinuousClock()
    try await pool.withConnection { _ in
      let waited = await clock.measure {
        await #expect(throws: PostgresError.poolExhausted) {
          try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1))
        }
      }
      #expect(waited >= .seconds(3))
      #expect(await pool.statistics.waiting == 0)
    }
    async let first = pool.cursorRead("select pg_sleep(0.05)", limit: 1, timeout: .seconds(1))
    async let second = pool.cursorRead("select 2", limit: 1, timeout: .seconds(1))
    #expect(try await first.rowCount == 1)
    #expect(try await second.text(0, 0) == "2")
    await pool.close()
  }

  @Test("a task that stops waiting does not take a connection with it")
  func cancelledWait() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    try await pool.withConnection { _ in
      let task = Task { try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1)) }
      try await eventually { await pool.statistics.waiting == 1 }
      task.cancel()
      let result = await task.result
      #expect(throws: PostgresError.cancelled) { try result.get() }
    }
    #expect(try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1)).rowCount == 1)
    await pool.close()
  }

  @Test("a server process that was killed while idle is replaced without an error")
  func killedWhileIdle() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 3)
    let killer = try await Connection.open(server)
    for _ in 0..<5 {
      let pid = try await pool.withConnection { $0.backendPID }
      _ = try await killer.query("select pg_terminate_backend($1, 2000)", [pid])
      let next = try await pool.read { try await $0.query("select pg_backend_pid() as p")[0].get("p", as: Int32.self) }
      #expect(next != pid)
    }
    await pool.close()
  }

  @Test("a server process that is killed in the middle is an error for its user only")
  func killedInTheMiddle() async throws {
    let server = try await TestDatabase.make()
    let pool = TestDatabase.pool(server, size: 1)
    let killer = try await Connection.open(server)
    let error = await #expect(throws: PostgresError.self) {
      try await pool.write { transaction in
        try await transaction.query("select 1")
        _ = try await killer.query("select pg_terminate_backend($1, 2000)", [transaction.backendPID])
        try await transaction.query("select 1")
      }
    }
    #expect(error == .connection(.lost))
    let task = Task { try await pool.read { try await $0.query("select pg_sleep(60)") } }
    try await eventually {
      let killed = try await killer.query(
        "select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = current_database() and query like '%sleep(60)%' and pid <> pg_backend_pid()"
      )
      return killed.count == 1
    }
    let result = await task.result
    #expect(throws: PostgresError.connection(.lost)) { try result.get() }
    #expect(try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1)).rowCount == 1)
    await pool.close()
  }

  @Test(
    "what time does not heal is said at once",
    arguments: [
      (
        Server(host: "127.0.0.1", port: 1, database: "x", user: "x", password: nil, tls: .off),
        ConnectionFailure.refused
      ),
      (Server(host: "/nonexistent", database: "x", user: "x", password: nil), .refused),
      (Server(host: "no-such-host.invalid", database: "x", user: "x", password: nil), .unknownHost),
    ])
  func unreachable(_ server: Server, _ failure: ConnectionFailure) async throws {
    await #expect(throws: PostgresError.connection(failure)) { try await Connection.open(server) }
  }

  @Test("a wrong password and an unknown database are told apart, at once")
  func wrongPassword() async throws {
    var server = try await TestDatabase.shared()
    server.password = "wrong"
    let pool = Pool(server, size: 2, acquireTimeout: .seconds(60), logger: TestDatabase.silentLogger)
    let clock = ContinuousClock()
    let time = await clock.measure {
      await #expect(throws: PostgresError.connection(.authentication)) {
        try await pool.cursorRead("select 1", limit: 1, timeout: .seconds(1))
      }
    }
    #expect(time < .seconds(30))
    var other = try await TestDatabase.shared()
    other.database = "nowhere"
    await #expect(throws: PostgresError.connection(.unknownDatabase)) { try await Connection.open(other) }
    await pool.close()
  }

  @Test("a closed pool refuses, and closes what comes back")
  func closed() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    try await pool.withConnection { _ in
      await pool.close()
      #expect(await pool.statistics.open == 1)
    }
    #expect(await pool.statistics.open == 0)
    await #expect(throws: PostgresError.poolClosed) { try await pool.read { try await $0.query("select 1") } }
  }

  @Test("a connection that comes back inside a transaction is not lent again with it")
  func openTransaction() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    try await pool.withConnection { connection in
      try await connection.script(
        "begin; set local statement_timeout = 9000; set work_mem = '1MB'; select pg_advisory_lock(99)")
    }
    let rows = try await pool.cursorRead(
      "select current_setting('work_mem'), count(*) from pg_locks where locktype = 'advisory' and objid = 99", limit: 1,
      timeout: .seconds(1))
    #expect(rows.text(0, 0) == "4MB")
    #expect(rows.text(0, 1) == "0")
    await pool.close()
  }
}
