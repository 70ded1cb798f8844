// What an operator states about a control that no program can check: told as his word, for its time, and signed.

import Contract
import Foundation
import Postgres
import ServerKit
import Testing
import Trust
import Values

@testable import ControlPlane

@Suite("Statements of the operator")
struct StatementTests {
  private static let words = "Disks under <all> stores: LUKS2, aes-xts-plain64 with 512 bits.\nBackups: the same."

  /// States `rights.standing` and `crypto.rest` until thirty days from now.
  private func state(_ plane: TestPlane, _ owner: Browser, _ control: String = "crypto.rest") async throws -> Answer {
    try await owner.get("/trust/\(control)")
    let until = plane.clock.clock.now().day.adding(days: 30)
    return try await owner.submit(
      "/trust/\(control)/statements", [("name", "Ana Lindqvist"), ("until", until.iso), ("text", Self.words)])
  }

  @Test("stands on the security page as stated, escaped, with name and days, and is counted nowhere as checked")
  func stated() async throws {
    try await TestPlane.serving { plane in
      let before = try await Browser(plane).get("/security").text
      #expect(before.contains("Not claimed here") && before.contains("AES-256 at rest for every store"))
      let page = try await state(plane, try await plane.owner())
      #expect(page.status == 200 && page.text.contains("Everybody reads it"))
      let answer = try await Browser(plane).get("/security")
      let after = answer.text
      #expect(after.contains(">Stated<") && after.contains("Stated by the operator, not checked: by Ana Lindqvist"))
      #expect(after.contains("<blockquote>Disks under &lt;all&gt; stores"))
      #expect(after.contains("<li class=\"stated\">") && !after.contains(">Holds<"))
      #expect(answer.between("notice info\">", "</p>")?.contains("stated") == false)
      #expect(try await events(plane) == 1)
    }
  }

  @Test("says that it has expired, once its last day is over")
  func expired() async throws {
    try await TestPlane.serving { plane in
      _ = try await state(plane, try await plane.owner())
      plane.clock.advance(seconds: 30 * 86_400)
      #expect(try await Browser(plane).get("/security").text.contains(">Stated<"))
      plane.clock.advance(seconds: 86_400)
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Statement expired<") && page.contains("and no longer does") && !page.contains(">Stated<"))
    }
  }

  @Test("can be withdrawn, stays in the history, and can be stated anew")
  func withdrawn() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      _ = try await state(plane, owner)
      plane.clock.advance(seconds: 1)
      let page = try await owner.submit("/trust/crypto.rest/withdrawals")
      #expect(page.text.contains("Withdrawn by") && page.text.contains("aes-xts-plain64"))
      #expect(try await !Browser(plane).get("/security").text.contains("aes-xts-plain64"))
      plane.clock.advance(seconds: 1)
      _ = try await state(plane, owner)
      #expect(try await Browser(plane).get("/security").text.contains("aes-xts-plain64"))
      #expect(try await events(plane) == 3)
    }
  }

  @Test("needs a name, words and a day that is neither over nor too far away; what was typed stays")
  func refused() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/trust/access.review")
      let today = plane.clock.clock.now().day
      for (name, until, text, part) in [
        ("", today.iso, "words", "Say who states it"), ("Ana", today.adding(days: -1).iso, "words", "It counts until"),
        ("Ana", today.adding(days: 101).iso, "words", "It counts until"), ("Ana", "soon", "words", "It counts until"),
        ("Ana", today.iso, "  ", "Say in your words"), ("Ana\u{0}", today.iso, "words", nil),
        ("Ana", today.iso, String(repeating: "x", count: 2_001), "Say in your words"),
      ] {
        let answer = try await owner.post(
          "/trust/access.review/statements", [("name", name), ("until", until), ("text", text)])
        #expect(answer.status == (part == nil ? 400 : 422), "\(name) \(until)")
        if let part { #expect(answer.text.contains("Not stated:") && answer.text.contains(part)) }
        if part != nil && text == "words" { #expect(answer.text.contains("words</textarea>")) }
      }
      #expect(try await events(plane) == 0)
    }
  }

  @Test("is for operators, and for controls that no program checks")
  func entrances() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      #expect(try await state(plane, owner, "data.tenant").status == 404)
      #expect(try await state(plane, owner, "data.nothing").status == 404)
      let other = try await plane.person("other@example.org")
      try await other.get("/account")
      for path in ["statements", "withdrawals"] {
        #expect(try await other.post("/trust/crypto.rest/\(path)").status == 404)
      }
      #expect(try await events(plane) == 0)
    }
  }

  @Test("that was withdrawn does not come back by a copy of its row")
  func replayed() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      _ = try await state(plane, owner)
      plane.clock.advance(seconds: 60)
      _ = try await owner.submit("/trust/crypto.rest/withdrawals")
      try await plane.asSuperuser(
        """
        insert into freehold.control_statements (id, control, at, statement, signature)
        select gen_random_uuid(), control, now() + interval '1 day', statement, signature from freehold.control_statements
        where statement like '%LUKS2%' limit 1
        """)
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains("Record not genuine") && !page.contains("LUKS2"))
      #expect(try await owner.get("/trust/crypto.rest").text.contains("not signed by this installation"))
    }
  }

  @Test("that somebody wrote into the database is not genuine")
  func forged() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      _ = try await state(plane, owner)
      try await plane.asSuperuser(
        "update freehold.control_statements set statement = replace(statement, 'LUKS2', 'LUKS9')")
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains("Record not genuine") && !page.contains("LUKS9"))
      #expect(try await owner.get("/trust/crypto.rest").text.contains("not signed by this installation"))
    }
  }

  /// How often the trail of the installation says that something was stated.
  private func events(_ plane: TestPlane) async throws -> Int {
    let connection = try await Connection.open(plane.superuser)
    let rows = try await connection.query(
      "select count(*) as n from freehold.audit_events where event = 'control_stated' and actor_kind = 'account'")
    await connection.close()
    return try rows[0].get("n")
  }
}
