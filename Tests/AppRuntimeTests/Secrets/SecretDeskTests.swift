import AppSpec
import Contract
import Testing
import Values

@testable import AppRuntime

@Suite("Secrets in the browser")
struct SecretDeskTests {
  @Test("An administrator sets a source's secret at the runtime; it is tried at once, and the waiting app opens")
  func set() async throws {
    let runtime = try TestRuntime()
    let database = try await SourceDatabase.make(SourceDatabase.shop)
    try await runtime.start()
    try runtime.publish(Specs.collections, app: .random(milliseconds: 1))
    let browser = try await runtime.keyHolder()
    try #require(
      await eventually { runtime.far.reports.contains { if case .releaseFailed = $0.kind { true } else { false } } })

    let page = try await browser.get("/_freehold/secrets?names=shop-database")
    #expect(page.text.contains("shop-database") && page.text.contains("not set"))
    let secret = database.secret()
    let answer = try await browser.post("/_freehold/secrets", page.form("/_freehold/secrets") + [("value", secret)])
    #expect(answer.status == 303 && answer.location == "/_freehold/secrets?names=shop-database#shop-database")
    let after = try await browser.get("/_freehold/secrets?names=shop-database")
    #expect(after.text.contains("Kept. shop-database, production: PostgreSQL") && after.text.contains("Set just now"))
    #expect(!after.text.contains(secret))
    try #require(await eventually { try await runtime.signedIn().get("/collections").status == 200 })
    let reported = try await eventually {
      runtime.far.reports.contains { $0.kind == .secretSet(.production, by: runtime.account) }
    }
    #expect(reported)
    #expect(!runtime.log.text.contains(secret))
    try await runtime.stop()
  }

  @Test("What leads to no database is refused, kept out of the page, and changes nothing")
  func refused() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.keyHolder()
    let form = try await browser.get("/_freehold/secrets").form("/_freehold/secrets")
    let answer = try await browser.post("/_freehold/secrets", form + [("value", "password=hunter2")])
    #expect(answer.status == 422 && answer.text.contains("Nothing was changed."))
    #expect(!answer.text.contains("hunter2"))
    let test = try await browser.post("/_freehold/secrets/test", form)
    #expect(test.status == 303)
    #expect(try await browser.get("/_freehold/secrets").text.contains("production: PostgreSQL"))
    try await house.close()
  }

  @Test("A removed secret is gone at the next request, and the trail hears who removed it")
  func removed() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.keyHolder()
    let form = try await browser.get("/_freehold/secrets").form("/_freehold/secrets/removal")
    #expect(try await browser.post("/_freehold/secrets/removal", form).status == 303)
    #expect(try await browser.get("/_freehold/secrets").text.contains("shop-database is removed from production."))
    #expect(try await runtime.signedIn().get("/collections").text.contains("There is no secret"))
    let reported = try await eventually {
      runtime.far.reports.contains { $0.kind == .secretRemoved(.production, by: runtime.account) }
    }
    #expect(reported)
    try await house.close()
  }

  @Test("A model's key is read as one, and tried at its server: never at an address that the operator does not allow")
  func model() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let name = try #require(Name("fast"))
    let connection = try #require(
      ModelConnection(
        id: .random(milliseconds: 1), name: name, provider: .openAICompatible, model: "small",
        region: "EU", secret: "model-fast", dailyTokens: nil, isDefault: true))
    runtime.far.say(.settings(runtime.workspace, .init(models: [connection])))
    try #require(
      await eventually { runtime.server.runtime.book.workspace(runtime.workspace)?.models == [connection] })
    let browser = try await runtime.keyHolder()
    let page = try await browser.get("/_freehold/secrets")
    #expect(page.text.contains("model fast") && page.text.contains("Address of the server, and the key"))
    let form = page.form("/_freehold/secrets", containing: "model-fast")
    let refused = try await browser.post("/_freehold/secrets", form + [("value", "key=canary-key")])
    #expect(refused.status == 422 && refused.text.contains("a line endpoint=https://"))
    #expect(!refused.text.contains("canary-key"))
    let set = try await browser.post(
      "/_freehold/secrets", form + [("value", "key=canary-key\nendpoint=https://169.254.169.254/v1")])
    #expect(set.status == 303)
    let after = try await browser.get("/_freehold/secrets")
    #expect(
      after.text.contains("<p class=\"notice bad\" role=\"alert\">Kept. model-fast, production: Its address is not one")
    )
    #expect(!after.text.contains("canary-key") && !runtime.log.text.contains("canary-key"))

    // Kept for a start without the control plane.
    #expect(try ReleaseCache(folder: runtime.settings.data).workspaces().first?.settings.models == [connection])
    try await house.close()
  }

  @Test("When a secret was last used is shown, and known again after a restart")
  func uses() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    #expect(try await runtime.signedIn().get("/collections").status == 200)
    runtime.clock.advance(seconds: 7_200)
    #expect(try await runtime.keyHolder().get("/_freehold/secrets").text.contains("last used 2 hours ago"))
    try await runtime.stop()
    try await runtime.start()
    runtime.clock.advance(seconds: 7_200)
    #expect(try await runtime.keyHolder().get("/_freehold/secrets").text.contains("Set 4 hours ago"))
    #expect(try await runtime.keyHolder().get("/_freehold/secrets").text.contains("last used"))
    try await house.close()
  }

  @Test(
    "Others than administrators, other passes, other sessions and forged forms do not get in",
    arguments: [
      Role.viewer, .member, .builder,
    ])
  func closed(_ role: Role) async throws {
    let runtime = try TestRuntime()
    try await runtime.start()
    func enter(_ pass: String) async throws -> Answer {
      try await Browser(runtime).post(
        "/_freehold/secrets/pass", [("pass", pass)], origin: TestRuntime.control, accept: "application/json",
        cookies: false)
    }
    #expect(try await enter(try runtime.pass(role: role, purpose: .writeSecret)).status == 403)
    #expect(try await enter(try runtime.pass(role: .owner)).problem == "pass_for_other_host")
    let elsewhere = try await Browser(runtime).post(
      "/_freehold/secrets/pass", [("pass", try runtime.pass(role: .owner, purpose: .writeSecret))],
      origin: "http://evil.test", accept: "application/json", cookies: false)
    #expect(elsewhere.status >= 400)
    // Who is signed in to an app is not signed in here.
    let reader = try await runtime.signedIn(role: .owner)
    #expect(try await reader.get("/_freehold/secrets").status == 401)
    let holder = try await runtime.keyHolder()
    #expect(try await holder.get("/").status == 303)
    for path in ["", "/test", "/removal"] {
      let forged = try await holder.post(
        "/_freehold/secrets" + path,
        [("csrf", "AAAA"), ("name", "shop-database"), ("environment", "production"), ("value", "x")],
        accept: "application/json")
      #expect(forged.status == 403)
    }
    try await runtime.stop()
  }
}

extension TestRuntime {
  /// An administrator's browser at the page of secrets.
  fileprivate func keyHolder() async throws -> Browser {
    let browser = Browser(self)
    let answer = try await browser.post(
      "/_freehold/secrets/pass", [("pass", try pass(role: .admin, purpose: .writeSecret)), ("app", "collections")],
      origin: TestRuntime.control, cookies: false)
    try #require(answer.status == 303, "\(answer.text)")
    return browser
  }
}
