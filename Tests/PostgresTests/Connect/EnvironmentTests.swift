import Glibc
import Postgres
import PostgresTesting
import Testing

@Suite struct EnvironmentTests {
  @Test("libpq's variables and password files do not matter")
  func environment() async throws {
    let server = try await TestDatabase.shared()
    let (socket, password) = (server.host, server.password ?? "")
    await #expect(processExitsWith: .success) { [socket = socket as String, password = password as String] in
      let misleading = [
        ("PGHOST", "127.0.0.9"), ("PGHOSTADDR", "127.0.0.9"), ("PGPORT", "1"), ("PGDATABASE", "nowhere"),
        ("PGUSER", "nobody"), ("PGPASSWORD", "wrong"), ("PGSERVICE", "none"), ("PGSERVICEFILE", "/nonexistent"),
        ("PGOPTIONS", "-c statement_timeout=1"), ("PGAPPNAME", "spoofed"), ("PGSSLMODE", "verify-full"),
        ("PGREQUIREPEER", "nobody"), ("PGCLIENTENCODING", "LATIN1"), ("PGTZ", "Asia/Tokyo"),
        ("PGDATESTYLE", "German"), ("PGGEQO", "off"), ("PGTARGETSESSIONATTRS", "standby"),
      ]
      for (name, value) in misleading { setenv(name, value, 1) }
      let connection = try await Connection.open(
        Server(host: socket, database: "postgres", user: "postgres", password: password, application: "honest"))
      let row = try await connection.query(
        """
        select current_setting('statement_timeout'), current_setting('application_name'), current_setting('timezone'),
          current_setting('datestyle'), current_setting('geqo'), current_setting('client_encoding')
        """)[0]
      var values: [String] = []
      for column in 0..<6 { values.append(try row.get(column, as: String.self)) }
      #expect(values == ["0", "honest", "UTC", "ISO, MDY", "on", "UTF8"])
      // Without a password nothing helps out.
      setenv("PGPASSWORD", password, 1)
      await #expect(throws: PostgresError.connection(.authentication)) {
        try await Connection.open(Server(host: socket, database: "postgres", user: "postgres", password: nil))
      }
    }
  }
}
