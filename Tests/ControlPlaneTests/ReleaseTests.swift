// The page of a release.

import Contract
import Foundation
import Testing
import Values

@testable import ControlPlane

@Suite("Releases")
struct ReleaseTests {
  @Test("A release's page says who published what and when, its digest, and how the runtimes took it")
  func page() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      try await owner.post("/w/home/apps/orders/releases", [("version", "1"), ("note", "the <first>")])
      try await owner.post("/w/home/apps/orders/versions", [("spec", "# two\n" + soundSpec), ("publish", "1")])
      let first = try await owner.get("/w/home/apps/orders/releases/1")
      #expect(first.text.contains("the &lt;first&gt;") && first.text.contains("Roll back to it"))
      #expect(first.text.contains("No runtime serves this workspace yet") && !first.text.contains("Changes since"))
      let second = try await owner.get("/w/home/apps/orders/releases/2")
      #expect(second.text.contains("Changes since release 1") && second.text.contains(">current</span>"))
      let digest = try #require(second.between("<dd><code>", "</code>"))
      #expect(digest.count == 64)
      #expect(
        try await owner.get("/w/home/apps/orders").text.contains("title=\"\(digest)\">\(digest.prefix(8))</code>"))
      for number in ["0", "3", "-1", "x"] {
        #expect(try await owner.get("/w/home/apps/orders/releases/\(number)").status == 404)
      }
    }
  }

  @Test("Until a runtime has the release, its page leads to the one thing that is missing, and Open stays quiet")
  func nextStep() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      func page() async throws -> String { try await owner.get("/w/home/apps/orders").text }
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      #expect(try await page().contains("<a href=\"/w/home/apps/orders/sources\">Set the secrets of its sources</a>"))
      try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
      #expect(try await page().contains("<a class=\"button\" href=\"/w/home/runtimes\">Add a runtime</a>"))
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      #expect(try await page().contains("Look again"))
      let release = try await runtime.release()
      func tell(_ kind: Report.Kind) async throws {
        _ = try await runtime.send("POST", "/runtime/v1/reports", [runtime.report(kind, release.workspace).json])
      }
      try await tell(.releaseFailed(release.id, element: nil, problem: .secretMissing, sqlState: nil))
      let failed = try await page()
      #expect(failed.contains("<a class=\"button\" href=\"/w/home/apps/orders/sources\">Set it under Sources</a>"))
      #expect(failed.contains("<a class=\"button plain\" href=\"/open/home/orders\">Open</a>"))
      #expect(!failed.contains("freehold-runtime"), "a page advises pages")
      #expect(failed.components(separatedBy: "/w/home/apps/orders/sources\"").count == 4, "head, notice, build log")
      let shown = try await owner.get("/w/home/apps/orders/releases/1").text
      #expect(shown.contains("<a href=\"/w/home/apps/orders/sources\">Set it under Sources</a>"))
      try await tell(.releasePrepared(release.id, milliseconds: 12))
      let taken = try await page()
      #expect(taken.contains("<a class=\"button\" href=\"/open/home/orders\">Open</a>"))
      #expect(!taken.contains("aria-label=\"Next step\""))
    }
  }

  @Test("The list of apps has one primary button: Open leads, and is no promise that a runtime has the app")
  func list() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      #expect(try await !owner.get("/w/home").text.contains(">Open</a>"))
      try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
      let page = try await owner.get("/w/home").text
      #expect(page.contains("<a class=\"button plain lead\" href=\"/open/home/orders\">Open</a>"))
      #expect(page.components(separatedBy: "class=\"button\"").count == 2, "a new app alone")
      let viewer = try await plane.member("viewer@example.org", as: "viewer", by: owner)
      #expect(
        try await viewer.get("/w/home").text.contains("\"button plain lead\" href=\"/open/home/orders\">Open</a>"))
    }
  }

  @Test("The newest version is published with a note in one step, an older one asks for a step more")
  func notes() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", "the <first>")])
      for number in 2...3 {
        try await owner.post(
          "/w/home/apps/orders/versions", [("spec", "# \(number)\n" + soundSpec), ("note", "no. \(number)")])
      }
      let page = try await owner.get("/w/home/apps/orders").text
      let form = "/w/home/apps/orders/releases\">"
      #expect(page.components(separatedBy: form).count == 4)
      let newest = "name=\"note\" maxlength=\"200\" placeholder=\"Note (optional)\" value=\"no. 3\"><button>Publish"
      #expect(page.contains(newest) && page.components(separatedBy: "<button>Publish").count == 2)
      #expect(page.contains("value=\"the &lt;first&gt;\"><button class=\"plain\">Publish"))
      #expect(page.components(separatedBy: "<summary class=\"button plain\">Publish").count == 3)
      let older = try await owner.get("/w/home/apps/orders?versions=3").text
      #expect(!older.contains("<button>Publish"))
      let done = try await owner.submit(
        "/w/home/apps/orders/releases", [("version", "2"), ("note", "what <everybody> waited for")])
      #expect(done.text.contains("<td>what &lt;everybody&gt; waited for</td>"))
    }
  }
}
