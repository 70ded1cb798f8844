// The workspace's settings, as an administrator and as somebody who would like to be one.

import Contract
import Foundation
import Testing

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
      #expect(set.text.contains("\n--accent: #7a2e0e;\n</textarea>") && !set.text.contains("for-the-brand"))
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
        events.contains { if case .theme(_, "--accent: #7a2e0e;\n") = $0.kind { true } else { false } }
      }
      #expect(!told.isEmpty)
      let trail = try await owner.get("/w/home/audit?event=theme_changed")
      #expect(trail.text.components(separatedBy: "<summary>theme changed</summary>").count == 2)
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
