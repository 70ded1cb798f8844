// What a runtime must prove, and the only words it may say.

import AppSpec
import Contract
import Foundation
import NIOHTTP1
import ServerKit
import Testing
import Trust
import Values

@testable import ControlPlane

@Suite("Runtimes")
struct RuntimeTests {
  @Test("Another key, another body, another path or an old clock is not the runtime")
  func forged() async throws {
    try await TestPlane.serving { plane in
      let runtime = try await TestRuntime.enrol(plane, by: try await plane.owner())
      #expect(try await runtime.send("POST", "/runtime/v1/reports", []).status == 200)
      #expect(try await runtime.send("POST", "/runtime/v1/reports", [], signedWith: SigningKey()).status == 401)
      #expect(try await runtime.send("POST", "/runtime/v1/reports", [], ahead: 130).status == 401)
      #expect(try await runtime.send("POST", "/runtime/v1/reports", [], ahead: -130).status == 401)
      let signed = try runtime.headers("POST", "/runtime/v1/reports", Array("[]".utf8))
      let browser = Browser(plane)
      #expect(try await browser.send("POST", "/runtime/v1/reports", headers: signed, body: "[1]").status == 401)
      let other = try runtime.headers("GET", "/runtime/v1/feed?after=0")
      #expect(try await browser.send("GET", "/runtime/v1/feed?after=9", headers: other).status == 401)
    }
  }

  @Test("A runtime gets the proof that a sealed head continues an earlier one, for workspaces that it serves")
  func consistency() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, release) = try await plane.running()
      let first = try await head(plane, runtime, above: 0)
      try await owner.post("/account/name", [("name", "Changed")])
      try await owner.post("/w/home/invitations", [("email", "guest@example.org"), ("role", "member")])
      let second = try await head(plane, runtime, above: first.size)
      let path = "/runtime/v1/audit/\(release.workspace)/consistency"
      let answer = try await runtime.send("GET", "\(path)?from=\(first.size)&to=\(second.size)")
      let proof = try ConsistencyProof(try answer.json)
      #expect(
        MerkleHash.continues(
          first: first.size, firstRoot: first.root, second: second.size, secondRoot: second.root, path: proof.path))
      for bad in [
        "\(path)?from=\(second.size)&to=\(first.size)", "\(path)?from=-1&to=1", "\(path)?from=0&to=\(second.size + 9)",
        path,
        "/runtime/v1/audit/\(WorkspaceID.random(milliseconds: 1))/consistency?from=1&to=2",
      ] { #expect(try await runtime.send("GET", bad).status == 404, "\(bad)") }
      let target = "\(path)?from=\(first.size)&to=\(second.size)"
      #expect(try await runtime.send("GET", target, signedWith: SigningKey()).status == 401)
    }
  }

  /// The newest head of the one workspace, once it has more leaves than `size`.
  private func head(_ plane: TestPlane, _ runtime: TestRuntime, above size: Int64) async throws -> AuditHead {
    for _ in 0..<200 {
      try await plane.seal()
      let events = try await runtime.events { events in
        events.contains { if case .auditHead = $0.kind { true } else { false } }
      }
      for case .auditHead(_, let json) in events.map(\.kind) {
        guard let head = try SignedAuditHead(json).verified(by: runtime.controlKey) else { throw Missing() }
        if head.size > size { return head }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Missing()
  }

  @Test("An enrolment token works once, and for an address of the installation's domain")
  func enrolment() async throws {
    try await TestPlane.serving(change: { $0.runtimeDomain = "apps.localhost:8081" }) { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/runtimes")
      let added = try await owner.post("/w/home/runtimes", [("title", "x")])
      let token = try #require(added.between("<code class=\"secret\">", "</code>"))
      for address in [
        "http://evil.example", "http://apps.localhost:9", "javascript:alert(1)", "http://apps.localhost:8081/x",
      ] {
        let answer = try await TestRuntime.enrol(plane, token: token, address: address)
        #expect(answer.status == 422, "\(address)")
      }
      #expect(try await TestRuntime.enrol(plane, token: token).status == 201)
      #expect(try await TestRuntime.enrol(plane, token: token).status == 410)
      #expect(try await TestRuntime.enrol(plane, token: "guess").status == 410)
    }
  }

  @Test("A removed runtime is cut off: its feed ends, its requests are refused")
  func removal() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      async let feed = runtime.events { _ in false }
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await owner.post("/w/home/runtimes/\(runtime.id)/removal").status == 303)
      _ = try await feed
      #expect(try await runtime.send("POST", "/runtime/v1/reports", []).status == 401)
    }
  }

  @Test("A runtime's next key takes the place of its old one, which is refused and whose feed ends; the trail tells")
  func keyRotation() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let old = try await TestRuntime.enrol(plane, by: owner)
      let next = SigningKey()
      let body = try KeyReplacement(of: old.id, by: next).json
      let begun = ContinuousClock.now
      async let feed = old.events { _ in false }
      // Its own key must sign, and so must the next one, for this runtime.
      #expect(try await old.send("POST", "/runtime/v1/key", body, signedWith: next).status == 401)
      let other = try await TestRuntime.enrol(plane, by: owner)
      #expect(try await other.send("POST", "/runtime/v1/key", body).status == 422)
      let taken = try KeyReplacement(of: old.id, by: other.key).json
      #expect(try await old.send("POST", "/runtime/v1/key", taken).status == 409)
      for bad: JSON in [[], ["public_key": "x"], "next"] {
        #expect(try await old.send("POST", "/runtime/v1/key", bad).status == 400)
      }
      #expect(try await old.send("POST", "/runtime/v1/key", body).status == 200)
      #expect(try await old.send("POST", "/runtime/v1/reports", []).status == 401)
      #expect(try await old.send("POST", "/runtime/v1/key", body).status == 401)
      _ = try await feed
      #expect(ContinuousClock.now - begun < .seconds(19), "the feed ended by itself, not by the test's time-out")
      let new = TestRuntime(id: old.id, key: next, controlKey: old.controlKey, plane: plane)
      #expect(try await new.send("POST", "/runtime/v1/reports", []).status == 200)
      // As after an answer that was lost: nothing changes, and the trail has it once.
      #expect(try await new.send("POST", "/runtime/v1/key", body).status == 200)
      let events = try await owner.get("/w/home/audit?event=runtime_key_rotated").text
      #expect(events.components(separatedBy: "<summary>runtime key rotated</summary>").count == 2, "\(events)")
      #expect(try await owner.post("/w/home/runtimes/\(old.id)/removal").status == 303)
      #expect(try await new.send("POST", "/runtime/v1/key", body).status == 401)
    }
  }

  @Test("A wrong method is told the right ones (RFC 9110 section 15.5.6)")
  func methods() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      for (method, path, allow) in [
        ("DELETE", "/sign-in", "GET, HEAD, POST"), ("GET", "/runtime/v1/reports", "POST"),
        ("PUT", "/w/home/audit", "GET, HEAD"), ("POST", "/", "GET, HEAD"), ("POST", "/healthz", "GET, HEAD"),
        ("GET", "/sign-out", "POST"),
      ] {
        let answer = try await browser.send(method, path, headers: [("Accept", "application/json")])
        #expect(answer.status == 405 && answer.headers.first(name: "Allow") == allow, "\(method) \(path)")
      }
      #expect(try await browser.send("DELETE", "/nothing").status == 404)
    }
  }

  @Test("Opening an app posts a pass to the workspace's own host, and to no other")
  func opening() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, _) = try await plane.running()
      let page = try await owner.get("/open/home/orders")
      #expect(page.text.contains("action=\"http://home.apps.localhost:8081/_freehold/pass\""))
      let policy = try #require(page.headers.first(name: "Content-Security-Policy"))
      #expect(policy.contains("form-action 'self' http://home.apps.localhost:8081;"))
      let token = try #require(page.between("name=\"pass\" value=\"", "\""))
      let pass = Pass.verify(
        token, by: runtime.controlKey, host: "home.apps.localhost:8081", purpose: .open,
        now: plane.clock.clock.now())
      #expect(try pass.get().email == ownerAddress)
      #expect(try await owner.get("/open/home/nothing").status == 404)
    }
  }

  @Test("The way to the secrets carries their names and a pass for that alone; only administrators find it")
  func secrets() async throws {
    try await TestPlane.serving { plane in
      let (owner, runtime, _) = try await plane.running()
      let sources = try await owner.get("/w/home/apps/orders/sources")
      #expect(sources.text.contains("<code>shop-database</code>") && sources.text.contains("/open/home/orders/secrets"))
      let page = try await owner.get("/open/home/orders/secrets")
      #expect(
        page.text.contains("/_freehold/secrets/pass") && page.text.contains("name=\"names\" value=\"shop-database\""))
      let token = try #require(page.between("name=\"pass\" value=\"", "\""))
      let pass = Pass.verify(
        token, by: runtime.controlKey, host: "home.apps.localhost:8081", purpose: .writeSecret,
        now: plane.clock.clock.now())
      #expect(try pass.get().role == .owner)
      let builder = try await plane.member("b@example.org", as: "builder", by: owner)
      #expect(try await builder.get("/w/home/apps/orders/sources").text.contains("Administrators of the workspace set"))
      #expect(try await builder.get("/open/home/orders/secrets").status == 404)
    }
  }

  @Test("Without a runtime an app says what is missing")
  func noRuntime() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      let page = try await owner.get("/open/home/orders")
      #expect(page.status == 503 && page.text.contains("Add a runtime"))
    }
  }
}
