import AppSpec
import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct SignInTests {
  @Test("A stranger is sent to the control plane without a word of where he was, and comes back to it")
  func thereAndBack() async throws {
    let house = try await House.open()
    let browser = Browser(house.runtime)
    let away = try await browser.get("/collections?before=2026-02-01")
    #expect(away.status == 303 && away.location == "http://control.test/open/acme/collections")
    let answer = try await browser.exchange(try house.runtime.pass())
    #expect(answer.status == 303 && answer.location == "/_freehold/return?app=collections")
    let back = try await browser.get(try #require(answer.location))
    #expect(back.status == 303 && back.location == "/collections?before=2026-02-01")
    let page = try await browser.get(try #require(back.location))
    #expect(page.status == 200 && page.text.contains("Customer 2"))
    try await house.close()
  }

  @Test("Session cookies are HttpOnly, SameSite=Lax and of this host alone; pages are not stored and not framed")
  func headers() async throws {
    let house = try await House.open()
    let answer = try await Browser(house.runtime).exchange(try house.runtime.pass())
    let cookie = try #require(answer.header("Set-Cookie"))
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.lowercased().contains("domain"))
    let page = try await house.runtime.signedIn().get("/collections")
    #expect(page.header("Cache-Control") == "no-store")
    #expect(page.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
    try await house.close()
  }

  @Test("A pass works once; an expired, forged, foreign or misused one is refused by its code and changes nothing")
  func refusals() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    func code(_ pass: String, host: String = TestRuntime.host) async throws -> String? {
      let browser = Browser(runtime, host: host)
      let answer = try await browser.post(
        "/_freehold/pass", [("pass", pass)], origin: TestRuntime.control, accept: "application/json")
      #expect(browser.cookies.isEmpty)
      #expect(answer.status >= 400)
      return answer.problem
    }
    let good = try runtime.pass()
    #expect(try await Browser(runtime).exchange(good).status == 303)
    #expect(try await code(good) == "pass_used")
    #expect(try await code(try runtime.pass(expiresIn: -1)) == "pass_expired")
    #expect(try await code(try runtime.pass(key: SigningKey())) == "pass_forged")
    #expect(try await code(good + "A") == "pass_forged")
    #expect(try await code("nonsense") == "malformed_request")
    #expect(try await code(try runtime.pass(host: "other.apps.test")) == "pass_for_other_host")
    #expect(try await code(try runtime.pass(workspace: .random(milliseconds: 5))) == "pass_for_other_host")
    #expect(try await code(try runtime.pass(purpose: .writeSecret)) == "pass_for_other_host")
    #expect(try await code(try runtime.pass(), host: "other.apps.test") == "unknown_host")
    #expect(runtime.log.text.contains("\"problem\":\"pass_used\""))
    let refused = try await eventually { runtime.far.reports.contains { $0.kind == .passRefused(.passUsed) } }
    #expect(refused)
    try await house.close()
  }

  @Test("A used pass stays used after a restart")
  func nonceSurvives() async throws {
    let house = try await House.open()
    let pass = try house.runtime.pass()
    #expect(try await Browser(house.runtime).exchange(pass).status == 303)
    try await house.runtime.stop()
    try await house.runtime.start()
    #expect(try await Browser(house.runtime).exchange(pass).status == 401)
    try await house.close()
  }

  @Test("A page of somebody else cannot sign a person in")
  func signInForgery() async throws {
    let house = try await House.open()
    let answer = try await Browser(house.runtime).exchange(try house.runtime.pass(), origin: "http://evil.test")
    #expect(answer.status == 401)
    try await house.close()
  }

  @Test("A session of one workspace is none at another's host, and a host that is no workspace's has nothing")
  func otherHost() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    runtime.far.say(.workspace(.random(milliseconds: 9), slug: "other", title: "Other"))
    try #require(await eventually { runtime.server.runtime.book.workspace(slug: "other") != nil })
    let thief = Browser(runtime, host: "other.apps.test")
    thief.cookies = try await runtime.signedIn().cookies
    #expect(try await thief.get("/collections").status == 303)
    for host in ["evil.test", "apps.test", "acme.apps.test:99", "a.acme.apps.test", "127.0.0.1"] {
      let answer = try await Browser(runtime, host: host).get("/collections", accept: "application/json")
      #expect(answer.status == 421 && answer.problem == "unknown_host")
    }
    try await house.close()
  }

  @Test("A changed cookie is no session")
  func tampered() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let (name, value) = try #require(browser.cookies.first)
    browser.cookies = [name: String(value.dropLast(2)) + (value.hasSuffix("AA") ? "BB" : "AA")]
    #expect(try await browser.get("/collections").status == 303)
    try await house.close()
  }

  @Test("A session lasts fifteen minutes, is renewed unseen after ten, and not while the control plane is away")
  func renewal() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.signedIn()
    runtime.clock.advance(seconds: 599)
    #expect(try await browser.get("/collections").status == 200)
    runtime.clock.advance(seconds: 2)
    runtime.far.say(.ping)
    let renewed = try await eventually { try await browser.get("/collections").status == 303 }
    #expect(renewed)
    // An action in the same minutes goes on, and so does a page that a script fetches.
    #expect(try await browser.get("/collections", headers: ["Sec-Fetch-Mode": "cors"]).status == 200)
    runtime.far.goAway()
    runtime.clock.advance(seconds: 30)
    #expect(try await browser.get("/collections").status == 200)
    runtime.clock.advance(seconds: 270)
    #expect(try await browser.get("/collections").status == 303)
    try await house.close()
  }

  @Test("An ended session and a changed member are out at once, also after a restart; a new pass comes in")
  func revocation() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.signedIn()
    let early = try runtime.pass()
    runtime.clock.advance(seconds: 1)
    runtime.far.say(.memberChanged(runtime.workspace, runtime.account))
    let isOut = try await eventually { try await browser.get("/collections").status == 303 }
    #expect(isOut)
    #expect(try await browser.exchange(early).status == 401)
    try await runtime.stop()
    try await runtime.start()
    #expect(try await browser.get("/collections").status == 303)
    runtime.clock.advance(seconds: 1)
    let again = try await runtime.signedIn()
    #expect(try await again.get("/collections").status == 200)
    runtime.far.say(.sessionEnded(runtime.session))
    let isOutAgain = try await eventually { try await again.get("/collections").status == 303 }
    #expect(isOutAgain)
    #expect(try await again.exchange(try runtime.pass()).status == 401)
    try await house.close()
  }

  @Test("Signing out needs the form's token and ends the session in this browser")
  func signOut() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    #expect(try await browser.post("/_freehold/sign-out", [("csrf", "x")]).status == 403)
    let csrf = try await house.fields("pay", browser).first { $0.0 == "csrf" }!
    let answer = try await browser.post("/_freehold/sign-out", [csrf])
    #expect(answer.status == 303 && answer.location == "http://control.test")
    #expect(try await browser.get("/collections").status == 303)
    try await house.close()
  }

  @Test(
    "Where a person goes back to never leaves the host", arguments: ["//evil.test", "/\\evil.test", "/a\tb", "/é", "x"])
  func returnPath(_ target: String) {
    #expect(!ReturnPath.isSafe(target))
    #expect(ReturnPath.isSafe("/collections?q.0=a%2Fb"))
  }
}
