// What somebody who is signed in reads where something is not there, not his, or not right.

import AppSpec
import Contract
import Foundation
import HTTPTypes
import NIOHTTP1
import Testing
import Values
import Workspaces

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
      let other = try await plane.person("other@example.org")
      let (this, none) = (try await other.get("/w/home/audit"), try await other.get("/w/nothing/audit"))
      #expect(this.status == 404 && Self.bare(this) == Self.bare(none) && !this.text.contains("admins"))
    }
  }

  @Test(
    "What a role may not have answers the same whether it is there or not", arguments: ["viewer", "member", "builder"])
  func nothingTold(_ role: String) async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      let someone = try await plane.member("someone@example.org", as: role, by: owner)
      _ = try await owner.post("/w/home/invitations", [("email", "guest@example.org"), ("role", "viewer")])
      let members = try await owner.get("/w/home/members")
      let there = [
        ":app": "orders", ":number": "1", ":runtime": runtime.id.description,
        ":account": try await owner.accountID().description,
        ":invitation": try #require(members.between("/w/home/invitations/", "/removal")),
      ]
      let absent = [
        ":app": "nothing", ":number": "9", ":runtime": "\(RuntimeID(high: 1, low: 2))",
        ":account": "\(AccountID(high: 1, low: 2))", ":invitation": "\(AccountID(high: 1, low: 2))",
      ]
      for route in Route.all where route.path.split(separator: "/").contains(where: { there[String($0)] != nil }) {
        guard case .member(let capability) = route.access else { continue }
        // Whoever may leave the workspace may not for that reason put others out of it.
        let isForbidden = !Role(rawValue: role)!.may(capability) || route.path.hasSuffix("/members/:account/removal")
        guard isForbidden else { continue }
        func answer(_ names: [String: String]) async throws -> Answer {
          let path = AccessTests.path(route, names)
          return try await route.method == .post ? someone.post(path, [("role", "admin")]) : someone.get(path)
        }
        let (this, none) = (try await answer(there), try await answer(absent))
        #expect([403, 404].contains(this.status) && this.status == none.status, "\(route.method) \(route.path)")
        #expect(Self.bare(this) == Self.bare(none), "\(route.method) \(route.path)")
      }
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
