// Hostile text in every field: it stays text.

import Contract
import Foundation
import NIOHTTP1
import Testing
import Values

@testable import ControlPlane

@Suite("Hostile text")
struct InjectionTests {
  static let battery = [
    "'; drop table accounts; --", "\" onmouseover=\"alert(1)", "<script>alert('fh')</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "{{constructor}}", "${7*7}", "%00", "\u{0}", "\u{202E}gnirts", "a\r\nSet-Cookie: x=y", "../../etc/passwd",
    String(repeating: "ä", count: 3000), "\\x27 or 1=1", "$1", "1) or (1=1", "\u{1F4A9}", "' || pg_sleep(5) || '",
  ]

  @Test("In every text field it is refused or kept as text, never run, never a failure of ours", arguments: battery)
  func fields(_ text: String) async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", text)])
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      let posts: [(String, [(String, String)])] = [
        ("/account/name", [("name", text)]), ("/workspaces", [("title", text), ("slug", text)]),
        ("/workspaces", [("title", text), ("slug", "other")]), ("/sign-in", [("email", text)]),
        ("/w/home/apps", [("spec", text), ("note", text)]),
        ("/w/home/apps/orders/versions", [("spec", soundSpec.replacing("Orders", with: text)), ("note", text)]),
        ("/w/home/apps/orders/releases", [("version", "1"), ("note", text)]),
        ("/w/home/apps/orders/releases", [("version", text)]),
        ("/w/home/invitations", [("email", text), ("role", "member")]),
        ("/w/home/invitations", [("email", "a@example.org"), ("role", text)]),
        ("/w/home/runtimes", [("title", text)]), ("/w/home/audit/exports", [("format", text)]),
        ("/tool", [("code", text)]), ("/installation/sign-up", [("sign-up", text)]),
      ]
      for (path, fields) in posts {
        let answer = try await owner.post(path, fields)
        try check(answer, text, "POST \(path)")
      }
      let encoded = Browser.encode(text)
      let pages = [
        "/account", "/w/home", "/w/home/apps/orders", "/w/home/members", "/w/home/runtimes", "/w/home/audit", "/outbox",
        "/w/home?done=\(encoded)", "/w/home/audit?event=\(encoded)", "/w/home/audit?from=\(encoded)",
        "/w/home/audit?before=\(encoded)", "/w/home/apps/orders/spec?version=\(encoded)",
        "/w/home/apps/orders/compare?from=\(encoded)&to=1", "/tool?code=\(encoded)",
        "/w/\(encoded)", "/w/home/apps/\(encoded)", "/open/home/\(encoded)", "/sign-in/\(encoded)",
        "/invitations/\(encoded)",
      ]
      for path in pages { try check(try await owner.get(path), text, "GET \(path.prefix(40))") }
      try await stands(plane, owner)
    }
  }

  private func check(_ answer: Answer, _ text: String, _ what: String) throws {
    #expect(answer.status < 500, "\(what)")
    for mark in ["<script>alert", "onmouseover=\"alert", "<img src=x"] {
      #expect(!answer.text.contains(mark), "\(what)")
    }
    #expect(answer.headers.first(name: "Set-Cookie")?.hasPrefix("x=") != true, "\(what)")
  }

  /// All is as before, and nothing of the attempts is in the log.
  private func stands(_ plane: TestPlane, _ owner: Browser) async throws {
    #expect(try await owner.get("/w/home").text.contains("orders"))
    #expect(!plane.log.text.contains("drop table") && !plane.log.text.contains("passwd"))
  }

  @Test("Interpolated text is escaped, literals are markup", arguments: [true])
  func escaping(_ isMine: Bool) {
    let name = "<b> & \"x\" 'y'\u{0}"
    let html: HTML = "<p title=\"\(name)\">\(name)\(isMine ? "<i>mine</i>" : "")</p>"
    let safe = "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;\u{FFFD}"
    #expect(String(decoding: html.bytes, as: UTF8.self) == "<p title=\"\(safe)\">\(safe)<i>mine</i></p>")
  }
}
