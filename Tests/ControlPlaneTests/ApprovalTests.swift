// A release whose AI steps send text to a model as it is: who lets it out, and what stands in the trail.

import Foundation
import Testing

@testable import ControlPlane

@Suite("A release without redaction")
struct ApprovalTests {
  private static let spec =
    soundSpec.replacing("sources:", with: "redaction: { policy: off }\nsources:", maxReplacements: 1).replacing(
      "    steps:\n", with: "    steps:\n      - ai: { into: text, prompt: \"Thank {{customer}}.\" }\n")

  @Test("An administrator is asked, and his approval is an audit event; nothing is published before")
  func administrator() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", Self.spec)])
      let form = [("version", "1"), ("note", "raw & ready")]
      let asked = try await owner.post("/w/home/apps/orders/releases", form)
      #expect(asked.status == 409 && asked.text.contains("Send text without redaction?"))
      #expect(asked.text.contains("value=\"raw &amp; ready\""))
      #expect(try await owner.get("/w/home/apps/orders/releases/1").status == 404)
      #expect(
        !(try await owner.get("/w/home/audit?event=unredacted_approved").text.contains("unredacted approved</summary>"))
      )
      let done = try await owner.submit("/w/home/apps/orders/releases", form + [("approve", "yes")])
      #expect(done.text.contains("Published."))
      #expect(
        try await owner.get("/w/home/audit?event=unredacted_approved").text.contains("unredacted approved</summary>"))
    }
  }

  @Test("A builder is told whom to ask, whatever his form says; saving and publishing at once asks too")
  func builder() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let builder = try await plane.member("builder@example.org", as: "builder", by: owner)
      try await builder.get("/w/home")
      try await builder.post("/w/home/apps", [("spec", Self.spec)])
      let refused = try await builder.post("/w/home/apps/orders/releases", [("version", "1"), ("approve", "yes")])
      #expect(refused.status == 403 && refused.text.contains("An administrator of the workspace has to approve"))
      try await owner.get("/w/home/apps/orders")
      let asked = try await owner.post(
        "/w/home/apps/orders/versions", [("spec", "# two\n" + Self.spec), ("publish", "1")])
      #expect(asked.status == 409 && asked.text.contains("version 2 of Orders"))
    }
  }
}
