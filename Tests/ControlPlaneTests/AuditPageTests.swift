// The trail as an admin reads it.

import Foundation
import NIOHTTP1
import Testing

@testable import ControlPlane

@Suite("Reading the audit trail")
struct AuditPageTests {
  private func made(_ plane: TestPlane) async throws -> Browser {
    let owner = try await plane.owner()
    try await owner.post("/w/home/apps", [("spec", soundSpec), ("note", "")])
    return owner
  }

  @Test("Each row opens to all that its event has, and leads to what the same request did besides")
  func details() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      try await plane.seal()
      let page = try await owner.get("/w/home/audit?event=app_created")
      let detail = try #require(page.between("<dl class=\"facts\">", "</dl>"))
      for name in ["event", "id", "at", "recorded_at", "actor", "subject", "request", "app", "leaf"] {
        #expect(detail.contains("<dt>\(name)</dt>"), "\(name)")
      }
      #expect(detail.contains("<code>app_created</code>") && !detail.contains("<dt>sqlstate</dt>"))
      let request = try #require(page.between("/w/home/audit?request=", "\""))
      let same = try await owner.get("/w/home/audit?request=\(request)")
      #expect(same.text.contains("<summary>app created</summary>"))
      #expect(!same.text.contains("<summary>workspace created</summary>"))
      #expect(try await owner.get("/w/home/audit?request=nonsense").status == 422)
    }
  }

  @Test("The newest events can be followed, with the same filter, and older pages lead back to them")
  func following() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      let still = try await owner.get("/w/home/audit?event=app_created")
      #expect(still.text.contains("audit?event=app_created&amp;live=1\"") && !still.text.contains("<script"))
      let live = try await owner.get("/w/home/audit?event=app_created&live=1")
      #expect(live.text.contains("id=\"following\"") && live.text.contains("<noscript><meta http-equiv=\"refresh\""))
      let nonce = try #require(live.between("<script nonce=\"", "\""))
      #expect(live.headers["Content-Security-Policy"].first?.contains("'nonce-\(nonce)'") == true)
      let older = try await owner.get("/w/home/audit?before=\(UUID().uuidString.lowercased())&live=1")
      #expect(older.status == 200 && older.text.contains("The newest events") && !older.text.contains("<script"))
    }
  }
}
