// What the workbench asks for while somebody types, and what saving says.

import Contract
import ControlStore
import Foundation
import ServerKit
import Testing
import Values

@testable import ControlPlane

@Suite("The spec's workbench")
struct WorkbenchTests {
  private func app(_ plane: TestPlane) async throws -> Browser {
    let owner = try await plane.owner()
    try await owner.post("/w/home/apps", [("spec", soundSpec)])
    return owner
  }

  @Test("A text is checked without being kept: findings as JSON, or none")
  func checking() async throws {
    try await TestPlane.serving { plane in
      let owner = try await app(plane)
      let sound = try await owner.post("/w/home/spec-checks", [("spec", soundSpec)]).json
      #expect(sound["sound"] == .bool(true))
      let wrong = try await owner.post(
        "/w/home/spec-checks", [("spec", soundSpec.replacing("title: Orders\n", with: "titel: Orders\r\n"))]
      ).json
      #expect(wrong["sound"] == .bool(false))
      let finding = try #require(wrong["findings"]?.array?.first)
      #expect(finding["line"] == .integer(2) && finding["column"] == .integer(1))
      let large = String(repeating: "#", count: ControlStore.largestSpec + 1)
      #expect(try await owner.post("/w/home/spec-checks", [("spec", large)]).status == 422)
    }
  }

  @Test("A draft is kept, told of, offered, gone on with and discarded")
  func drafts() async throws {
    try await TestPlane.serving { plane in
      let owner = try await app(plane)
      let draft = "# mine\n" + soundSpec
      let kept = try await owner.post(
        "/w/home/apps/orders/draft", [("spec", draft), ("note", "why"), ("base", "1")]
      ).json
      #expect(kept["newest"]?["number"] == .integer(1) && kept["newest"]?["own"] == .bool(true))
      let page = try await owner.get("/w/home/apps/orders/spec")
      #expect(page.text.contains("You have unsaved changes of") && !page.text.contains("# mine"))
      let mine = try await owner.get("/w/home/apps/orders/spec?draft")
      #expect(mine.text.contains("# mine") && mine.text.contains("value=\"why\"") && mine.text.contains("Not saved"))
      let eva = try await plane.member("eva@example.org", as: "builder", by: owner)
      let seen = try await eva.get("/w/home/apps/orders/spec")
      #expect(
        seen.text.contains("<li>\(ownerAddress) is editing too, since") && !seen.text.contains("unsaved changes of"))
      #expect(!(try await eva.get("/w/home/apps/orders/spec?draft").text.contains("# mine")))
      plane.clock.advance(seconds: 300)
      let standing = try await eva.get("/w/home/apps/orders/draft").json
      #expect(standing["others"]?.array?.first?.string?.hasPrefix("\(ownerAddress) has unsaved changes of") == true)
      try await owner.get("/w/home/apps/orders/spec")
      let gone = try await owner.submit("/w/home/apps/orders/draft/removal")
      #expect(gone.text.contains("The unsaved text is gone") && !gone.text.contains("You have unsaved changes"))
    }
  }

  @Test("Saving over a newer version is refused, with both texts on the page; the second time it is meant")
  func conflict() async throws {
    try await TestPlane.serving { plane in
      let owner = try await app(plane)
      let eva = try await plane.member("eva@example.org", as: "builder", by: owner)
      try await eva.post("/w/home/apps/orders/versions", [("spec", "# hers\n" + soundSpec), ("base", "1")])
      try await owner.get("/w/home")
      let mine = "# mine\n" + soundSpec
      let refused = try await owner.post(
        "/w/home/apps/orders/versions", [("spec", mine), ("base", "1"), ("note", "mine too")])
      #expect(refused.status == 409)
      #expect(refused.text.contains("Not saved: version 2 is newer") && refused.text.contains("eva@example.org"))
      #expect(refused.text.contains("\n# mine\napp: orders") && refused.text.contains("</span></td><td># hers</td>"))
      #expect(refused.text.contains("name=\"base\" value=\"2\"") && refused.text.contains("value=\"mine too\""))
      let saved = try await owner.submit("/w/home/apps/orders/versions", [("spec", mine), ("base", "2")])
      #expect(saved.text.contains("The version is saved"))
    }
  }

  @Test("Saved and published in one step")
  func publishing() async throws {
    try await TestPlane.serving { plane in
      let owner = try await app(plane)
      let done = try await owner.submit(
        "/w/home/apps/orders/versions",
        [("spec", "# two\n" + soundSpec), ("base", "1"), ("note", "now"), ("publish", "1")])
      #expect(done.text.contains("release 1 is published") && done.text.contains("<td>now</td>"))
    }
  }

  @Test("The text area is there with and without the editor's files; the page names them where they are all there")
  func files() async throws {
    try await TestPlane.serving { plane in
      let owner = try await app(plane)
      let plain = try await owner.get("/w/home/apps/orders/spec")
      // Where `Scripts/workbench` has run, this program finds its files, too.
      #expect(plain.text.contains("workbench.js") == (plane.plane.workbench != nil))
      #expect(plain.text.contains("<textarea class=\"spec\""))
    }
    let files = ["workbench.js", "workbench.css", "redactor.wasm"].map {
      StudioFiles.File(name: $0, bytes: [32], brotli: nil)
    }
    #expect(Workbench(StudioFiles([files[0]])) == nil && Workbench(StudioFiles([files[0], files[1]])) == nil)
    let workbench = try #require(Workbench(StudioFiles(files)))
    #expect(workbench.script.hasPrefix("/workbench/") && workbench.schema.hasSuffix("/app-spec.json"))
    #expect(workbench.redactor.hasSuffix("/redactor.wasm"))
  }
}
