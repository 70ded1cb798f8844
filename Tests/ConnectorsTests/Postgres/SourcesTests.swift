import Addresses
import AppSpec
import Foundation
import Logging
import Postgres
import PostgresCluster
import PostgresTesting
import ProcessTesting
import Secrets
import Synchronization
import Testing

@testable import Connectors

@Suite struct SourcesTests {
  @Test("Independent statements come back in their order, each with its rows or its own failure")
  func together() async throws {
    let house = try await SourceHouse.shared()
    let sources = house.sources(house.secret())
    let texts = (0..<7).map { $0 == 4 ? "select 1/0" : "select \($0) as n, null as nothing, date '2026-03-12' as day" }
    let outcomes = await sources.read(texts.map(house.statement), of: house.app, in: house.scope)
    #expect(outcomes.count == 7)
    for (index, outcome) in outcomes.enumerated() {
      switch outcome {
      case .rows(let rows):
        #expect(rows.text(0, 0) == "\(index)" && rows.isNull(0, 1) && rows.text(0, 2) == "2026-03-12")
        #expect(rows.columns.map(\.kind) == [.integer, .text, .day])
      case .failed(let failure): #expect(index == 4 && failure == .refused(sqlState: "22012"))
      }
    }
    await sources.close()
  }

  @Test("The certificate is checked by the secret's own authority, for the name that the secret gives")
  func certificate() async throws {
    let house = try await SourceHouse.shared()
    func outcome(_ secret: String) async -> Outcome? {
      let sources = house.sources(secret)
      defer { Task { await sources.close() } }
      return await sources.read([house.statement("select 1 as n")], of: house.app, in: house.scope).first
    }
    let good = try house.verified(host: "localhost", authority: "ca")
    guard case .rows? = await outcome(good) else { return #expect(Bool(false), "no rows") }
    for bad in [
      try house.verified(host: "127.0.0.1", authority: "ca"),
      try house.verified(host: "localhost", authority: "other-ca"),
    ] {
      guard case .failed(.certificate)? = await outcome(bad) else { return #expect(Bool(false), "let in") }
    }
  }

  @Test("Plain text is for loopback only; a wrong password, a missing secret and an unknown host are told apart")
  func failures() async throws {
    let house = try await SourceHouse.shared()
    let cases: [(String?, SourceFailure)] = [
      (nil, .secretMissing("shop")), (house.secret(password: "no"), .wrongCredentials),
      ("postgresql://u@no-such-name.invalid/d", .unknownHost),
      ("postgresql://u@192.0.2.1/d?tls=disable", .addressRefused),
      ("postgresql://u@[2606:4700::1]/d?tls=disable", .settings), ("nonsense", .settings),
    ]
    for (secret, expected) in cases {
      let sources = house.sources(secret)
      let outcomes = await sources.read([house.statement("select 1")], of: house.app, in: house.scope)
      guard case .failed(let failure)? = outcomes.first else { return #expect(Bool(false), "\(expected)") }
      #expect(failure == expected)
      await sources.close()
    }
  }

  @Test("A closed port is told at once, and so is what speaks another protocol")
  func wrongPeers() async throws {
    let house = try await SourceHouse.shared()
    let web = try WebPeer()
    defer { web.close() }
    var limits = SourceLimits()
    limits.patience = .seconds(120)
    func failure(_ secret: String) async -> (SourceFailure?, Duration) {
      let sources = house.sources(secret, limits: limits)
      let started = ContinuousClock.now
      let outcomes = await sources.read([house.statement("select 1")], of: house.app, in: house.scope)
      await sources.close()
      if case .failed(let failure)? = outcomes.first { return (failure, .now - started) }
      return (nil, .now - started)
    }
    let closed = try WebPeer()
    closed.close()
    for tls in ["disable", "require"] {
      let (refused, time) = await failure("host=127.0.0.1\nport=\(closed.port)\ndatabase=d\nuser=u\ntls=\(tls)")
      #expect(refused == .unreachable && time < .seconds(60), "\(time)")
      let (spoken, _) = await failure("host=127.0.0.1\nport=\(web.port)\ndatabase=d\nuser=u\ntls=\(tls)")
      #expect(spoken == .notPostgres, "\(tls)")
    }
    let (unknown, _) = await failure(house.secret().replacing("database=shop", with: "database=nothing"))
    #expect(unknown == .noDatabase)
    let (plain, _) = await failure(
      "host=127.0.0.1\nport=\(house.plainPort)\ndatabase=shop\nuser=clerk\ntls=require")
    #expect(plain == .noTLS)
    let (stranger, _) = await failure(try house.verified(host: "localhost", authority: "other-ca"))
    #expect(stranger == .certificate)
  }

  @Test("A result of more bytes than a page may hold is refused; a time limit ends a statement")
  func limits() async throws {
    let house = try await SourceHouse.shared()
    var limits = SourceLimits()
    limits.resultBytes = 10_000
    limits.statementTime = .milliseconds(200)
    let sources = house.sources(house.secret(), limits: limits)
    let texts = ["select repeat('x', 20000) as x", "select pg_sleep(20)", "select 1 as n"]
    let outcomes = await sources.read(texts.map(house.statement), of: house.app, in: house.scope)
    guard case .failed(.tooLarge) = outcomes[0], case .failed(.timedOut) = outcomes[1], case .rows = outcomes[2] else {
      return #expect(Bool(false), "\(outcomes)")
    }
    await sources.close()
  }

  @Test(
    "What could leave the reader's transaction is refused and leaves nothing behind",
    arguments: [
      "commit", "set role postgres", "discard all", "insert into kept values (1)",
      "with x as (insert into kept values (1) returning 1) select * from x", "select 1; insert into kept values (1)",
      "select set_config('default_transaction_read_only', 'off', false)", "select nextval('counter')",
    ])
  func readOnly(_ sql: String) async throws {
    let house = try await SourceHouse.shared()
    var limits = SourceLimits()
    limits.readers = 1
    let sources = house.sources(house.secret(), limits: limits)
    _ = await sources.read([house.statement(sql)], of: house.app, in: house.scope)
    let after = await sources.read(
      [
        house.statement(
          "select current_setting('default_transaction_read_only'), (select count(*) from kept), current_user")
      ],
      of: house.app, in: house.scope)
    guard case .rows(let rows)? = after.first else { return #expect(Bool(false), "\(after)") }
    #expect(rows.text(0, 0) == "on" && rows.text(0, 1) == "0" && rows.text(0, 2) == "clerk")
    await sources.close()
  }

  @Test("A rotated secret gets new connections and the old ones end; unused ones end by themselves")
  func rotation() async throws {
    let house = try await SourceHouse.shared()
    let secrets = OneSecret(house.secret(user: "first"))
    var limits = SourceLimits()
    limits.idle = .zero
    let sources = Sources(
      secrets: secrets, policy: house.policy, limits: limits, logger: TestDatabase.silentLogger)
    func count() async throws -> Int { try await house.connections() }
    _ = await sources.read([house.statement("select 1")], of: house.app, in: house.scope)
    #expect(try await count() == 1)
    secrets.value = house.secret(user: "second")
    let outcomes = await sources.read([house.statement("select current_user::text")], of: house.app, in: house.scope)
    guard case .rows(let rows)? = outcomes.first else { return #expect(Bool(false)) }
    #expect(rows.text(0, 0) == "second")
    #expect(try await soon { try await count() == 1 })
    await sources.closeIdle()
    #expect(try await soon { try await count() == 0 })
  }

  @Test("A stream hands over every row in batches and stops when its reader does")
  func stream() async throws {
    let house = try await SourceHouse.shared()
    let sources = house.sources(house.secret())
    var rows = 0
    try await sources.stream(
      house.statement("select n, repeat('x', 50) from generate_series(1, 12345) n"), of: house.app, in: house.scope
    ) { rows += $0.rowCount }
    #expect(rows == 12_345)
    struct Enough: Error {}
    await #expect(throws: Enough.self) {
      try await sources.stream(
        house.statement("select n from generate_series(1, 100000000) n"), of: house.app, in: house.scope
      ) { _ in throw Enough() }
    }
    await sources.close()
  }

  private func soon(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<200 {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}

/// Always the same secret, or none.
final class OneSecret: SecretsManager {
  private let state: Mutex<String?>
  init(_ value: String?) { state = Mutex(value) }
  var value: String? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
  func value(_ reference: SecretReference) async throws(SecretsError) -> SecretValue? {
    value.map { SecretValue(Array($0.utf8)) }
  }
}

/// A customer's server on this machine, with TLS.
struct SourceHouse: Sendable {
  let folder: String
  let port: Int
  /// Of a server without TLS.
  let plainPort: Int
  let admin: Server
  let scope = SourceScope(workspace: "w", environment: "production")
  let policy = AddressPolicy(allowing: ["127.0.0.1", "::1"].compactMap { AddressRange($0) })
  let app: App

  private static let house = Task { try await open() }
  static func shared() async throws -> SourceHouse { try await house.value }

  func sources(_ secret: String?, limits: SourceLimits = SourceLimits()) -> Sources {
    Sources(secrets: OneSecret(secret), policy: policy, limits: limits, logger: TestDatabase.silentLogger)
  }

  func statement(_ sql: String) -> Statement {
    Statement(source: app.sources[0].name, query: Name("q"), sql: sql, values: [], limit: 100)
  }

  func secret(password: String = "s3cret", user: String = "clerk") -> String {
    "host=127.0.0.1\nport=\(port)\ndatabase=shop\nuser=\(user)\npassword=\(password)\ntls=disable"
  }

  func verified(host: String, authority: String) throws -> String {
    let pem = try String(contentsOfFile: "\(folder)/\(authority).pem", encoding: .utf8)
    return "host=\(host)\nport=\(port)\ndatabase=shop\nuser=clerk\npassword=s3cret\nca=\(pem)"
  }

  /// Those of one test's own users.
  func connections() async throws -> Int {
    let connection = try await Connection.open(admin)
    defer { Task { await connection.close() } }
    return try await connection.query(
      "select count(*) from pg_stat_activity where usename in ('first', 'second')")[0].get(0, as: Int.self)
  }

  private static func open() async throws -> SourceHouse {
    let folder = try TemporaryFolder.make()
    try certificates(folder)
    let port = Int.random(in: 20_000..<30_000)
    var configuration = ClusterConfiguration(folder: folder + "/c")
    configuration.isDurable = false
    configuration.loopbackPort = port
    configuration.settings = [
      ("ssl", "on"), ("ssl_cert_file", folder + "/server.pem"), ("ssl_key_file", folder + "/server.key"),
    ]
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    let connection = try await Connection.open(cluster.superuser())
    for sql in [
      "create role clerk login password 's3cret'", "create role first login password 's3cret'",
      "create role second login password 's3cret'", "create database shop",
    ] { try await connection.script(sql) }
    await connection.close()
    let shop = try await Connection.open(cluster.superuser(database: "shop"))
    try await shop.script(
      "create table kept (n int); create sequence counter; grant all on kept to clerk; grant all on counter to clerk")
    await shop.close()
    let plainPort = port + 10_000
    var plain = ClusterConfiguration(folder: folder + "/p")
    plain.isDurable = false
    plain.loopbackPort = plainPort
    _ = try await PrivateCluster.start(plain, logger: TestDatabase.silentLogger)
    let source = Source(name: try #require(Name("shop")), kind: .postgres, secret: "shop")
    let app = App(
      name: try #require(Name("shop")), title: "Shop", sources: [source], redaction: .standard, queries: [], pages: [],
      actions: [])
    return SourceHouse(
      folder: folder, port: port, plainPort: plainPort, admin: try cluster.superuser(database: "shop"), app: app)
  }

  private static func certificates(_ folder: String) throws {
    let script = """
      set -e; cd \(folder)
      for ca in ca other-ca; do
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$ca" \
          -keyout $ca.key -out $ca.pem
      done
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=localhost" -keyout server.key \
        -out server.csr
      printf 'subjectAltName=DNS:localhost' > extensions
      openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions \
          -out server.pem
      chmod 600 server.key; if [ "$(id -u)" = 0 ]; then chown postgres server.key; fi
      """
    try #require(try TestProcess.run("/bin/sh", ["-c", script]).status == 0)
  }
}
