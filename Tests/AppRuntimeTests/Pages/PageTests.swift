import AppSpec
import Contract
import ProcessTesting
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct PageTests {
  @Test("A page shows the rows that its viewer's own values select, searched and filtered")
  func page() async throws {
    let house = try await House.open()
    let ana = try await house.runtime.signedIn()
    let bo = try await house.runtime.signedIn(email: "bo@example.com")
    let page = try await ana.get("/collections")
    #expect(page.text.contains("Customer 2<") && !page.text.contains("Customer 3<"))
    #expect(try await bo.get("/collections").text.contains("Customer 3<"))
    let found = try await ana.get("/collections?q.1=Customer+2998")
    #expect(found.text.contains("Customer 2998") && !found.text.contains("Customer 2<"))
    #expect(try await ana.get("/collections?before=2025-01-01").text.contains("Customer 2<") == false)
    try await house.close()
  }

  @Test("What is not for a role looks like what is not there; so do unknown apps and pages")
  func roles() async throws {
    let house = try await House.open()
    let member = try await house.runtime.signedIn()
    let admin = try await house.runtime.signedIn(role: .admin)
    let builder = try await house.runtime.signedIn(role: .builder)
    #expect(try await admin.get("/collections/secret").status == 200)
    for path in ["/collections/secret", "/collections/nothing", "/nothing", "/collections/a/b/c"] {
      let answer = try await member.get(path, accept: "application/json")
      #expect(answer.status == 404 && answer.problem == "not_found", "\(path)")
    }
    #expect(try await builder.get("/collections").status == 404)
    try await house.close()
  }

  @Test("The start page leads to the one app, or lists the apps of the viewer's role")
  func start() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    #expect(try await browser.get("/").location == "/collections")
    let second = Specs.collections.replacing("app: collections", with: "app: second")
      .replacing("title: Collections", with: "title: A <Second>")
    let app = AppID.random(milliseconds: 2)
    let runtime = house.runtime
    try runtime.publish(second, app: app, name: "second")
    try #require(await eventually { runtime.server.runtime.book.live(app, in: runtime.workspace) != nil })
    let list = try await browser.get("/")
    #expect(list.status == 200 && list.text.contains("A &lt;Second&gt;") && list.text.contains("href=\"/collections\""))
    #expect(try await runtime.signedIn(role: .viewer).get("/").text.contains("no app here for you"))
    try await house.close()
  }

  @Test("A block without rows leaves the page standing; a page of which nothing can be shown has the failure's status")
  func failures() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let mixed = try await browser.get("/collections/mixed")
    #expect(mixed.status == 200 && mixed.text.contains("Total"))
    let broken = try await browser.get("/collections/broken")
    #expect(broken.status == 502)
    #expect(!broken.text.contains("division"))
    #expect(house.runtime.log.text.contains("\"sqlstate\":\"22012\""))
    #expect(!house.runtime.log.text.contains("division"))
    try await house.close()
  }

  @Test("A statement that runs forever is ended, told as such, and takes no connection with it")
  func timeout() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let answer = try await browser.get("/collections/slow")
    #expect(answer.status == 504)
    #expect(
      try await house.database.count(
        "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()") == 0)
    try await house.close()
  }

  @Test("A table that was dropped since publishing is told as changed")
  func dropped() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    try await house.database.run("drop table invoices")
    let answer = try await browser.get("/collections")
    #expect(answer.status == 502)
    #expect(house.runtime.log.text.contains("source_changed"))
    try await house.close()
  }

  @Test("A rotated secret is used by the next request; a wrong one and a missing one are told apart")
  func secrets() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    func codeAfter(_ secret: String) async throws -> (Int, Bool) {
      try house.runtime.setSecret(secret)
      let answer = try await browser.get("/collections")
      return (answer.status, answer.text.contains("s3cret"))
    }
    #expect(try await codeAfter(house.database.secret(password: "wrong")) == (502, false))
    #expect(house.runtime.log.text.contains("source_credentials"))
    #expect(try await codeAfter("hunter2") == (502, false))
    #expect(house.runtime.log.text.contains("source_settings"))
    #expect(try await codeAfter(house.database.secret(port: Loopback.freePort())) == (502, false))
    #expect(house.runtime.log.text.contains("source_unreachable"))
    #expect(try await codeAfter(house.database.secret()) == (200, false))
    let cabinet = try SecretCabinet(data: house.runtime.settings.data, keyFile: nil, key: nil)
    #expect(try cabinet.remove("shop-database", of: house.runtime.workspace, .production))
    #expect(try await browser.get("/collections").status == 502)
    #expect(house.runtime.log.text.contains("secret_missing"))
    for value in ["hunter2", "s3cret", "clerk"] { #expect(!house.runtime.log.text.contains(value)) }
    try await house.close()
  }

  @Test(
    "A source at a socket, a loopback or a private address is refused",
    arguments: [
      ("postgresql://u@%2Frun%2Fpostgresql/d", "source_settings"),
      ("postgresql://u@127.0.0.2:5432/d?tls=disable", "source_address_refused"),
      ("postgresql://u@169.254.169.254/d", "source_address_refused"),
      ("postgresql://u@[::ffff:10.0.0.1]/d", "source_address_refused"),
    ])
  func addresses(_ secret: String, _ problem: String) async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    try house.runtime.setSecret(secret)
    #expect(try await browser.get("/collections").status == 502)
    #expect(house.runtime.log.text.contains(problem))
    try await house.close()
  }

  @Test("Broken encodings and values of the wrong type are refused in words; nothing of the request is logged")
  func badRequests() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    for path in ["/collections?before=%FF", "/collections?a=%00", "/collections/%00"] {
      let answer = try await browser.get(path, accept: "application/json")
      #expect(answer.status == 400 && answer.problem == "malformed_request", "\(path) \(answer)")
    }
    #expect(try await browser.get("/collections?before=sometimes").status == 200)
    #expect(try await browser.get("/collections?export=99").status == 404)
    #expect(try await browser.get("/collections?export=x").status == 404)
    _ = try await browser.get("/collections?q.1=Findmenot")
    #expect(!house.runtime.log.text.contains("Findmenot") && !house.runtime.log.text.contains("sometimes"))
    try await house.close()
  }

  @Test("The rows that a browser waits for no longer are not fetched any further")
  func clientGone() async throws {
    let runtime = try TestRuntime(statementTime: .seconds(60))
    let house = try await House.open(on: runtime)
    let browser = try await runtime.signedIn()
    let task = Task { try await browser.get("/collections/slow") }
    let busy = "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
    try #require(await eventually { try await house.database.count(busy) == 1 })
    let started = ContinuousClock.now
    task.cancel()
    let ended = try await eventually { try await house.database.count(busy) == 0 }
    #expect(ended)
    #expect(ContinuousClock.now - started < .seconds(20))
    try await house.close()
  }

  @Test("More requests of one workspace than its share are asked to come back; others are served")
  func gate() {
    let gate = Gate(limit: 2)
    let (one, other) = (WorkspaceID.random(milliseconds: 1), WorkspaceID.random(milliseconds: 2))
    var tickets = [gate.enter(one), gate.enter(one)]
    #expect(gate.enter(one) == nil)
    #expect(gate.enter(other) != nil)
    tickets.removeLast()
    #expect(gate.enter(one) != nil)
  }

  @Test("Stylesheet and script are served under names that change with them; health is public")
  func assets() async throws {
    let house = try await House.open()
    let page = try await house.runtime.signedIn().get("/collections")
    let server = house.runtime.server.runtime
    #expect(page.text.contains(server.assets.stylesheet.path) && page.text.contains(server.assets.script.path))
    let style = try await Browser(house.runtime).get(server.assets.stylesheet.path)
    #expect(style.status == 200 && style.header("Cache-Control")?.contains("immutable") == true)
    #expect(try await Browser(house.runtime, host: "127.0.0.1").get("/healthz").status == 200)
    #expect(try await Browser(house.runtime, host: "127.0.0.1").get("/readyz").status == 200)
    try await house.close()
  }
}
