// Getting in and being put out.

import Contract
import Foundation
import NIOHTTP1
import Testing
import Values
import Workspaces

@testable import ControlPlane

@Suite("Signing in")
struct SignInTests {
  @Test("A link in a mail makes an account with a workspace of its own, once")
  func signUp() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      let sent = try await browser.post("/sign-in", [("email", " New.Person@Example.org ")])
      #expect(sent.status == 200 && sent.text.contains("Look into your mail"))
      let link = try #require(try await plane.linkMailed(to: "new.person@example.org"))
      let shown = try await browser.get(link)
      #expect(shown.text.contains("Create your account"))
      #expect(try await browser.get(link).status == 200, "looking does not use it up")
      #expect(try await browser.post(link).status == 303)
      let start = try await browser.get("/")
      #expect(start.location?.hasPrefix("/w/") == true)
      let again = try await Browser(plane).post(link)
      #expect(again.status == 410 && again.text.contains("link_expired"))
      #expect(try await Browser(plane).get(link).status == 410)
    }
  }

  @Test("A link is over after a quarter of an hour")
  func expiry() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      try await browser.post("/sign-in", [("email", "late@example.org")])
      let link = try #require(try await plane.linkMailed(to: "late@example.org"))
      try await plane.asSuperuser("update freehold.sign_in_links set expires_at = now() - interval '1 second'")
      #expect(try await browser.post(link).status == 410)
    }
  }

  @Test("A closed installation answers a stranger the same, and sends nothing")
  func closed() async throws {
    try await TestPlane.serving(isOpen: false) { plane in
      let stranger = try await Browser(plane).post("/sign-in", [("email", "stranger@example.org")])
      let owner = try await Browser(plane).post("/sign-in", [("email", ownerAddress)])
      #expect(stranger.status == 200 && owner.status == 200)
      #expect(
        stranger.between("<main", "</main>")?.replacingOccurrences(of: "stranger@example.org", with: "")
          == owner.between("<main", "</main>")?.replacingOccurrences(of: ownerAddress, with: ""))
      #expect(try await plane.linkMailed(to: "stranger@example.org") == nil)
      #expect(try await plane.linkMailed(to: ownerAddress) != nil)
    }
  }

  @Test("Sign-in is limited for an address and for a caller")
  func limits() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      var statuses: [Int] = []
      for _ in 0..<7 { statuses.append(try await browser.post("/sign-in", [("email", "one@example.org")]).status) }
      #expect(statuses.prefix(5).allSatisfy { $0 == 200 })
      let refused = try await browser.post("/sign-in", [("email", "one@example.org")])
      #expect(refused.status == 429)
      #expect(refused.headers.first(name: "Retry-After") == "600")
      for number in 0..<20 { _ = try await browser.post("/sign-in", [("email", "n\(number)@example.org")]) }
      #expect(try await browser.post("/sign-in", [("email", "fresh@example.org")]).status == 429)
    }
  }

  @Test("Behind a proxy of ours the limit counts whom the proxy names; from others that name is not believed")
  func limitsBehindProxy() async throws {
    @Sendable func statuses(_ plane: TestPlane) async throws -> [Int] {
      var statuses: [Int] = []
      for number in 0..<22 {
        let headers = [("Sec-Fetch-Site", "same-origin"), ("X-Forwarded-For", "203.0.113.9, 198.51.100.\(number)")]
        let fields = [("email", "p\(number)@example.org")]
        statuses.append(try await Browser(plane).post("/sign-in", fields, headers: headers).status)
      }
      return statuses
    }
    try await TestPlane.serving(change: { $0.trustedProxies = ["127.0.0.1"] }) { plane in
      let all = try await statuses(plane)
      #expect(Set(all) == [200])
    }
    try await TestPlane.serving { plane in
      let all = try await statuses(plane)
      #expect(all.suffix(2) == [429, 429])
    }
  }

  @Test("What is no address is said at its field, with what was typed")
  func badAddress() async throws {
    try await TestPlane.serving { plane in
      for typed in ["", "nobody", "a@b@c", "a b@example.org", "a@example.org\r\nBcc: x@example.org"] {
        let answer = try await Browser(plane).post("/sign-in", [("email", typed)])
        #expect(answer.status == 422 && answer.text.contains("aria-invalid"), "\(typed)")
      }
    }
  }

  @Test("After signing in the page that was wanted comes, and never another host's")
  func nextPage() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      #expect(try await browser.get("/account").location == "/sign-in")
      try await browser.post("/sign-in", [("email", "p@example.org")])
      let link = try #require(try await plane.linkMailed(to: "p@example.org"))
      #expect(try await browser.post(link).location == "/account")
      for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=y"] {
        let other = Browser(plane)
        other.setCookie("freehold_next", Base64URL.encode(Array(evil.utf8)))
        try await other.post("/sign-in", [("email", "p@example.org")])
        let link = try #require(try await plane.linkMailed(to: "p@example.org"))
        #expect(try await other.post(link).location == "/", "\(evil)")
      }
    }
  }

  @Test("Signing out, and ending a session elsewhere, ends it at once; the runtimes hear of it")
  func ending() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      let start = try await runtime.events { !$0.isEmpty }
      #expect(!start.isEmpty)
      let elsewhere = try await plane.owner()
      let page = try await owner.get("/account")
      let path = try #require(page.between("action=\"/account/sessions/", "\""))
      #expect(try await owner.post("/account/sessions/\(path)").status == 303)
      #expect(try await elsewhere.get("/account").location == "/sign-in")
      let events = try await runtime.events(after: 1) { events in
        events.contains { if case .sessionEnded = $0.kind { true } else { false } }
      }
      #expect(events.contains { if case .sessionEnded = $0.kind { true } else { false } })
      #expect(try await owner.post("/sign-out").location == "/sign-in")
      #expect(try await owner.get("/account").location == "/sign-in")
    }
  }

  @Test("A session gets a new secret once a day, and the old one stops")
  func rotation() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let before = owner.cookies
      plane.clock.advance(seconds: 86_401)
      let stale = Browser(plane)
      for (name, value) in before { stale.setCookie(name, value) }
      #expect(try await owner.get("/account").status == 200)
      #expect(owner.cookies != before)
      #expect(try await owner.get("/account").status == 200)
      #expect(try await stale.get("/account").location == "/sign-in")
    }
  }

  @Test("A changed cookie is no session")
  func forgedCookie() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let (name, value) = try #require(owner.cookies.first)
      // One in 256 ends so already.
      let end = value.hasSuffix("AA") ? "QQ" : "AA"
      for forged in [String(value.dropLast(2)) + end, "", "x", value + value, String(value.reversed())] {
        let thief = Browser(plane)
        thief.setCookie(name, forged)
        #expect(try await thief.get("/account").location == "/sign-in")
      }
    }
  }
}
