// A runtime as the control plane knows one: a key, signed requests, a feed that it follows.

import AppSpec
import AsyncHTTPClient
import Contract
import Foundation
import NIOCore
import NIOHTTP1
import ServerKit
import Testing
import Values

@testable import ControlPlane

struct TestRuntime: Sendable {
  let id: RuntimeID
  let key: SigningKey
  let controlKey: VerificationKey
  let plane: TestPlane

  static func enrol(
    _ plane: TestPlane, by owner: Browser, address: String = "http://apps.localhost:8081"
  ) async throws -> TestRuntime {
    try await owner.get("/w/home/runtimes")
    let added = try await owner.post("/w/home/runtimes", [("title", "Frankfurt")])
    let token = try #require(added.between("<code class=\"secret\">", "</code>"))
    let key = SigningKey()
    let answer = try await enrol(plane, token: token, key: key, address: address)
    try #require(answer.status == 201)
    let enrolled = try Enrolled(try answer.json)
    return TestRuntime(id: enrolled.runtime, key: key, controlKey: enrolled.controlKey, plane: plane)
  }

  static func enrol(
    _ plane: TestPlane, token: String, key: SigningKey = SigningKey(), address: String = "http://apps.localhost:8081"
  ) async throws -> Answer {
    let enrolment = Enrolment(token: token, publicKey: key.verifier, address: address)
    return try await Browser(plane).send(
      "POST", "/runtime/v1/enrolments",
      headers: [("Content-Type", "application/json"), ("Accept", "application/json")], body: enrolment.json.text)
  }

  /// - Parameters:
  ///   - key: whose signature; its own when nil.
  ///   - ahead: by how many seconds its clock is ahead.
  func send(
    _ method: String, _ path: String, _ body: JSON? = nil, signedWith other: SigningKey? = nil, ahead: Int = 0
  ) async throws -> Answer {
    let headers = try headers(method, path, body?.bytes ?? [], other, ahead)
    return try await Browser(plane).send(
      method, path, headers: headers + [("Accept", "application/json")], body: body?.text)
  }

  func headers(
    _ method: String, _ path: String, _ body: [UInt8] = [], _ other: SigningKey? = nil, _ ahead: Int = 0
  ) throws -> [(String, String)] {
    let time = WallClock.system.now().adding(seconds: ahead)
    let request = RuntimeRequest(runtime: id, time: time, method: method, target: path, body: body)
    return try request.headers(signedWith: other ?? key).map { ($0.name, $0.value) }
  }

  /// Follows the feed until `isEnough`, at most 20 seconds. Pings are left out.
  func events(after: Int64 = 0, until isEnough: @Sendable ([FeedEvent]) -> Bool) async throws -> [FeedEvent] {
    let path = "/runtime/v1/feed?after=\(after)"
    var request = HTTPClientRequest(url: plane.address + path)
    for (name, value) in try headers("GET", path) { request.headers.add(name: name, value: value) }
    let response = try await TestPlane.client.execute(request, timeout: .seconds(20))
    try #require(response.status == .ok)
    var (events, rest): ([FeedEvent], [UInt8]) = ([], [])
    for try await chunk in response.body {
      rest += Array(chunk.readableBytesView)
      while let end = rest.firstIndex(of: 0x0A) {
        let event = try FeedEvent(try JSON.parse(Array(rest[..<end])))
        rest.removeSubrange(...end)
        if event.kind != .ping { events.append(event) }
      }
      if isEnough(events) { return events }
    }
    return events
  }

  /// The first that the feed names, fetched and verified.
  func release() async throws -> Release {
    let events = try await events { events in
      events.contains { if case .release = $0.kind { true } else { false } }
    }
    for case .release(let workspace, _, let id) in events.map(\.kind) {
      let answer = try await send("GET", "/runtime/v1/releases/\(id)")
      return try #require(try SignedRelease(try answer.json).verified(by: controlKey, workspace: workspace))
    }
    throw Missing()
  }

  /// An action's intent and end, and that the release was taken.
  func reports(of release: Release, by account: AccountID) -> [Report] {
    let run = Report.ActionRun(
      release: release.id, action: Name("settle")!, by: account, request: freshRequest())
    let intent = report(.actionIntended(run), release.workspace)
    return [
      report(.releasePrepared(release.id, milliseconds: 12), release.workspace), intent,
      report(
        .actionEnded(run, intent: intent.id, outcome: .committed, rows: 1, milliseconds: 7), release.workspace),
    ]
  }

  func report(_ kind: Report.Kind, _ workspace: WorkspaceID) -> Report {
    Report(
      id: .random(milliseconds: WallClock.system.milliseconds()), workspace: workspace, at: WallClock.system.now(),
      kind: kind)
  }
}

extension Browser {
  /// The account whose session this is, from the sessions' page.
  func accountID() async throws -> AccountID {
    let page = try await get("/w/home/members")
    let mine = page.text.components(separatedBy: "<tr>").first { $0.contains(">you</span>") } ?? ""
    let start = try #require(mine.range(of: "/w/home/members/"))
    return try #require(AccountID(String(mine[start.upperBound...].prefix(36))))
  }
}

extension TestPlane {
  /// The owner, a runtime of his workspace, and the release that it shall take.
  func running() async throws -> (Browser, TestRuntime, Release) {
    let owner = try await owner()
    let runtime = try await TestRuntime.enrol(self, by: owner)
    try await owner.post("/w/home/apps", [("spec", soundSpec)])
    try await owner.post("/w/home/apps/orders/releases", [("version", "1")])
    return (owner, runtime, try await runtime.release())
  }
}
