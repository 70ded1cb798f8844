// A form counts only when it stood on a page of ours, in this very session.

import ControlStore
import Identity
import Testing

@testable import ControlPlane

@Suite("Where a form came from")
struct FormTests {
  private func name(_ browser: Browser) async throws -> Bool {
    try await browser.get("/account").text.contains("value=\"Changed\"")
  }

  @Test("Without the session's token, with another's, or from another site it changes nothing")
  func refused() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let other = try await plane.person("other@example.org")
      let fields = [("name", "Changed")]
      let attempts: [(String, [(String, String)], [(String, String)])] = [
        ("no token", fields + [("csrf", "")], [("Sec-Fetch-Site", "same-origin")]),
        ("another session's token", fields + [("csrf", other.csrf ?? "")], [("Sec-Fetch-Site", "same-origin")]),
        ("another site", fields, [("Sec-Fetch-Site", "cross-site")]),
        ("a sister site", fields, [("Sec-Fetch-Site", "same-site")]),
        ("another origin", fields, [("Origin", "https://evil.example")]),
        ("a null origin", fields, [("Origin", "null")]),
        ("no origin", fields, []),
      ]
      for (what, fields, headers) in attempts {
        let answer = try await owner.post("/account/name", fields, headers: headers)
        #expect(answer.status == 403, "\(what)")
        #expect(answer.text.contains("form_expired"), "\(what)")
        #expect(try await !name(owner), "\(what)")
      }
      let own = [("Origin", plane.address)]
      #expect(try await owner.post("/account/name", fields, headers: own).status == 303)
      #expect(try await name(owner))
    }
  }

  @Test("Signing in needs a page of ours too: nobody is signed in by another site")
  func signIn() async throws {
    try await TestPlane.serving { plane in
      let token = freshToken()
      try await plane.store.createOwnerLink(
        secret: token.hash, lifetimeSeconds: 3600, request: freshRequest()
      ).get()
      let browser = Browser(plane)
      let forged = try await browser.post("/owner/\(token.text)", headers: [("Sec-Fetch-Site", "cross-site")])
      #expect(forged.status == 403 && browser.cookies.isEmpty)
      #expect(try await browser.post("/owner/\(token.text)").status == 303, "the link was not used up")
    }
  }

  @Test("What was typed before a session ended is shown again, and counts once it is sent by who signed in since")
  func kept() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let same = [("Sec-Fetch-Site", "same-origin")]
      let spec = "app: <orders>\ntitle: \"Long & careful\"\n"
      let fields = [("spec", spec), ("note", "half an hour's work"), ("csrf", owner.csrf ?? "")]
      let gone = Browser(plane)
      let answer = try await gone.post("/w/home/apps", fields, headers: same)
      #expect(answer.status == 401)
      #expect(answer.text.contains("app: &lt;orders&gt;\ntitle: &quot;Long &amp; careful&quot;\n</textarea>"))
      #expect(answer.text.contains("half an hour&#39;s work") && answer.text.contains("not_signed_in"))
      #expect(answer.csrf == nil)
      let foreign = try await gone.post("/w/home/apps", fields, headers: [("Sec-Fetch-Site", "cross-site")])
      #expect(foreign.status == 401 && !foreign.text.contains("careful"))
      let again = try await plane.owner()
      let late = try await again.post("/account/name", [("name", "Changed"), ("csrf", "")], headers: same)
      #expect(late.status == 403)
      #expect(try await !name(again))
      let token = try #require(late.csrf)
      #expect(
        try await again.post("/account/name", [("name", "Changed"), ("csrf", token)], headers: same).status == 303)
      #expect(try await name(again))
    }
  }

  @Test("Broken encodings, other types and cut-off bodies are refused clearly")
  func malformed() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let same = ("Sec-Fetch-Site", "same-origin")
      let form = ("Content-Type", "application/x-www-form-urlencoded")
      let broken = try await owner.send("POST", "/account/name", headers: [same, form], body: "name=%ZZ")
      #expect(broken.status == 400 && broken.text.contains("malformed_request"))
      let invalid = try await owner.send("POST", "/account/name", headers: [same, form], body: "name=%FF%FE")
      #expect(invalid.status == 400)
      let json = try await owner.send(
        "POST", "/account/name", headers: [same, ("Content-Type", "application/json")], body: "{}")
      #expect(json.status == 415)
      let large = String(repeating: "x", count: 5 << 20)
      let tooLarge = try await owner.post("/w/home/apps", [("spec", large)])
      #expect(tooLarge.status == 413 && tooLarge.text.contains("Nothing was changed"))
    }
  }
}
