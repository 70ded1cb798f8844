// What the workbench's frame is given: the step to the runtime, or why there is none.

import AppSpec
import Contract
import Foundation
import NIOHTTP1
import ServerKit
import Testing
import Values

@testable import ControlPlane

@Suite("Previewing a draft")
struct PreviewTests {
  private let typed = soundSpec.replacing("title: Open orders", with: "title: Being written")

  private func made(_ plane: TestPlane) async throws -> Browser {
    let owner = try await plane.owner()
    try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", "")])
    return owner
  }

  @Test("The draft goes to the workspace's runtime, signed for whoever writes it and for previews only")
  func forwarded() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      let frame = try await owner.post("/preview/home/orders", [("spec", typed), ("role", "viewer")])
      #expect(frame.status == 200)
      let policy = frame.headers.first(name: "Content-Security-Policy") ?? ""
      #expect(policy.contains("form-action 'self' http://home.apps.localhost:8081;"))
      #expect(policy.contains("frame-ancestors 'self';") && frame.headers.first(name: "X-Frame-Options") == nil)
      #expect(frame.text.contains("action=\"http://home.apps.localhost:8081/_freehold/preview\""))

      let token = try #require(frame.between("name=\"pass\" value=\"", "\""))
      let verified = Pass.verify(
        token, by: runtime.controlKey, host: "home.apps.localhost:8081", purpose: .preview, now: plane.clock.clock.now()
      )
      let pass = try verified.get()
      #expect(pass.role == .viewer)
      let text = try #require(frame.between("name=\"draft\" value=\"", "\"")).replacing("&quot;", with: "\"")
      let draft = try #require(
        SignedDraft(text)?.verified(
          by: runtime.controlKey, workspace: pass.workspace, account: pass.account, now: plane.clock.clock.now()))
      #expect(draft.spec == Array(typed.utf8))
      // It was saved nowhere.
      #expect(try await !owner.get("/w/home/apps/orders/spec").text.contains("Being written"))
    }
  }

  @Test("An app that is not saved yet is shown too, signed as such, and the trail has it once")
  func unsaved() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/new-app")
      #expect(try await owner.post("/preview/home", [("spec", typed)]).status == 503)
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      let page = try await owner.get("/w/home/new-app")
      #expect(page.text.contains("formaction=\"/preview/home\"") && page.text.contains("data-action=\"/preview/home\""))
      let policy = page.headers.first(name: "Content-Security-Policy") ?? ""
      #expect(policy.contains("frame-src http://home.apps.localhost:8081;"))
      let frame = try await owner.post("/preview/home", [("spec", typed)])
      #expect(frame.status == 200)
      let now = plane.clock.clock.now()
      let token = try #require(frame.between("name=\"pass\" value=\"", "\""))
      let pass = try Pass.verify(
        token, by: runtime.controlKey, host: "home.apps.localhost:8081", purpose: .preview, now: now
      ).get()
      let text = try #require(frame.between("name=\"draft\" value=\"", "\"")).replacing("&quot;", with: "\"")
      let draft = try #require(
        SignedDraft(text)?.verified(by: runtime.controlKey, workspace: pass.workspace, account: pass.account, now: now))
      #expect(draft.app == nil && draft.spec == Array(typed.utf8))
      #expect(try await owner.post("/preview/home", [("spec", typed + "\ntitel: x")]).status == 422)
      #expect(try await owner.post("/preview/home", [("spec", typed)]).status == 200)
      let trail = try await owner.get("/w/home/audit?event=draft_previewed").text
      #expect(trail.components(separatedBy: "<summary>draft previewed</summary>").count == 2)
      let member = try await plane.member("mia@example.com", as: "member", by: owner)
      try await member.get("/w/home")
      #expect(try await member.post("/preview/home", [("spec", typed)]).status == 404)
    }
  }

  @Test("A pause in typing is one event of the audit trail in a quarter of an hour")
  func noted() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      _ = try await TestRuntime.enrol(plane, by: owner)
      for _ in 0..<3 { #expect(try await owner.post("/preview/home/orders", [("spec", typed)]).status == 200) }
      let trail = try await owner.get("/w/home/audit?event=draft_previewed").text
      #expect(trail.components(separatedBy: "<summary>draft previewed</summary>").count == 2)
    }
  }

  @Test("What is wrong with the draft is said in the frame, and nothing is signed")
  func findings() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      _ = try await TestRuntime.enrol(plane, by: owner)
      for spec in [
        typed.replacing("title: Being", with: "titel: Being"), typed.replacing("app: orders", with: "app: x"),
      ] {
        let frame = try await owner.post("/preview/home/orders", [("spec", spec)])
        #expect(frame.status == 422 && !frame.text.contains("name=\"pass\""))
        #expect(frame.text.contains("Line ") || frame.text.contains("but this is “orders”"))
        let policy = frame.headers.first(name: "Content-Security-Policy") ?? ""
        #expect(policy.contains("frame-ancestors 'self';"))
      }
    }
  }

  @Test(
    "The workbench's script gets the same as JSON, and may send it to the workspace's own runtime and show that alone")
  func script() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      let headers = [("Sec-Fetch-Site", "same-origin"), ("Accept", "application/json")]
      let alone = try await owner.post("/preview/home/orders", [("spec", typed)], headers: headers)
      #expect(alone.status == 503 && alone.text.contains("No runtime serves"))
      _ = try await TestRuntime.enrol(plane, by: owner)
      try await owner.get("/w/home")
      let step = try await owner.post("/preview/home/orders", [("spec", typed)], headers: headers)
      #expect(try step.json["target"]?.string == "http://home.apps.localhost:8081/_freehold/preview")
      #expect(SignedDraft(try step.json["draft"]?.string ?? "") != nil)
      let broken = try await owner.post("/preview/home/orders", [("spec", "app: orders")], headers: headers)
      #expect(broken.status == 422 && broken.text.contains("The text has errors."))
      let page = try await owner.get("/w/home/apps/orders/spec")
      let policy = page.headers.first(name: "Content-Security-Policy") ?? ""
      #expect(policy.contains("frame-src http://home.apps.localhost:8081;"))
      #expect(policy.contains("form-action 'self' http://home.apps.localhost:8081;"))
    }
  }

  @Test("Without a runtime the frame says so; whoever may not edit has no preview")
  func others() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      #expect(try await owner.post("/preview/home/orders", [("spec", typed)]).status == 503)
      let member = try await plane.member("mia@example.com", as: "member", by: owner)
      try await member.get("/w/home")
      #expect(try await member.post("/preview/home/orders", [("spec", typed)]).status == 404)
    }
  }
}
