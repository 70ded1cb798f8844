// The page of a release.

import Foundation
import Testing

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
}
