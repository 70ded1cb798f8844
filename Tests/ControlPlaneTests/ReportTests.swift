// What a runtime says: the only words that it may, and what becomes of them.

import AppSpec
import Contract
import Testing
import Values

@testable import ControlPlane

@Suite("A runtime’s reports")
struct ReportTests {
  @Test("Free text, unknown members and names that the spec lacks are refused; the rest counts")
  func vocabulary() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, release) = try await plane.running()
      let account = try await owner.accountID()
      let good = runtime.reports(of: release, by: account)[1]
      let canary = "Ms_Secret_Customer"
      var named = Report.ActionRun(release: release.id, action: Name("settle")!, by: account, request: freshRequest())
      named.action = Name("ms_secret_customer")!
      let unknownName = runtime.report(.actionIntended(named), release.workspace)
      let extra = JSON.object((good.json.members ?? []) + [.init("note", .string(canary))])
      let foreign = runtime.report(.sessionOpened(by: account), WorkspaceID(high: 1, low: 1))
      let body: JSON = [good.json, unknownName.json, extra, .string(canary), ["kind": .string(canary)], foreign.json]
      let answer = try await runtime.send("POST", "/runtime/v1/reports", body)
      #expect(answer.status == 200)
      #expect(try answer.json["accepted"]?.array == [.string(good.id.description)])
      #expect(try answer.json["refused"]?.array?.count == 5)
      #expect(!answer.text.contains(canary))
      #expect(!plane.log.text.contains(canary))
      let all = try await runtime.send("POST", "/runtime/v1/reports", [unknownName.json])
      #expect(all.status == 422)
      #expect(try await !owner.get("/w/home/audit").text.lowercased().contains("secret_customer"))
    }
  }

  @Test("A body that is no array of reports, or too long a one, is refused whole")
  func malformed() async throws {
    try await TestPlane.serving { plane in
      let runtime = try await TestRuntime.enrol(plane, by: try await plane.owner())
      #expect(try await runtime.send("POST", "/runtime/v1/reports", ["a": 1]).status == 400)
      let many = JSON.array(Array(repeating: .integer(1), count: 501))
      #expect(try await runtime.send("POST", "/runtime/v1/reports", many).status == 400)
      #expect(try await runtime.send("GET", "/runtime/v1/feed?after=x").status == 400)
      let unknown = try await runtime.send("GET", "/runtime/v1/releases/\(ReleaseID(high: 1, low: 1))")
      #expect(unknown.status == 404)
      #expect(try unknown.json["problem"] == "release_unknown")
    }
  }

  @Test("A release that a runtime could not take stands in the build log with its reason")
  func buildLog() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, release) = try await plane.running()
      let failed = runtime.report(
        .releaseFailed(release.id, element: Name("open_orders"), problem: .sourceChanged, sqlState: "42P01"),
        release.workspace)
      #expect(try await runtime.send("POST", "/runtime/v1/reports", [failed.json]).status == 200)
      let page = try await owner.get("/w/home/apps/orders").text
      #expect(page.contains("not taken") && page.contains("<code>open_orders</code>") && page.contains("42P01"))
    }
  }

  @Test("A release is said to be in use once a runtime has taken it, not when it was published")
  func rollout() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, release) = try await plane.running()
      let token = try await plane.toolToken(by: owner)
      let path = "/api/v1/workspaces/home/apps/orders/releases/1"
      let before = try await plane.api("GET", path, token: token).json
      #expect(before["runtimes"]?.array?.map { $0["outcome"] } == [.null])
      #expect(try await owner.get("/w/home/apps/orders").text.contains("in use at 0 of 1 runtimes so far"))
      let failed = runtime.report(
        .releaseFailed(release.id, element: Name("open_orders"), problem: .sourceChanged, sqlState: "42P01"),
        release.workspace)
      _ = try await runtime.send("POST", "/runtime/v1/reports", [failed.json])
      let refused = try await plane.api("GET", path, token: token).json["runtimes"]?.array?.first
      #expect(refused?["outcome"] == "failed")
      #expect(refused?["reason"]?.string?.contains("open_orders: ") == true)
      #expect(try await owner.get("/w/home/apps/orders").text.contains("the build log says why"))
      let taken = runtime.report(.releasePrepared(release.id, milliseconds: 12), release.workspace)
      _ = try await runtime.send("POST", "/runtime/v1/reports", [taken.json])
      #expect(try await plane.api("GET", path, token: token).json["runtimes"]?.array?.first?["outcome"] == "prepared")
      #expect(try await owner.get("/w/home/apps/orders").text.contains("release 1 is in use"))
      #expect(try await plane.api("GET", path.dropLast() + "x", token: token).status == 404)
    }
  }

  @Test("The trail names the person who acted, and the runtime that says so")
  func actors() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, release) = try await plane.running()
      let reports = runtime.reports(of: release, by: try await owner.accountID())
      _ = try await runtime.send("POST", "/runtime/v1/reports", .array(reports.map(\.json)))
      let page = try await owner.get("/w/home/audit?event=action_ended").text
      #expect(page.contains("<td>\(ownerAddress)<br><span class=\"hint\">through "), "\(page)")
      #expect(page.contains("<code>settle</code>"))
    }
  }
}
