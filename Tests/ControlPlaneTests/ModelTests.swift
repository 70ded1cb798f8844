// Which models a workspace's AI steps may call, as an administrator and as others.

import AppSpec
import Contract
import Foundation
import Testing

@testable import ControlPlane

@Suite("Model connections")
struct ModelTests {
  private static let fast = [
    ("name", "fast"), ("provider", "anthropic"), ("model", "claude-haiku-4-5"), ("region", "EU (Frankfurt)"),
    ("tokens", "200 000"), ("secret", ""),
  ]

  @Test("A connection is kept, told to the runtime without key or address, and stands in the audit trail")
  func connect() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let runtime = try await TestRuntime.enrol(plane, by: owner)
      #expect(try await owner.get("/w/home/models").text.contains("None yet."))
      let page = try await owner.submit("/w/home/models", Self.fast)
      for part in [
        "<code>fast</code>", "claude-haiku-4-5", "EU (Frankfurt)", "<code>model-fast</code>", "200\u{202F}000 tokens",
        "class=\"tag good\">default", "href=\"/w/home/models/keys\"",
      ] { #expect(page.text.contains(part), "\(part)") }
      let told = try await runtime.events { $0.contains { event in Self.models(event).count == 1 } }
      let model = try #require(told.flatMap(Self.models).first)
      #expect(model.name.text == "fast" && model.isDefault && model.dailyTokens == 200_000)
      #expect(try await owner.get("/w/home/audit?event=model_connected").text.contains("model connected"))
    }
  }

  @Test("A changed connection is another one of its name, as default as before; the same again changes nothing")
  func change() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/models")
      let first = try await owner.submit("/w/home/models", Self.fast)
      #expect(try await owner.get("/w/home/models?name=fast").text.contains("Change fast"))
      #expect(try await owner.submit("/w/home/models", Self.fast).text.contains("Nothing was changed."))
      let other = Self.fast.map { $0.0 == "model" ? ("model", "claude-sonnet-5") : $0 }
      let second = try await owner.submit("/w/home/models", other)
      #expect(second.text.contains("claude-sonnet-5") && !second.text.contains("claude-haiku-4-5"))
      #expect(second.text.contains("class=\"tag good\">default"))
      #expect(Self.id(first) != Self.id(second))
    }
  }

  @Test("Another becomes the default; a connection that is removed is gone from the list, and cannot be removed again")
  func defaultAndRemoval() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/models")
      let first = try #require(Self.id(try await owner.submit("/w/home/models", Self.fast)))
      let slow = Self.fast.map { $0.0 == "name" ? ("name", "slow") : $0 }
      let both = try await owner.submit("/w/home/models", slow)
      let second = try #require(Self.id(both, "default"))
      #expect(first != second)
      let turned = try await owner.submit("/w/home/models/\(second)/default", [])
      #expect(Self.id(turned, "default") == first)
      let left = try await owner.submit("/w/home/models/\(first)/removal", [])
      #expect(!left.text.contains("<code>fast</code>") && left.text.contains("<code>slow</code>"))
      #expect(try await owner.post("/w/home/models/\(first)/removal", []).status == 404)
      #expect(try await owner.post("/w/home/models/\(first)/default", []).status == 404)
    }
  }

  @Test("What is typed wrong comes back with what is wrong about it, and nothing is kept")
  func typos() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/models")
      for (field, bad, says) in [
        ("name", "Fast one", "lower-case letters"), ("provider", "skynet", "Choose one"),
        ("model", "gpt 4\"><script>", "as its provider writes it"), ("region", "", "Where the model runs"),
        ("secret", "../etc", "A secret&#39;s name"), ("tokens", "-5", "A number of tokens"),
        ("tokens", "99999999999999999999", "A number of tokens"),
      ] {
        let typed = Self.fast.map { $0.0 == field ? (field, bad) : $0 }
        let refused = try await owner.post("/w/home/models", typed)
        #expect(refused.status == 422 && refused.text.contains(says), "\(field) \(bad)")
        #expect(!refused.text.contains("<script>") && refused.text.contains("aria-invalid"))
      }
      #expect(try await owner.get("/w/home/models").text.contains("None yet."))
    }
  }

  @Test("A workspace has twenty connections at most")
  func limit() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.get("/w/home/models")
      for number in 1...20 {
        let model = Self.fast.map { $0.0 == "name" ? ("name", "m\(number)") : $0 }
        #expect(try await owner.post("/w/home/models", model).status == 303)
      }
      let refused = try await owner.post("/w/home/models", Self.fast)
      #expect(refused.status == 422 && refused.text.contains("at most 20"))
    }
  }

  @Test("/admin/models leads an administrator of one workspace there, and tells others that they administer none")
  func entrance() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let led = try await owner.get("/admin/models")
      #expect(led.status == 303 && led.location == "/w/home/models")
    }
  }

  private static func models(_ event: FeedEvent) -> [ModelConnection] {
    if case .settings(_, let settings) = event.kind { settings.models } else { [] }
  }

  /// Of the first connection that has a button for `what`.
  private static func id(_ page: Answer, _ what: String = "removal") -> String? {
    page.text.components(separatedBy: "/w/home/models/").dropFirst()
      .first { $0.dropFirst(36).hasPrefix("/\(what)\"") }.map { String($0.prefix(36)) }
  }
}
