// Every route of the table, with everybody who must not come in.

import AppSpec
import Contract
import Foundation
import HTTPTypes
import Identity
import NIOHTTP1
import Testing
import Values
import Workspaces

@testable import ControlPlane

@Suite("Who may enter which route")
struct AccessTests {
  /// The path with names that exist in the owner's workspace, or with these.
  static func path(_ route: Route, _ others: [String: String] = [:]) -> String {
    let known = [
      ":workspace": "home", ":app": "orders", ":account": "\(AccountID(high: 1, low: 2))",
      ":session": "\(SessionID(high: 1, low: 2))", ":invitation": "\(AccountID(high: 1, low: 2))",
      ":runtime": "\(RuntimeID(high: 1, low: 2))", ":release": "\(ReleaseID(high: 1, low: 2))",
      ":token": freshToken().text, ":number": "1",
    ]
    let values = known.merging(others) { $1 }
    return route.path.split(separator: "/", omittingEmptySubsequences: false)
      .map { values[String($0)] ?? String($0) }.joined(separator: "/")
  }

  /// As a page's form or a program would send it.
  private func send(_ route: Route, as browser: Browser) async throws -> Answer {
    if route.method == .post && !route.path.hasPrefix("/api") && !route.path.hasPrefix("/runtime") {
      return try await browser.post(
        Self.path(route), [("role", "admin"), ("title", "x"), ("version", "1"), ("spec", "x")])
    }
    return try await browser.send(route.method.rawValue, Self.path(route), body: route.method == .post ? "{}" : nil)
  }

  private func published(_ plane: TestPlane) async throws -> Browser {
    let owner = try await plane.owner()
    try await owner.post("/w/home/apps", [("spec", soundSpec)])
    try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
    return owner
  }

  @Test("Without a session pages lead to the sign-in and everything else is refused")
  func strangers() async throws {
    try await TestPlane.serving { plane in
      _ = try await published(plane)
      for route in Route.all where route.access != .everyone && route.access != .machine {
        let answer = try await send(route, as: Browser(plane))
        if route.method == .get, !route.path.hasPrefix("/api"), !route.path.hasPrefix("/runtime") {
          #expect(answer.status == 303 && answer.location == "/sign-in", "\(route.method) \(route.path)")
        } else {
          // A form without a session's token is refused before it is read.
          #expect(answer.status == 401, "\(route.method) \(route.path): \(answer.status)")
        }
      }
    }
  }

  @Test("To a member of another workspace nothing of this one is there")
  func membersOfOthers() async throws {
    try await TestPlane.serving { plane in
      _ = try await published(plane)
      let other = try await plane.person("other@example.org")
      for route in Route.all {
        guard case .member = route.access else { continue }
        let answer = try await send(route, as: other)
        #expect(answer.status == 404, "\(route.method) \(route.path): \(answer.status)")
        #expect(!answer.text.contains("Orders"))
      }
    }
  }

  @Test("A role without the capability sees nothing, a role with it is let in", arguments: Role.allCases)
  func roles(_ role: Role) async throws {
    try await TestPlane.serving { plane in
      let owner = try await published(plane)
      let someone = try await plane.member("someone@example.org", as: role.rawValue, by: owner)
      for route in Route.all {
        guard case .member(let capability) = route.access else { continue }
        if role.may(capability) && route.method == .post { continue }
        let answer = try await send(route, as: someone)
        if role.may(capability) {
          #expect(answer.status != 404 && answer.status != 403, "\(role) \(route.path): \(answer.status)")
        } else {
          #expect(answer.status == 404, "\(role) \(route.method) \(route.path): \(answer.status)")
        }
      }
    }
  }

  @Test("The operator's pages are not there for others")
  func operators() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let other = try await plane.person("other@example.org")
      for route in Route.all where route.access == .operators {
        #expect(try await send(route, as: other).status == 404)
      }
      #expect(try await owner.get("/outbox").status == 200)
    }
  }

  @Test("A browser's cookie opens no route of the tool, the tool's token no page")
  func otherKinds() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let token = try await plane.toolToken(by: owner)
      #expect(try await owner.get("/api/v1/workspaces").status == 401)
      let bearer = [("Authorization", "Bearer \(token)")]
      #expect(try await Browser(plane).send("GET", "/account", headers: bearer).status == 303)
      #expect(try await Browser(plane).send("GET", "/api/v1/workspaces", headers: bearer).status == 200)
      #expect(try await Browser(plane).send("GET", "/runtime/v1/feed", headers: bearer).status == 401)
    }
  }

  @Test("An unknown address is a page with advice and an id, and JSON for a program")
  func unknownAddress() async throws {
    try await TestPlane.serving { plane in
      let page = try await Browser(plane).get("/nothing/here")
      #expect(page.status == 404 && page.text.contains("There is nothing at this address."))
      let id = try #require(page.headers.first(name: "X-Request-Id"))
      #expect(page.text.contains(id))
      let json = try await Browser(plane).send("GET", "/nothing", headers: [("Accept", "application/json")])
      #expect(try json.json["problem"] == "not_found")
    }
  }
}
