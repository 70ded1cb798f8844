import Secrets
import Testing

@testable import Connectors

@Suite struct PostgresSettingsTests {
  func settings(_ text: String) throws -> PostgresSettings { try PostgresSettings(SecretValue(Array(text.utf8))) }

  @Test("A URL, a JSON object and lines say the same")
  func spellings() throws {
    let url = try settings("postgresql://an%40na:p%3Ass@db.example.com:5433/shop?tls=require\n")
    let json = try settings(
      #"{"host":"db.example.com","port":5433,"database":"shop","user":"an@na","password":"p:ss","tls":"require"}"#)
    let lines = try settings(
      "# the shop\nhost = db.example.com\nport=5433\ndatabase=shop\nuser=an@na\npassword=p:ss\r\ntls=require")
    #expect(url == json && json == lines)
    #expect(url.user == "an@na" && url.password == "p:ss" && url.tls == .require)
  }

  @Test("TLS is verified and the port is 5432 unless the secret says otherwise; sslmode is understood in a URL")
  func defaults() throws {
    let plain = try settings("postgres://u@[2606:4700::1]/d")
    #expect(plain.tls == .verifyFull && plain.port == 5432 && plain.password == nil && plain.host == "2606:4700::1")
    #expect(try settings("postgres://u@h:1/d?sslmode=disable").tls == .disable)
  }

  @Test("A certificate of several lines is read from lines and from JSON")
  func certificate() throws {
    let pem = "-----BEGIN CERTIFICATE-----\nMIIB\nAb==\n-----END CERTIFICATE-----"
    let lines = try settings("host=h\ndatabase=d\nca=\(pem)\nuser=u")
    #expect(lines.ca == pem && lines.user == "u")
    let escaped = pem.split(separator: "\n").joined(separator: "\\n")
    #expect(try settings(#"{"host":"h","database":"d","user":"u","ca":"\#(escaped)"}"#).ca == pem)
  }

  @Test(
    "Sockets, files of the machine, options and lists of hosts are refused",
    arguments: [
      "host=/run/postgresql\ndatabase=d\nuser=u", "host=@abstract\ndatabase=d\nuser=u", "host=a,b\ndatabase=d\nuser=u",
      "postgresql://u@%2Frun%2Fpostgresql/d", "postgresql://u@h/d?host=/run/postgresql", "postgresql:///d?user=u",
      "postgresql://u@h/d?passfile=/etc/passwd", "postgresql://u@h/d?service=x", "postgresql://u@h/d?sslkey=/k",
      "postgresql://u@h/d?options=-crole%3Dx", "postgresql://u@h/d?hostaddr=127.0.0.1",
      "host=h\ndatabase=d\nuser=u\nsslrootcert=/etc/passwd", "host=-h\ndatabase=d\nuser=u",
      "host=h h\ndatabase=d\nuser=u",
      #"{"host":["/run"],"database":"d","user":"u"}"#, #"{"host":"h","database":"d","user":"u","sslmode":"disable"}"#,
    ])
  func refused(_ text: String) {
    #expect(throws: PostgresSettings.Problem.self) { try settings(text) }
  }

  @Test(
    "What is missing, doubled or out of range is said by its key, without a value",
    arguments: [
      ("host=h\nuser=u", "database"), ("database=d\nuser=u", "host"), ("host=h\ndatabase=d", "user"),
      ("host=h\ndatabase=d\nuser=u\nport=70000", "port"), ("host=h\nhost=i\ndatabase=d\nuser=u", "host"),
      ("host=h\ndatabase=d\nuser=u\ntls=maybe", "tls"), ("host=h\ndatabase=d\nuser=u\nca=/etc/ssl", "ca"),
    ])
  func problems(_ text: String, _ key: String) throws {
    let problem = #expect(throws: PostgresSettings.Problem.self) { try settings(text) }
    #expect(problem?.description.contains(key) == true)
  }

  @Test(
    "A password pasted where a description belongs is never repeated",
    arguments: ["hunter2", "hunter2=x", "{\"hunter2\":1}", "postgresql://u@h/d?hunter2=1", "{hunter2", "hunter2\0"])
  func silent(_ text: String) throws {
    let problem = #expect(throws: PostgresSettings.Problem.self) { try settings(text) }
    #expect(problem?.description.contains("hunter2") == false)
  }
}
