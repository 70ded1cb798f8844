// The trail as an admin reads it.

import ControlStore
import Foundation
import NIOHTTP1
import ServerKit
import Testing
import Values

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

  @Test("A row's detail stands in a row of its own, over the whole width")
  func detailRow() async throws {
    try await TestPlane.serving { plane in
      let page = try await made(plane).get("/w/home/audit?event=app_created").text
      #expect(page.contains("<summary>app created</summary></details></td>"))
      #expect(page.contains("<tr class=\"detail\"><td colspan=\"6\"><dl class=\"facts\">"))
    }
  }

  @Test("The filter takes whole days, and times of them to the minute, each side by itself")
  func times() throws {
    func search(_ query: String) throws -> AuditSearch { try AuditSearch(try Fields(Array(query.utf8))) }
    let plain = try search("from=2026-11-20&until=2026-11-20&until_time=")
    #expect(plain.filter.from == Instant(iso: "2026-11-20T00:00:00Z"))
    #expect(plain.filter.until == Instant(iso: "2026-11-21T00:00:00Z"))
    #expect(plain.query(live: false) == "from=2026-11-20&until=2026-11-20")
    let exact = try search("from=2026-11-20&from_time=09:05&until=2026-11-20&until_time=14:30:59")
    #expect(exact.filter.from == Instant(iso: "2026-11-20T09:05:00Z"))
    #expect(exact.filter.until == Instant(iso: "2026-11-20T14:31:00Z"), "what happened at 14:30 is there")
    #expect(exact.query(live: true) == "from=2026-11-20&from_time=09:05&until=2026-11-20&until_time=14:30&live=1")
    for bad in ["24:00", "9:05", "09:60", "x", "09:05Z", "09:05%2B01:00", "09:05:61"] {
      #expect(throws: Problem.self, "\(bad)") { try search("from=2026-11-20&from_time=\(bad)") }
    }
    #expect(throws: Problem.self) { try search("until_time=09:05") }
  }

  @Test("A minute of the filter finds what happened in it, and what happened in another is not there")
  func minutes() async throws {
    try await TestPlane.serving { plane in
      let owner = try await made(plane)
      let all = try await owner.get("/w/home/audit?event=app_created")
      let at = try #require(all.between("<tr><td><time datetime=\"", "\""))
      let (day, minute) = (at.prefix(10), at.dropFirst(11).prefix(5))
      let query = "event=app_created&from=\(day)&from_time=\(minute)&until=\(day)&until_time=\(minute)"
      let exact = try await owner.get("/w/home/audit?\(query)").text
      #expect(exact.contains("<summary>app created</summary>"))
      #expect(exact.contains("name=\"from_time\" value=\"\(minute)\""))
      #expect(exact.contains("<input type=\"hidden\" name=\"until_time\" value=\"\(minute)\">"), "exports have it")
      let later = Instant(iso: at)!.adding(seconds: 60).iso
      let other = "event=app_created&from=\(later.prefix(10))&from_time=\(later.dropFirst(11).prefix(5))"
      #expect(try await owner.get("/w/home/audit?\(other)").text.contains("Nothing was found"))
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
