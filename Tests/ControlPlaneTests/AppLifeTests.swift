// An app in the console from its first text to its end.

import Foundation
import Testing

@testable import ControlPlane

@Suite("The life of an app")
struct AppLifeTests {
  @Test("The example is the sample company's app, to the byte")
  func example() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Examples/collections.yaml")
    #expect(try String(contentsOf: file, encoding: .utf8) == ExampleSpec.text)
  }

  @Test("A new app begins blank or as the example, under a name that is free")
  func beginnings() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      #expect(try await owner.get("/w/home/new-app").text.contains("app: hello\n"))
      let example = try await owner.get("/w/home/new-app?from=example")
      #expect(example.text.contains("app: collections\n"))
      try await owner.post("/w/home/apps", [("spec", StarterSpec.text)])
      #expect(try await owner.get("/w/home/new-app?from=blank").text.contains("app: hello_2\n"))
    }
  }

  @Test("A new title is a version whose spec differs in one line; the list shows it")
  func renaming() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      let page = try await owner.submit("/w/home/apps/orders/title", [("title", "Orders: “new” & old")])
      #expect(page.text.contains("Renamed from Orders"))
      #expect(try await owner.get("/w/home").text.contains("Orders: “new” &amp; old"))
      let spec = try await owner.get("/w/home/apps/orders/spec")
      #expect(spec.text.contains("\ntitle: &quot;Orders: “new” &amp; old&quot;\nsources:"))
      #expect(try await owner.post("/w/home/apps/orders/title", [("title", " ")]).status == 422)
    }
  }

  @Test("Deleting asks first; the app is gone for everybody, is offered again, and comes back")
  func deleting() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
      let question = try await owner.get("/w/home/apps/orders/deletion")
      #expect(question.text.contains("Delete Orders?") && question.text.contains("Release 1 stops at once"))
      let list = try await owner.submit("/w/home/apps/orders/deletion")
      #expect(list.text.contains("No apps yet") && list.text.contains("Deleted apps"))
      #expect(list.text.contains("Restore<span class=\"skip\"> Orders</span>"))
      for path in ["/w/home/apps/orders", "/w/home/apps/orders/spec", "/open/home/orders"] {
        #expect(try await owner.get(path).status == 404)
      }
      #expect(try await owner.post("/w/home/apps", [("spec", soundSpec)]).text.contains("can still be restored"))
      let viewer = try await plane.member("viewer@example.org", as: "viewer", by: owner)
      #expect(!(try await viewer.get("/w/home").text.contains("Orders")))
      #expect(try await viewer.post("/w/home/deleted-apps/orders/restoration").status == 404)
      try await owner.get("/w/home")
      let back = try await owner.submit("/w/home/deleted-apps/orders/restoration")
      #expect(back.status == 200 && back.text.contains("The app is back"))
    }
  }
}
