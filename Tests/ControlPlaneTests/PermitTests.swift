// Studio's permits over HTTP: what a page of ours may say, that nothing else is listened to, and what a person reads.

import AsyncHTTPClient
import Foundation
import NIOHTTP1
import Testing
import Values
import Workspaces

@testable import ControlPlane

@Suite("Permits and credits")
struct PermitTests {
  private let own = ("Sec-Fetch-Site", "same-origin")

  private func wish() -> String { UUID().uuidString.lowercased() }

  private func state(_ browser: Browser) async throws -> JSON {
    try await browser.send("GET", "/permits", headers: [("Accept", "application/json")]).json
  }

  /// As Studio's script asks.
  private func ask(
    _ browser: Browser, _ method: String, _ path: String, key: String? = nil, token: String? = nil,
    headers: [(String, String)] = [], body: String? = nil
  ) async throws -> Answer {
    let known = try await state(browser)["token"]?.string ?? ""
    var all = [own, ("Accept", "application/json"), ("X-CSRF-Token", token ?? known)]
    if let key { all.append(("Idempotency-Key", key)) }
    return try await browser.send(method, path, headers: all + headers, body: body)
  }

  @Test("Hold, spend, read the history; each may be said again")
  func life() async throws {
    try await TestPlane.serving(change: { $0.freeCredits = 3 }) { plane in
      let person = try await plane.person("ana@example.org")
      #expect(try await state(Browser(plane))["signed_in"] == false)
      let first = try await state(person)
      #expect(first["signed_in"] == true && first["available"] == 3 && first["held"] == 0)
      let key = wish()
      let held = try await ask(person, "POST", "/permits", key: key)
      #expect(held.status == 201)
      let id = try #require(try held.json["permit"]?.string)
      #expect(PermitID(id) != nil && id != key)
      #expect(try held.json["state"] == "held" && held.json["available"] == 2 && held.json["held"] == 1)
      #expect(try await ask(person, "POST", "/permits", key: key).json["permit"]?.string == id)
      for _ in 0..<2 {
        let spent = try await ask(person, "PUT", "/permits/\(id)/spent")
        #expect(spent.status == 200)
        #expect(try spent.json["state"] == "spent" && spent.json["available"] == 2 && spent.json["held"] == 0)
      }
      let page = try await person.get("/account/credits")
      #expect(page.status == 200)
      #expect(page.text.contains("PDF downloaded") && page.text.contains("Free credits to begin with"))
      #expect(page.text.contains("\u{2212}1") && page.text.contains("+3"))
    }
  }

  @Test("A request of another page, without the token, or with anything in it is refused and holds nothing")
  func refusals() async throws {
    try await TestPlane.serving { plane in
      let person = try await plane.person("ana@example.org")
      let other = try await plane.person("other@example.org")
      let token = try #require(try await state(other)["token"]?.string)
      #expect(try await ask(person, "POST", "/permits", key: wish(), token: token).status == 403)
      #expect(try await ask(person, "POST", "/permits", key: wish(), token: "").status == 403)
      let foreign = try await ask(
        person, "POST", "/permits", key: wish(), headers: [("Sec-Fetch-Site", "cross-site")])
      #expect(foreign.status == 403)
      #expect(try await ask(person, "POST", "/permits?invoice=1", key: wish()).status == 400)
      #expect(try await ask(person, "POST", "/permits", key: wish(), body: "{}").status == 400)
      #expect(try await person.get("/permits?invoice=1").status == 400)
      let form = try await ask(
        person, "POST", "/permits", key: wish(), headers: [("Content-Type", "application/x-www-form-urlencoded")],
        body: "buyer=Aurora")
      #expect(form.status == 400)
      for key in [nil, "", "Aurora", UUID().uuidString, wish() + "0"] {
        #expect(try await ask(person, "POST", "/permits", key: key).status == 400)
      }
      #expect(try await ask(person, "PUT", "/permits/\(wish())/spent").status == 404)
      #expect(try await ask(person, "PUT", "/permits/Aurora/spent").status == 404)
      let after = try await state(person)
      #expect(after["available"] == 10 && after["held"] == 0)
      #expect(try await Browser(plane).send("POST", "/permits", headers: [own]).status == 401)
    }
  }

  @Test("Another's permit is not there")
  func others() async throws {
    try await TestPlane.serving { plane in
      let person = try await plane.person("ana@example.org")
      let other = try await plane.person("other@example.org")
      let id = try #require(try await ask(person, "POST", "/permits", key: wish()).json["permit"]?.string)
      #expect(try await ask(other, "PUT", "/permits/\(id)/spent").status == 404)
      #expect(try await state(person)["held"] == 1)
    }
  }

  @Test("Of 1,000 requests at once for the last credit one is granted")
  func lastCredit() async throws {
    try await TestPlane.serving(change: { $0.freeCredits = 1 }) { plane in
      let person = try await plane.person("ana@example.org")
      let token = try #require(try await state(person)["token"]?.string)
      let statuses = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<1000 {
          group.addTask {
            let headers = [own, ("Accept", "application/json"), ("X-CSRF-Token", token), ("Idempotency-Key", wish())]
            do { return try await person.send("POST", "/permits", headers: headers).status } catch { return 0 }
          }
        }
        return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
      // Of an answer that did not come in time nobody knows what it was.
      #expect(statuses[0] == nil ? statuses[201] == 1 : statuses[201, default: 0] <= 1)
      // Of those who ask at the same time a few are heard at once; the others are told to ask again (429).
      #expect(Set(statuses.keys).isSubset(of: [201, 402, 429, 503, 0]), "\(statuses)")
      let after = try await state(person)
      #expect(after["available"] == 0 && after["held"] == 1)
    }
  }

  @Test("A page without credits says so, and the number that are held stands beside the others")
  func page() async throws {
    try await TestPlane.serving(change: { $0.freeCredits = 0 }) { plane in
      let person = try await plane.person("ana@example.org")
      let empty = try await person.get("/account/credits")
      #expect(empty.text.contains("Nothing has happened yet"))
      let none = try await ask(person, "POST", "/permits", key: wish())
      #expect(none.status == 402)
      #expect(try none.json["problem"] == "no_credits")
    }
    try await TestPlane.serving(change: { $0.freeCredits = 2 }) { plane in
      let person = try await plane.person("ana@example.org")
      _ = try await ask(person, "POST", "/permits", key: wish())
      let held = try await person.get("/account/credits")
      #expect(held.text.contains("1 held") && held.text.contains("held until"))
    }
  }

  @Test("Where downloads cost no credits nothing of them is there")
  func off() async throws {
    try await TestPlane.serving(change: { $0.freeCredits = nil }) { plane in
      let person = try await plane.person("ana@example.org")
      #expect(try await person.get("/permits").status == 404)
      #expect(try await person.get("/account/credits").status == 404)
      #expect(!(try await person.get("/account").text.contains("Credits")))
    }
  }

  @Test("Studio's sign-in leads back to Studio")
  func backToStudio() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      #expect(try await browser.get("/studio/sign-in").location == "/sign-in")
      let person = try await plane.person("ana@example.org")
      #expect(try await person.get("/studio/sign-in").location == "/studio")
    }
  }
}
