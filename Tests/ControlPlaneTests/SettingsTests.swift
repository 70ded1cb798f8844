// The workspace's settings, as an administrator and as somebody who would like to be one.

import Contract
import Foundation
import NIOHTTP1
import ServerKit
import Synchronization
import Testing
import Values

@testable import ControlPlane

@Suite("Settings of a workspace")
struct SettingsTests {
  @Test("A new title stands everywhere at once; one that is none comes back with what was typed")
  func title() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/settings")
      let page = try await owner.submit("/w/home/settings/title", [("title", "Acme & Sons")])
      #expect(page.status == 200 && page.text.contains("value=\"Acme &amp; Sons\"") && page.text.contains("Changed."))
      #expect(page.text.contains("href=\"/w/home\">Acme &amp; Sons</a>"))
      let refused = try await owner.post("/w/home/settings/title", [("title", "two\nlines")])
      #expect(refused.status == 422 && refused.text.contains("A title is one line"))
    }
  }

  @Test("A theme is kept in its own form and told to the runtimes; a hostile or unreadable one changes nothing")
  func theme() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      try await owner.get("/w/home/settings")
      let set = try await owner.submit("/w/home/settings/theme", [("theme", "/* for-the-brand */ --accent:#7A2E0E")])
      #expect(set.text.contains("name=\"accent\" value=\"#7a2e0e\"") && !set.text.contains("for-the-brand"))
      for (bad, says) in [
        ("--accent: url(https://evil.example)", "--accent is a colour"),
        ("body{display:none}", "Only custom properties"),
        ("--accent: #ffffee;", "cannot be read on"), ("--accent:#111111}</style><script>", "Line 1"),
      ] {
        let refused = try await owner.post("/w/home/settings/theme", [("theme", bad)])
        #expect(refused.status == 422 && refused.text.contains(says), "\(bad)")
        #expect(!refused.text.contains("</style><script>"))
      }
      let told = try await runtime.events { events in
        events.contains { if case .settings(_, .init(theme: "--accent: #7a2e0e;\n")) = $0.kind { true } else { false } }
      }
      #expect(!told.isEmpty)
      let trail = try await owner.get("/w/home/audit?event=theme_changed")
      #expect(trail.text.components(separatedBy: "<summary>theme changed</summary>").count == 2)
    }
  }

  @Test("Fields and text are one theme; a mistake is told at its line of the text, and the fields keep what was chosen")
  func fields() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/settings")
      let fields = [("accent", "#7a2e0e"), ("dark-accent", "#f0a580"), ("radius", "4px"), ("font", "Georgia, serif")]
      let set = try await owner.submit("/w/home/settings/theme", fields + [("theme", "--gap: 20px;")])
      for part in [
        "name=\"accent\" value=\"#7a2e0e\"", "name=\"dark-accent\" value=\"#f0a580\"", "value=\"4px\" selected",
        "value=\"Georgia, serif\" selected", "\n--gap: 20px;\n</textarea>",
      ] { #expect(set.text.contains(part), "\(part)") }
      let refused = try await owner.post("/w/home/settings/theme", fields + [("theme", "\n--gap: wide;")])
      #expect(refused.status == 422 && refused.text.contains("Line 2:") && refused.text.contains("value=\"#7a2e0e\""))
    }
  }

  @Test("A logo is a PNG; what is none is refused")
  func logo() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/settings")
      let picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ_pLvAAAAAElFTkSuQmCC"
      let set = try await owner.submit("/w/home/settings/logo", [("logo", picture)])
      #expect(set.text.contains("/w/home/settings/logo\" alt="))
      #expect(try await owner.get("/w/home/settings/logo").headers.first(name: "Content-Type") == "image/png")
      #expect(try await owner.post("/w/home/settings/logo", [("logo", "PHN2Zz4")]).status == 422)
      #expect(try await owner.get("/w/home/settings/logo").status == 200)
      try await owner.post("/w/home/settings/logo", [])
      #expect(try await owner.get("/w/home/settings/logo").status == 204)
    }
  }

  @Test("A domain is taken once its DNS leads to the workspace's host; then passes are for it")
  func domain() async throws {
    let answers: [String: String] = [
      "apps.customer.example": "home.apps.localhost", "other.example": "a.apps.localhost",
    ]
    try await TestPlane.serving(change: { $0.canonicalName = { answers[$0] } }) { plane in
      let owner = try await plane.owner()
      _ = try await TestRuntime.enrol(plane, by: owner)
      let form = try await owner.get("/w/home/settings")
      #expect(form.text.contains("CNAME  home.apps.localhost."))
      for bad in [
        "other.example", "unknown.example", "localhost", "10.0.0.1", "x.apps.localhost", "a b.example", "[::1]",
        "apps.customer.example:80", "-a.example", "http://apps.customer.example",
      ] {
        let refused = try await owner.post("/w/home/settings/domain", [("domain", bad)])
        #expect(refused.status == 422, "\(bad)")
      }
      let set = try await owner.submit("/w/home/settings/domain", [("domain", "Apps.Customer.Example")])
      #expect(set.text.contains("The apps are at that host now."))
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      let open = try await owner.get("/open/home/orders")
      #expect(open.text.contains("action=\"http://apps.customer.example:8081/_freehold/pass\""))
      _ = try await owner.submit("/w/home/settings/domain", [("domain", "")])
      #expect(try await owner.get("/open/home/orders").text.contains("http://home.apps.localhost:8081/_freehold/pass"))
    }
  }

  @Test("A domain whose DNS moved away is shown as lost, found again, and released after two weeks")
  func lostDomain() async throws {
    let leads = Mutex<String?>("home.apps.localhost")
    try await TestPlane.serving(change: { $0.canonicalName = { _ in leads.withLock { $0 } } }) { plane in
      let owner = try await plane.owner()
      _ = try await TestRuntime.enrol(plane, by: owner)
      try await owner.get("/w/home/settings")
      _ = try await owner.submit("/w/home/settings/domain", [("domain", "apps.customer.example")])
      func look() async throws -> String {
        try await plane.plane.domainWatch.look(request: .random(milliseconds: plane.clock.clock.milliseconds()))
        return try await owner.get("/w/home/settings").text
      }
      #expect(try await !look().contains("no longer leads to"))
      leads.withLock { $0 = "elsewhere.example" }
      #expect(try await look().contains("the DNS of apps.customer.example no longer leads to home.apps.localhost"))
      leads.withLock { $0 = "home.apps.localhost" }
      #expect(try await !look().contains("no longer leads to"))
      leads.withLock { $0 = nil }
      #expect(try await look().contains("no longer leads to"))
      plane.clock.advance(seconds: 13 * 86_400)
      #expect(try await look().contains("no longer leads to"))
      plane.clock.advance(seconds: 86_400)
      let released = try await look()
      #expect(!released.contains("no longer leads to") && !released.contains("value=\"apps.customer.example\""))
      let audit = try await owner.get("/w/home/audit").text
      for event in ["domain lost", "domain found"] { #expect(audit.lowercased().contains(event), "\(event)") }
      #expect(plane.log.text.contains("a workspace's domain was released"))
    }
  }

  @Test("Members and builders have no settings")
  func others() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let builder = try await plane.member("b@example.org", as: "builder", by: owner)
      #expect(try await builder.get("/w/home/settings").status == 404)
      #expect(try await builder.post("/w/home/settings/theme", [("theme", "")]).status == 404)
      #expect(try await builder.post("/w/home/settings/title", [("title", "Mine")]).status == 404)
    }
  }
}
