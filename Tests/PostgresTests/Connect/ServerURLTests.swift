import Postgres
import Testing

@Suite struct ServerURLTests {
  @Test("an address is read with its percent encoding")
  func reads() throws {
    let server = try Server(
      url: "postgresql://me%40home:p%3Aw%2F@db.example.com:6432/sales?sslmode=verify-full&sslrootcert=/ca.pem")
    #expect(server.user == "me@home")
    #expect(server.password == "p:w/")
    #expect(server.host == "db.example.com")
    #expect(server.port == 6432)
    #expect(server.database == "sales")
    #expect(server.tls == .verifyFull(rootCertificates: "/ca.pem"))
    #expect(try Server(url: "postgres://u@h/d").tls == .verifyFull(rootCertificates: nil))
    #expect(try Server(url: "postgres://u@[::1]:5433/d").host == "::1")
    let socket = try Server(url: "postgresql://u:p@/d?host=/run/x&sslmode=disable")
    #expect(socket.host == "/run/x" && socket.isSocket && socket.tls == .off)
  }

  @Test(
    "an address with unknown keys or holes is refused, and the refusal shows no password",
    arguments: [
      "mysql://u:geheim@h/d", "postgresql://u:geheim@h", "postgresql://:geheim@h/d", "postgresql://u:geheim@/d",
      "postgresql://u:geheim@h:x/d", "postgresql://u:geheim@h:0/d", "postgresql://u:geheim@h/d?passfile=/etc/x",
      "postgresql://u:geheim@h/d?service=x", "postgresql://u:geheim@h/d?sslmode=prefer", "postgresql://u:geheim%@h/d",
      "postgresql://u:geheim%00@h/d", "postgresql://u:geheim%ff@h/d", "postgresql://u:geheim@h/d?options=-c", "",
    ])
  func refuses(_ url: String) {
    let error = #expect(throws: PostgresError.self) { try Server(url: url) }
    #expect(!"\(error as Any)".contains("geheim"))
  }

  @Test("a server never shows its password")
  func discreet() {
    let server = Server(host: "h", database: "d", user: "u", password: "geheim")
    #expect(!"\(server)".contains("geheim") && !String(reflecting: server).contains("geheim"))
    var dumped = ""
    dump(server, to: &dumped)
    #expect(!dumped.contains("geheim"))
  }
}
