import Glibc
import Postgres
import PostgresCluster
import PostgresTesting
import Testing

@Suite struct PrivateClusterTests {
  @Test("a cluster is made, serves by its socket only, keeps its data over a stop, and starts again at once")
  func makesAndKeeps() async throws {
    let configuration = try quick()
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    let connection = try await Connection.open(cluster.superuser())
    try await connection.script("create table kept (n int); insert into kept values (42)")
    let row = try await connection.query(
      "select current_setting('listen_addresses') as a, current_setting('data_checksums') as c, current_setting('password_encryption') as p"
    )[0]
    #expect(try row.get("a", as: String.self) == "")
    #expect(try row.get("c", as: String.self) == "on")
    #expect(try row.get("p", as: String.self) == "scram-sha-256")
    #expect(mode(configuration.data) == 0o700)
    #expect(mode(configuration.socketFolder) == 0o700)
    #expect(mode(configuration.superuserPasswordFile) == 0o600)
    await connection.close()
    await cluster.stop()
    #expect(cluster.serverPID == nil)

    let clock = ContinuousClock()
    let start = clock.now
    let again = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    let second = try await Connection.open(again.superuser())
    #expect(try await second.query("select n from kept")[0].get("n", as: Int.self) == 42)
    #expect(clock.now - start < .seconds(4))
    await second.close()
    await again.stop()
  }

  @Test("a wrong password does not get in, by the socket either")
  func password() async throws {
    let cluster = try await TestDatabase.sharedCluster()
    let server = cluster.server(database: "postgres", user: "postgres", password: "guess")
    await #expect(throws: PostgresError.connection(.authentication)) { try await Connection.open(server) }
  }

  @Test("a server that is killed comes back, and a pool goes on with it")
  func killedServer() async throws {
    let cluster = try await PrivateCluster.start(try quick(), logger: TestDatabase.silentLogger)
    let pool = Pool(try cluster.superuser(), size: 2, acquireTimeout: .seconds(20), logger: TestDatabase.silentLogger)
    for signal in [SIGKILL, SIGQUIT, SIGINT] {
      let backend = try await pool.read { transaction in
        _ = try await transaction.query("select 1")
        return transaction.backendPID
      }
      let pid = try #require(cluster.serverPID)
      kill(pid, signal)
      try await eventually { cluster.serverPID != nil && cluster.serverPID != pid }
      // A server that was killed leaves its processes behind for a moment.
      try await eventually { kill(backend, 0) != 0 }
      // Connections that were idle are replaced without anyone noticing.
      #expect(try await pool.cursorRead("select 2", limit: 1, timeout: .seconds(5)).text(0, 0) == "2")
    }
    await pool.close()
    await cluster.stop()
  }

  @Test("a server that outlived its supervisor is taken over, not started twice")
  func adoption() async throws {
    let folder = try TemporaryFolder.make()
    await #expect(processExitsWith: .exitCode(7)) { [folder = folder as String] in
      var configuration = ClusterConfiguration(folder: folder)
      configuration.isDurable = false
      let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
      let connection = try await Connection.open(cluster.superuser())
      try await connection.script("create table kept (pid int)")
      try await connection.execute("insert into kept values ($1)", [cluster.serverPID])
      // As after a crash: nothing is shut down.
      _exit(7)
    }
    var configuration = ClusterConfiguration(folder: folder)
    configuration.isDurable = false
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    #expect(cluster.starts == 0)
    let connection = try await Connection.open(cluster.superuser())
    #expect(try await connection.query("select pid from kept")[0].get("pid", as: Int32.self) == cluster.serverPID)
    await connection.close()

    // It is supervised like a child of ours.
    let pid = try #require(cluster.serverPID)
    kill(pid, SIGKILL)
    try await eventually { cluster.serverPID != nil && cluster.serverPID != pid }
    #expect(cluster.starts >= 1)
    await cluster.stop()
  }

  @Test("a second supervisor of the same data is refused, with words that help")
  func secondSupervisor() async throws {
    let cluster = try await TestDatabase.sharedCluster()
    let error = await #expect(throws: ClusterError.self) {
      try await PrivateCluster.start(cluster.configuration, logger: TestDatabase.silentLogger)
    }
    #expect(error == .alreadySupervised(data: cluster.configuration.data))
    #expect("\(error as Any)".contains("another process already runs the database"))
  }

  @Test("what a crash leaves behind does not stop the next start")
  func leftovers() async throws {
    let configuration = try quick()
    // An `initdb` that was cut off.
    #expect(mkdir(configuration.data + ".new", 0o700) == 0)
    #expect(mkdir(configuration.data + ".new/half", 0o700) == 0)
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    await cluster.stop()
    // A pid that belongs to somebody else now: ourselves.
    let file = try #require(fopen(configuration.data + "/postmaster.pid", "w"))
    fputs("\(getpid())\n\(configuration.data)\n0\n5432\n\n\n\nready   \n", file)
    fclose(file)
    let again = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    #expect(again.starts == 1)
    await again.stop()
  }

  @Test("folders that cannot work are refused before anything is made")
  func impossibleFolders() async throws {
    let folder = try TemporaryFolder.make()
    let long = folder + "/" + String(repeating: "x", count: 100)
    await #expect(throws: ClusterError.socketPathTooLong(long + "/socket/.s.PGSQL.5432")) {
      try await PrivateCluster.start(ClusterConfiguration(folder: long), logger: TestDatabase.silentLogger)
    }
    let foreign = ClusterConfiguration(folder: folder + "/foreign")
    #expect(
      mkdir(folder + "/foreign", 0o711) == 0 && mkdir(foreign.data, 0o700) == 0
        && mkdir(foreign.data + "/x", 0o700) == 0)
    await #expect(throws: ClusterError.notACluster(data: foreign.data)) {
      try await PrivateCluster.start(foreign, logger: TestDatabase.silentLogger)
    }
    if geteuid() == 0 {
      #expect(mkdir(folder + "/closed", 0o700) == 0)
      await #expect(throws: ClusterError.unreachable(folder: folder + "/closed", user: "postgres")) {
        try await PrivateCluster.start(
          ClusterConfiguration(folder: folder + "/closed/cluster"), logger: TestDatabase.silentLogger)
      }
    }
    var absent = ClusterConfiguration(folder: folder + "/absent")
    absent.binaries = "/nonexistent"
    await #expect(throws: ClusterError.noBinaries(version: nil)) {
      try await PrivateCluster.start(absent, logger: TestDatabase.silentLogger)
    }
  }

  @Test("a setting that the server refuses is a failed start, and says where to look")
  func refusedSetting() async throws {
    var configuration = try quick()
    configuration.settings = [("shared_buffers", "nonsense")]
    await #expect(throws: ClusterError.startFailed(log: configuration.logFile)) {
      try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    }
  }

  @Test("the server's log says nothing of rows and statements")
  func discreetLog() async throws {
    let cluster = try await TestDatabase.sharedCluster()
    let connection = try await Connection.open(cluster.superuser())
    for sql in [
      "do $$ begin raise warning 'canary-7731'; end $$", "do $$ begin raise log 'canary-7731'; end $$",
      "select 'canary-7731'::int", "do $$ begin raise exception 'canary-7731'; end $$",
    ] {
      do { try await connection.script(sql) } catch { #expect(error.sqlState != nil) }
    }
    let file = try #require(fopen(cluster.configuration.logFile, "r"))
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    #expect(!String(decoding: buffer.prefix(count), as: UTF8.self).contains("canary-7731"))
  }

  private func quick() throws -> ClusterConfiguration {
    var configuration = ClusterConfiguration(folder: try TemporaryFolder.make())
    configuration.isDurable = false
    return configuration
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }
}
