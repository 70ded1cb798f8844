// From the owner's link to the action in the audit trail, as a person, a tool and a runtime do it.

import AppSpec
import Contract
import Foundation
import Testing
import Trust
import Values

@testable import ControlPlane

@Suite("The life of an app in the control plane")
struct WholeLifeTests {
  @Test("An owner writes an app, publishes it, a runtime fetches and reports, the audit trail has it all")
  func wholeLife() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      #expect(try await owner.get("/").location == "/w/home")
      #expect(try await owner.get("/w/home").text.contains("No apps yet"))

      try await write(as: owner)
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      try await publish(as: owner)
      let release = try await follow(runtime, plane)
      try await report(runtime, release, by: owner)

      let page = try await owner.get("/w/home/apps/orders")
      #expect(page.text.contains("taken into use"))
      try await review(plane, as: owner)
    }
  }

  private func write(as owner: Browser) async throws {
    let wrong = soundSpec.replacingOccurrences(of: "title: Orders", with: "titel: <b>Orders</b>")
    let refused = try await owner.post("/w/home/apps", [("spec", wrong)])
    #expect(refused.status == 422)
    #expect(refused.text.contains("Line 2, column 1"))
    #expect(refused.text.contains("titel: &lt;b&gt;Orders&lt;/b&gt;"), "what was typed is still there, as text")
    let made = try await owner.submit("/w/home/apps", [("spec", soundSpec), ("note", "first")])
    #expect(made.status == 200 && made.text.contains("The version is saved"))
    let twice = try await owner.post("/w/home/apps", [("spec", soundSpec)])
    #expect(twice.status == 409 && twice.text.contains("There is an app of the name"))
  }

  private func publish(as owner: Browser) async throws {
    let published = try await owner.submit("/w/home/apps/orders/releases", [("version", "1"), ("note", "go")])
    #expect(published.text.contains("release 1 is published, in use at 0 of 1 runtimes so far"))
    let again = try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
    #expect(again.location?.hasSuffix("done=unchanged") == true)
  }

  /// The release that the feed names, fetched and verified.
  private func follow(_ runtime: TestRuntime, _ plane: TestPlane) async throws -> Release {
    let events = try await runtime.events { events in
      events.contains { if case .release = $0.kind { true } else { false } }
    }
    guard case .workspace(let workspace, let slug, _)? = events.first?.kind else { throw Missing() }
    #expect(slug == "home")
    var id: ReleaseID?
    for event in events { if case .release(_, _, let release) = event.kind { id = release } }
    let fetched = try await runtime.send("GET", "/runtime/v1/releases/\(try #require(id))")
    let release = try SignedRelease(try fetched.json).verified(by: runtime.controlKey, workspace: workspace)
    #expect(release?.spec == Array(soundSpec.utf8))
    return try #require(release)
  }

  private func report(_ runtime: TestRuntime, _ release: Release, by owner: Browser) async throws {
    let reports = runtime.reports(of: release, by: try await owner.accountID())
    let answer = try await runtime.send("POST", "/runtime/v1/reports", JSON.array(reports.map(\.json)))
    #expect(answer.status == 200)
    #expect(try answer.json["accepted"]?.array?.count == reports.count)
    let again = try await runtime.send("POST", "/runtime/v1/reports", JSON.array(reports.map(\.json)))
    #expect(try again.json["accepted"]?.array?.count == reports.count, "delivering twice is acknowledged twice")
  }

  private func review(_ plane: TestPlane, as owner: Browser) async throws {
    try await plane.seal()
    let trail = try await owner.get("/w/home/audit")
    #expect(trail.text.contains("events are sealed"))
    for words in ["release published", "action intended", "action ended", "release prepared", "runtime enrolled"] {
      #expect(trail.text.contains("<summary>\(words)</summary>"), "\(words)")
    }
    let settled = try await owner.get("/w/home/audit?event=action_ended")
    #expect(settled.text.components(separatedBy: "<tr><td><time").count == 2, "counted once")
    #expect(settled.text.contains("<code>settle</code>"))

    let lines = try await owner.post("/w/home/audit/exports", [("format", "json")])
    let verified = AuditVerification.verify(Array(lines.text.utf8), key: plane.plane.signingKey.verifier)
    guard case .success = verified else {
      Issue.record("the export does not verify: \(verified)")
      return
    }
    let table = try await owner.post("/w/home/audit/exports", [("format", "csv")])
    #expect(table.text.hasPrefix("id,at,recorded_at,actor_kind,"))
    #expect(table.text.contains(",action_ended,"))
    let some = try await owner.post("/w/home/audit/exports", [("format", "csv"), ("event", "app_created")])
    #expect(some.text.contains(",app_created,") && !some.text.contains(",action_ended,"))
    let page = try await owner.get("/w/home/audit?event=app_created")
    #expect(page.text.contains("<input type=\"hidden\" name=\"event\" value=\"app_created\">"))
  }
}

struct Missing: Error {}
