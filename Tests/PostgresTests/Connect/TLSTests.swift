import Foundation
import Postgres
import PostgresCluster
import PostgresTesting
import ProcessTesting
import Testing

@Suite struct TLSTests {
  @Test("the certificate must be of a known authority and for the host's very name; nothing of the environment helps")
  func verifyFull() async throws {
    let folder = try TemporaryFolder.make()
    try makeCertificates(folder)
    var configuration = ClusterConfiguration(folder: folder + "/c")
    configuration.isDurable = false
    configuration.loopbackPort = try freePort()
    configuration.settings = [
      ("ssl", "on"), ("ssl_cert_file", folder + "/server.pem"), ("ssl_key_file", folder + "/server.key"),
    ]
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    var server = try cluster.superuser()
    server.host = "db.freehold.test"
    server.hostAddress = "127.0.0.1"

    server.tls = .verifyFull(rootCertificates: folder + "/ca.pem")
    let connection = try await Connection.open(server)
    let row = try await connection.query("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()")[0]
    #expect(try row.get("ssl", as: Bool.self))

    server.host = "other.freehold.test"
    await #expect(throws: PostgresError.connection(.certificateRejected)) { try await Connection.open(server) }
    server.host = "db.freehold.test"
    server.tls = .verifyFull(rootCertificates: folder + "/other-ca.pem")
    await #expect(throws: PostgresError.connection(.certificateRejected)) { try await Connection.open(server) }
    server.tls = .verifyFull(rootCertificates: nil)
    await #expect(throws: PostgresError.connection(.certificateRejected)) { try await Connection.open(server) }
    server.tls = .verifyFull(rootCertificates: folder + "/missing.pem")
    await #expect(throws: PostgresError.connection(.certificateRejected)) { try await Connection.open(server) }
    server.tls = .required
    let unchecked = try await Connection.open(server)
    #expect(
      try await unchecked.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()")[0].get(0, as: Bool.self))

    try await cancelsOverTLS(server, folder)
    await cluster.stop()
  }

  /// libpq's own cancel request is not encrypted; ours is a statement on a second connection.
  private func cancelsOverTLS(_ server: Server, _ folder: String) async throws {
    var server = server
    server.tls = .verifyFull(rootCertificates: folder + "/ca.pem")
    let pool = TestDatabase.pool(server, size: 1)
    let witness = try await Connection.open(server)
    let task = Task { try await pool.read { try await $0.query("select pg_sleep(60)") } }
    func sleepers() async throws -> Int {
      try await witness.query(
        "select count(*) from pg_stat_activity where state = 'active' and query = 'select pg_sleep(60)'"
      )[0].get(0, as: Int.self)
    }
    try await eventually { try await sleepers() == 1 }
    task.cancel()
    let result = await task.result
    #expect(throws: PostgresError.cancelled) { try result.get() }
    try await eventually { try await sleepers() == 0 }
    await pool.close()
  }

  @Test("a server without TLS is refused where TLS is asked for")
  func plainServer() async throws {
    var configuration = ClusterConfiguration(folder: try TemporaryFolder.make())
    configuration.isDurable = false
    configuration.loopbackPort = try freePort()
    let cluster = try await PrivateCluster.start(configuration, logger: TestDatabase.silentLogger)
    var server = try cluster.superuser()
    server.host = "127.0.0.1"
    server.tls = .verifyFull(rootCertificates: nil)
    await #expect(throws: PostgresError.connection(.tlsUnavailable)) { try await Connection.open(server) }
    await cluster.stop()
  }

  private func makeCertificates(_ folder: String) throws {
    try shell(
      """
      set -e; cd \(folder)
      for ca in ca other-ca; do
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$ca" \
          -keyout $ca.key -out $ca.pem
      done
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=db.freehold.test" \
        -keyout server.key -out server.csr
      printf 'subjectAltName=DNS:db.freehold.test' > extensions
      openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out server.pem
      chmod 600 server.key
      if [ "$(id -u)" = 0 ]; then chown postgres server.key; fi
      """)
  }

  private func shell(_ script: String) throws {
    try #require(try TestProcess.run("/bin/sh", ["-c", script]).status == 0)
  }

  private func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    try #require(bound)
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
