// The tool's way in, and what it does there.

import AsyncHTTPClient
import Contract
import Identity
import Testing
import Trust
import Values

@testable import ControlPlane

extension TestPlane {
  /// As `freehold login` gets it.
  func toolToken(by person: Browser) async throws -> String {
    let code = try ToolCode(try await api("POST", "/api/v1/tool-logins", ["label": "laptop"]).json)
    try await person.get("/tool?code=\(code.userCode)")
    let confirmed = try await person.post("/tool", [("code", code.userCode)])
    #expect(confirmed.status == 200)
    let grant = try await api("POST", "/api/v1/tool-tokens", ["device_code": .string(code.deviceCode)])
    return try ToolGrant(try grant.json).token
  }

  func api(_ method: String, _ path: String, _ body: JSON? = nil, token: String? = nil) async throws -> Answer {
    try await api(method, path, text: body?.text, token: token)
  }

  func api(_ method: String, _ path: String, text: String?, token: String?) async throws -> Answer {
    var headers = [("Accept", "application/json"), ("Content-Type", "application/json")]
    if let token { headers.append(("Authorization", "Bearer \(token)")) }
    return try await Browser(self).send(method, path, headers: headers, body: text)
  }
}

@Suite("The tool")
struct ToolTests {
  @Test("A code that a person confirms becomes a token, once")
  func login() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let code = try ToolCode(try await plane.api("POST", "/api/v1/tool-logins", ["label": "<laptop>"]).json)
      let poll: JSON = ["device_code": .string(code.deviceCode)]
      #expect(try await plane.api("POST", "/api/v1/tool-tokens", poll).status == 202)
      let page = try await owner.get(TestPlane.path(code.address))
      #expect(page.text.contains(code.userCode) && page.text.contains("&lt;laptop&gt;"))
      #expect(try await plane.api("POST", "/api/v1/tool-tokens", poll).status == 202, "looking confirms nothing")
      try await owner.post("/tool", [("code", code.userCode.lowercased())])
      let grant = try ToolGrant(try await plane.api("POST", "/api/v1/tool-tokens", poll).json)
      #expect(grant.email == ownerAddress)
      #expect(try await plane.api("POST", "/api/v1/tool-tokens", poll).status == 410)
      #expect(try await owner.get("/account").text.contains("&lt;laptop&gt;"))
      #expect(try await plane.api("GET", "/api/v1/workspaces", token: grant.token).status == 200)
      #expect(try await plane.api("DELETE", "/api/v1/session", token: grant.token).status == 204)
      #expect(try await plane.api("GET", "/api/v1/workspaces", token: grant.token).status == 401)
    }
  }

  @Test("Wrong codes are told so, and only a few may be tried")
  func wrongCodes() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      #expect(try await owner.get("/tool").status == 200)
      #expect(try await owner.get("/tool?code=nonsense").status == 404)
      for _ in 0..<18 { #expect(try await owner.get("/tool?code=BCDF-GHJK").status == 404) }
      // A new minute may begin meanwhile.
      var status = 404
      for _ in 0..<100 where status == 404 { status = try await owner.get("/tool?code=BCDF-GHJK").status }
      #expect(status == 429)
      let unknown: JSON = ["device_code": .string(freshToken().text)]
      #expect(try await plane.api("POST", "/api/v1/tool-tokens", unknown).status == 410)
      #expect(try await plane.api("POST", "/api/v1/tool-tokens", ["code": 1]).status == 400)
    }
  }

  @Test("Publishing checks, makes app, version and release, and says when there is nothing new")
  func publish() async throws {
    try await TestPlane.serving { plane in
      let token = try await plane.toolToken(by: try await plane.owner())
      let path = "/api/v1/workspaces/home/apps/orders/releases?note=by%20hand"
      let made = try await plane.api("POST", path, text: soundSpec, token: token)
      #expect(made.status == 201)
      #expect(try made.json["release"] == 1)
      let again = try await plane.api("POST", path, text: soundSpec, token: token)
      #expect(try again.status == 200 && again.json["changed"] == false)
      let changed = soundSpec.replacing("title: Orders", with: "title: Orders 2")
      #expect(try await plane.api("POST", path, text: changed, token: token).json["release"] == 2)
      let wrong = try await plane.api("POST", path, text: "app: orders\nnonsense: 1\n", token: token)
      #expect(wrong.status == 422)
      #expect(try wrong.json["problem"] == "spec_invalid")
      #expect(try wrong.json["findings"]?.array?.isEmpty == false)
      let other = "/api/v1/workspaces/home/apps/invoices/releases"
      #expect(try await plane.api("POST", other, text: soundSpec, token: token).status == 422)
      let apps = try await plane.api("GET", "/api/v1/workspaces/home/apps", token: token)
      #expect(try apps.json["apps"]?.array?.first?["release"] == 2)
    }
  }

  @Test("Runtimes are listed, added and removed; the audit trail is exported")
  func administration() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let token = try await plane.toolToken(by: owner)
      let runtimes = "/api/v1/workspaces/home/runtimes"
      let added = try await plane.api("POST", runtimes, ["title": "Frankfurt"], token: token)
      #expect(added.status == 201)
      let enrolment = try #require(try added.json["token"]?.string)
      #expect(try await TestRuntime.enrol(plane, token: enrolment).status == 201)
      let list = try await plane.api("GET", runtimes, token: token)
      let id = try #require(try list.json["runtimes"]?.array?.first?["id"]?.string)
      #expect(try await plane.api("DELETE", "\(runtimes)/\(id)", token: token).status == 204)
      #expect(try await plane.api("DELETE", "\(runtimes)/\(id)", token: token).status == 404)
      try await plane.seal()
      let export = try await plane.api("GET", "/api/v1/workspaces/home/audit/export", token: token)
      #expect(export.status == 200 && export.text.contains("runtime_removed"))
      let installation = "/api/v1/installation/audit/export"
      let whole = try await plane.api("GET", installation, token: token)
      #expect(whole.status == 200 && whole.text.contains("installation_created"))
      let verified = AuditVerification.verify(Array(whole.text.utf8), key: plane.plane.signingKey.verifier)
      #expect(throws: Never.self) { try verified.get() }
      let member = try await plane.person("member@example.org")
      #expect(try await plane.api("GET", installation, token: try await plane.toolToken(by: member)).status == 404)
    }
  }
}
