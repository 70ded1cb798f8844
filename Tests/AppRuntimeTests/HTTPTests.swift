import Contract
import Glibc
import Testing
import Values

@testable import AppRuntime

/// What machines and unlucky requests get.
@Suite struct HTTPTests {
  @Test("Who asks for JSON gets problems as JSON: without a session, with wrong inputs, when nothing can be shown")
  func machines() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let json = "application/json"
    for path in ["/", "/collections", "/collections/nothing"] {
      let answer = try await Browser(house.runtime).get(path, accept: json)
      #expect(answer.status == 401 && answer.problem == "not_signed_in", "\(path)")
      #expect(answer.header("Content-Type") == "application/problem+json")
    }
    let broken = try await browser.get("/collections/broken", accept: json)
    #expect(broken.status == 502 && broken.problem == "source_refused")
    let rename = try await house.fields("rename", browser)
    let long = rename + [("asked", "1"), ("in.name", "A name that is longer than twenty")]
    let wrong = try await browser.post("/collections/-/actions/rename", long, accept: json)
    #expect(wrong.status == 422 && wrong.problem == "invalid_input" && wrong.text.contains("\"field\":\"name\""))
    #expect(wrong.header("Content-Type") == "application/problem+json")
    // A machine answers the question in the form: it is not asked in HTML.
    let asked = try await browser.post(
      "/collections/-/actions/pay", try await house.fields("pay", browser), accept: json)
    #expect(asked.status == 422 && asked.problem == "invalid_input" && asked.text.contains("\"field\":\"confirmed\""))
    let stale = try await browser.post("/collections/-/actions/pay", with("csrf", "AAAA", in: rename), accept: json)
    #expect(stale.status == 403 && stale.header("Content-Type") == "application/problem+json")
    let get = try await browser.get("/collections/-/actions/pay", accept: json)
    #expect(get.status == 405 && get.problem == "method_not_allowed" && get.header("Allow") == "POST")
    #expect(try await house.database.count("select count(*) from payments") == 0)
    try await house.close()
  }

  @Test("While a first release is on its way an app asks for patience; afterwards an unknown app is not found")
  func notReady() async throws {
    let house = House(runtime: try TestRuntime(), database: try await SourceDatabase.make(SourceDatabase.shop))
    try await house.runtime.start()
    let runtime = house.runtime
    try #require(await eventually { runtime.server.runtime.book.workspace(runtime.workspace) != nil })
    runtime.far.say(.release(runtime.workspace, app: house.app, release: .random(milliseconds: 1)))
    let browser = try await runtime.signedIn()
    let page = try await eventually { try await browser.get("/collections").text.contains("could not be fetched yet") }
    #expect(page)
    let answer = try await browser.get("/collections")
    #expect(answer.status == 503 && answer.header("Retry-After") == "5")
    #expect(answer.text.contains("<meta http-equiv=\"refresh\" content=\"5\""))
    #expect(try await browser.get("/collections", accept: "application/json").problem == "app_not_ready")
    try runtime.setSecret(house.database.secret())
    try runtime.publish(Specs.collections, app: house.app)
    try #require(await eventually { house.isServed })
    #expect(try await browser.get("/collections").status == 200)
    #expect(try await browser.get("/nothing").status == 404)
    try await house.close()
  }

  @Test("In a workspace without an app every name is unknown, as soon as the feed has said so")
  func noApps() async throws {
    let runtime = try TestRuntime()
    try await runtime.start()
    try #require(await eventually { runtime.server.feed.isAlive })
    let browser = try await runtime.signedIn()
    let isUnknown = try await eventually { try await browser.get("/collections").status == 404 }
    #expect(isUnknown)
    runtime.far.goAway()
    try await runtime.stop()
    try await runtime.start()
    let again = try await runtime.signedIn()
    #expect(try await again.get("/collections", accept: "application/json").problem == "app_not_ready")
    try await runtime.stop()
  }

  @Test(
    "Why an app waits for its first release is told as it is",
    arguments: [
      ("", "the secret for its database has not been set"), ("password", "its database refuses the login"),
      ("port", "its database cannot be reached"),
    ])
  func whyNotReady(_ broken: String, _ words: String) async throws {
    let house = House(runtime: try TestRuntime(), database: try await SourceDatabase.make(SourceDatabase.shop))
    let runtime = house.runtime
    try await runtime.start()
    switch broken {
    case "password": try runtime.setSecret(house.database.secret(password: "wrong"))
    case "port": try runtime.setSecret(house.database.secret(port: 1))
    default: break
    }
    try #require(await eventually { runtime.server.feed.isAlive })
    try runtime.publish(Specs.collections, app: house.app)
    let browser = try await runtime.signedIn()
    let isTold = try await eventually {
      let page = try await browser.get("/collections")
      return page.status == 503 && page.text.contains("This app is not ready yet: \(words)")
    }
    #expect(isTold)
    #expect(try await browser.get("/nothing").status == 404)
    try await house.close()
  }

  @Test("The same form with other values is a conflict, not done already", arguments: [true, false])
  func otherValues(_ inSource: Bool) async throws {
    let keys = SourceDatabase.keyTable.replacing("outcome text,", with: "outcome text, digest text,")
    let house = try await House.open(SourceDatabase.shop + (inSource ? keys : ""))
    let browser = try await house.runtime.signedIn()
    let fields = try await house.fields("rename", browser) + [("asked", "1")]
    let first = try await browser.post("/collections/-/actions/rename", fields + [("in.name", "One")])
    #expect(first.status == 303)
    let same = try await browser.post("/collections/-/actions/rename", fields + [("in.name", "One")])
    #expect(same.status == 303)
    let other = try await browser.post(
      "/collections/-/actions/rename", fields + [("in.name", "Two")], accept: "application/json")
    #expect(other.status == 409 && other.problem == "conflict", "\(other.status)")
    #expect(try await house.database.count("select count(*) from invoices where customer = 'Two'") == 0)
    try await house.close()
  }

  @Test("Two hosts, a wrong method, endless headers: each its own status (RFC 9112 section 3.2, RFC 9110, RFC 6585)")
  func malformed() async throws {
    let house = try await House.open()
    let port = house.runtime.port
    func send(_ text: String) async throws -> String {
      try await BlockingWork.run { try exchangeRaw(text, port: port) }
    }
    let host = "Host: acme.apps.test\r\n"
    for hosts in [host + host, host + "Host: other.apps.test\r\n", ""] {
      let answer = try await send("GET /collections HTTP/1.1\r\n\(hosts)Connection: close\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer.prefix(80))")
    }
    for (line, allow) in [
      ("DELETE /collections", "GET, HEAD"), ("PUT /collections/invoices/1", "GET, HEAD"),
      ("GET /_freehold/pass", "POST"), ("PATCH /collections/-/actions/pay", "GET, HEAD, POST"),
      ("POST /healthz", "GET, HEAD"), ("POST /", "GET, HEAD"),
    ] {
      let answer = try await send("\(line) HTTP/1.1\r\n\(host)Connection: close\r\nContent-Length: 0\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 405") && answer.contains("Allow: \(allow)\r\n"), "\(line) \(answer)")
      #expect(answer.contains("method_not_allowed"))
    }
    let long = String(repeating: "a", count: 60_000)
    let many = (0..<500).map { "X\($0): a\r\n" }.joined()
    for headers in ["X: \(long)\r\n", many] {
      let answer = try await send("GET / HTTP/1.1\r\n\(host)\(headers)\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 431") && answer.contains("\"headers_too_large\""), "\(answer.prefix(300))")
    }
    let garbage = try await send("\u{16}\u{3}garbage\r\n\r\n")
    #expect(garbage.hasPrefix("HTTP/1.1 400") && garbage.contains("\"malformed_request\""))
    try await house.close()
  }

  @Test("A spool whose file is gone and cannot be made again refuses actions before they run")
  func spoolGone() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let spool = house.runtime.settings.path("spool")
    try #require(unlink(spool) == 0 && mkdir(spool, 0o700) == 0)
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    let answer = try await browser.post("/collections/-/actions/pay", fields, accept: "application/json")
    #expect(answer.status == 503 && answer.problem == "spool_unavailable")
    #expect(try await house.database.count("select count(*) from payments") == 0)
    try #require(rmdir(spool) == 0)
    #expect(try await browser.post("/collections/-/actions/pay", fields).status == 303)
    #expect(try await house.database.count("select count(*) from payments") == 1)
    try await house.close()
  }
}
