import Glibc
import Postgres
import PostgresCluster
import PostgresTesting
import ProcessTesting
import Synchronization

/// A customer's database: reached by TCP on this machine, as sources are, in a cluster that goes with the tests.
struct SourceDatabase: Sendable {
  let name: String
  let port: Int
  let admin: Server

  private static let cluster = Task { try await start() }
  private static let numbers = Atomic<Int>(0)

  static func make(_ script: String = shop) async throws -> SourceDatabase {
    let (cluster, port) = try await cluster.value
    let name = "shop_\(numbers.add(1, ordering: .relaxed).newValue)"
    let connection = try await Connection.open(cluster.superuser())
    try await connection.script("create database \(name)")
    await connection.close()
    let database = SourceDatabase(name: name, port: port, admin: try cluster.superuser(database: name))
    try await database.run(script)
    return database
  }

  /// As the database's owner, past the runtime.
  func run(_ script: String) async throws {
    let connection = try await Connection.open(admin)
    try await connection.script(script)
    await connection.close()
  }

  func count(_ sql: String) async throws -> Int {
    let connection = try await Connection.open(admin)
    let count = try await connection.query(sql)[0].get(0, as: Int.self)
    await connection.close()
    return count
  }

  func text(_ sql: String) async throws -> String {
    let connection = try await Connection.open(admin)
    let text = try await connection.query(sql)[0].get(0, as: String.self)
    await connection.close()
    return text
  }

  func secret(password: String = "s3cret", port: Int? = nil, host: String = "127.0.0.1") -> String {
    "postgresql://clerk:\(password)@\(host):\(port ?? self.port)/\(name)?tls=disable"
  }

  private static func start() async throws -> (PrivateCluster, Int) {
    let folder = try TemporaryFolder.make()
    let port = try Loopback.freePort()
    var configuration = ClusterConfiguration(folder: folder)
    configuration.isDurable = false
    configuration.loopbackPort = port
    configuration.settings = [("max_connections", "300")]
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    let connection = try await Connection.open(cluster.superuser())
    try await connection.script("create role clerk login password 's3cret'")
    await connection.close()
    return (cluster, port)
  }

  static let shop = """
    create table invoices (
      id bigint primary key, customer text not null, manager text not null, due_on date not null,
      total numeric(12,2) not null, paid numeric(12,2) not null default 0);
    insert into invoices
      select n, 'Customer ' || n, case when n % 2 = 0 then 'ana@example.com' else 'bo@example.com' end,
        date '2026-01-01' + n::int % 300, n * 1.5, 0
      from generate_series(1, 3000) n;
    create table payments (id bigint generated always as identity primary key, invoice bigint, amount numeric(12,2));
    grant select, insert, update on all tables in schema public to clerk;
    """

  static let keyTable = """
    create table freehold_actions (
      key text primary key, action text, member text, outcome text, created_at timestamptz default now());
    grant insert, select on freehold_actions to clerk;
    """
}

struct NoPort: Error {}
