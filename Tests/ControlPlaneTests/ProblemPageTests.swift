// What somebody who is signed in reads where something is not there, not his, or not right.

import Foundation
import NIOHTTP1
import Testing

@testable import ControlPlane

@Suite("Problem pages")
struct ProblemPageTests {
  private let leave = "<button class=\"link\">Sign out</button>"

  @Test("They name whom they are for, his workspace and its tabs, at an address that there is not too")
  func bar() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let unknown = try await owner.get("/nothing/here")
      #expect(unknown.status == 404 && unknown.text.contains(leave) && unknown.text.contains(ownerAddress))
      #expect(unknown.text.contains("<a class=\"place\" href=\"/\">Workspaces</a>"))
      for (path, status) in [("/w/home/apps/nothing", 404), ("/w/home/audit?request=nonsense", 422)] {
        let page = try await owner.get(path)
        #expect(page.status == status && page.text.contains(leave), "\(path)")
        #expect(page.text.contains("<a class=\"place\" href=\"/w/home\">Home</a>"), "\(path)")
        #expect(
          page.text.contains("<a href=\"/w/home/audit\">Audit</a>") && page.text.contains("Back to Home"), "\(path)")
      }
      let stranger = try await Browser(plane).get("/w/home/apps/nothing").text
      #expect(!stranger.contains("Sign out") && !stranger.contains("Home"))
    }
  }

  @Test("A member reads whose a page is that is not his; somebody else cannot even tell that there is the workspace")
  func roles() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let member = try await plane.member("member@example.org", as: "member", by: owner)
      let page = try await member.get("/w/home/audit")
      #expect(page.status == 404 && page.text.contains("This is for the admins and owners of the workspace."))
      #expect(page.text.contains("You are its member."))
      let spec = try await member.post("/w/home/apps", [("spec", soundSpec)])
      #expect(spec.status == 404 && spec.text.contains("This is for the builders, admins and owners of the workspace."))
      let viewer = try await plane.member("viewer@example.org", as: "viewer", by: owner)
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      let (there, absent) = (
        try await viewer.get("/w/home/apps/orders"), try await viewer.get("/w/home/apps/nothing")
      )
      #expect(Self.bare(there) == Self.bare(absent), "it does not tell whether there is such an app")
      let other = try await plane.person("other@example.org")
      let (this, none) = (try await other.get("/w/home/audit"), try await other.get("/w/nothing/audit"))
      #expect(this.status == 404 && Self.bare(this) == Self.bare(none) && !this.text.contains("admins"))
    }
  }

  /// Without what is another one for each request.
  private static func bare(_ answer: Answer) -> String {
    var text = answer.text.replacing(answer.headers.first(name: "X-Request-Id") ?? "", with: "")
    if let nonce = answer.between("nonce=\"", "\"") { text = text.replacing(nonce, with: "") }
    return text
  }

  @Test("A form that is kept has the labels of its fields, and hides what nobody has typed")
  func kept() async throws {
    try await TestPlane.serving { plane in
      let page = try await Browser(plane).post(
        "/w/home/settings/theme",
        [("dark-accent", "#aabbcc"), ("theme", "--radius: 4px;"), ("base", "3"), ("sign-up", "open")])
      #expect(page.text.contains(">Accent in the dark</label>") && page.text.contains(">Custom properties</label>"))
      #expect(page.text.contains(">Sign up</label>"), "no raw name, whichever it is")
      #expect(page.text.contains("<input type=\"hidden\" name=\"base\" value=\"3\">"))
      #expect(!page.text.contains(">dark-accent<") && !page.text.contains(">base<"))
    }
  }
}
