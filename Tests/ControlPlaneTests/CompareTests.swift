// What changed between two versions, and the way back.

import Foundation
import Testing

@testable import ControlPlane

@Suite("Comparing versions and rolling back")
struct CompareTests {
  private let opened = soundSpec.replacing(
    "title: Open orders\n    roles: [member,", with: "title: Open orders\n    roles: [viewer, member,")

  private func published(_ plane: TestPlane) async throws -> Browser {
    let owner = try await plane.owner()
    try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", "first")])
    try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
    try await owner.post("/w/home/apps/orders/versions", [("spec", opened), ("note", "for <viewers>")])
    return owner
  }

  @Test("Who can see more stands there in sentences, what was typed line by line")
  func changes() async throws {
    try await TestPlane.serving { plane in
      let owner = try await published(plane)
      let app = try await owner.get("/w/home/apps/orders")
      #expect(app.text.contains("/w/home/apps/orders/compare?from=1&amp;to=2"))
      let page = try await owner.get("/w/home/apps/orders/compare")
      #expect(page.status == 200)
      #expect(page.text.contains("<code>viewer</code> can now open the page <code>/</code>"))
      #expect(
        page.text.contains(
          "<code>viewer</code> can now read <code>open_orders</code>: <code>customer</code>, <code>id</code>, "
            + "<code>total</code>"))
      #expect(page.text.contains("can now export <code>open_orders</code>"))
      #expect(!page.text.contains("Less access") && !page.text.contains("something else"))
      #expect(page.text.contains("for &lt;viewers&gt;"))
      #expect(page.text.contains("<tr class=\"added\">") && page.text.contains("roles: [viewer, member,"))
      let back = try await owner.get("/w/home/apps/orders/compare?from=2&to=1")
      #expect(back.text.contains("<code>viewer</code> can no longer open the page <code>/</code>"))
    }
  }

  @Test("A query's new text is told by what it returns and names now, and leads to its lines")
  func query() async throws {
    try await TestPlane.serving { plane in
      let owner = try await published(plane)
      let wider = opened.replacing("select id, customer, total from", with: "select id, customer, total, email from")
      try await owner.post("/w/home/apps/orders/versions", [("spec", wider)])
      let page = try await owner.get("/w/home/apps/orders/compare?from=2&to=3").text
      #expect(page.contains("can now read <code>open_orders</code>: <code>email</code>"))
      #expect(
        page.contains(
          "The query <code>open_orders</code> has a new text: it also returns <code>email</code>. "
            + "<a href=\"#change-1\">Its lines</a>"))
      #expect(page.contains("<tbody id=\"change-1\">"))
      let back = try await owner.get("/w/home/apps/orders/compare?from=3&to=2").text
      #expect(back.contains("has a new text: it no longer returns <code>email</code>."))
      let elsewhere = opened.replacing(
        "shop: { kind: postgres, secret: shop-database }",
        with: "shop: { kind: postgres, secret: shop-database }\n  old: { kind: postgres, secret: old-database }"
      ).replacing("source: shop", with: "source: old")
      try await owner.post("/w/home/apps/orders/versions", [("spec", elsewhere)])
      let moved = try await owner.get("/w/home/apps/orders/compare?from=2&to=4").text
      #expect(moved.contains("asks the source <code>old</code> instead of <code>shop</code></li>"))
    }
  }

  @Test("The same version, versions that there are not, and no numbers", arguments: ["2", "99", "-1", "x", ""])
  func others(_ to: String) async throws {
    try await TestPlane.serving { plane in
      let owner = try await published(plane)
      let page = try await owner.get("/w/home/apps/orders/compare?from=2&to=\(to)")
      #expect(page.status == (to == "2" ? 200 : 404))
      if to == "2" { #expect(page.text.contains("Nobody can see or do more or less")) }
    }
  }

  @Test("Rolling back publishes the old version as a new release and says so")
  func rollBack() async throws {
    try await TestPlane.serving { plane in
      let owner = try await published(plane)
      try await owner.post("/w/home/apps/orders/releases", [("version", "2")])
      let page = try await owner.get("/w/home/apps/orders")
      #expect(page.text.contains("Roll back<span class=\"skip\"> to release 1</span>"))
      let done = try await owner.submit(
        "/w/home/apps/orders/releases", [("version", "1"), ("note", "Back to release 1")])
      #expect(done.text.contains("release 3 is published") && done.text.contains("Back to release 1"))
    }
  }
}
