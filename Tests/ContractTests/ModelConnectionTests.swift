import AppSpec
import Contract
import Testing
import Values

@Suite("Model connections between the planes") struct ModelConnectionTests {
  private static func connection(
    model: String = "claude-haiku-4-5", region: String = "EU (Frankfurt)", secret: String = "model-fast",
    tokens: Int64? = nil
  ) -> ModelConnection? {
    Name("fast").flatMap {
      ModelConnection(
        id: ModelConnectionID(high: 1, low: 2), name: $0, provider: .openAICompatible, model: model, region: region,
        secret: secret, dailyTokens: tokens, isDefault: true)
    }
  }

  @Test("Its JSON reads as it was written, with and without a limit", arguments: [nil, 1, 200_000] as [Int64?])
  func json(tokens: Int64?) throws {
    let connection = try #require(Self.connection(tokens: tokens))
    #expect(try ModelConnection(connection.json) == connection)
  }

  @Test("What is no model, region, secret or limit makes no connection, nor does its JSON")
  func bounds() throws {
    for bad in ["", "gpt 4", "x\"><", String(repeating: "m", count: 101), "modèle"] {
      #expect(Self.connection(model: bad) == nil, "\(bad)")
    }
    for bad in ["", " EU", "EU\nUS", String(repeating: "e", count: 61)] { #expect(Self.connection(region: bad) == nil) }
    for bad in ["", "Model", "../key", "a b"] { #expect(Self.connection(secret: bad) == nil) }
    for bad: Int64 in [0, -1, ModelConnection.mostTokens + 1] { #expect(Self.connection(tokens: bad) == nil) }
    let good = try #require(Self.connection()?.json.members)
    for (name, value) in [("daily_tokens", JSON.string("1")), ("model", "a b"), ("provider", "other"), ("more", "x")] {
      let members = good.filter { $0.name != name } + [JSON.Member(name, value)]
      #expect(throws: JSONReader.Problem.self) { try ModelConnection(.object(members)) }
    }
  }

  @Test("A step that names no model has the default; one that names an unknown model has none")
  func lookUp() throws {
    let connection = try #require(Self.connection())
    #expect([connection].named(nil) == connection && [connection].named(Name("fast")) == connection)
    #expect([connection].named(Name("slow")) == nil && [ModelConnection]().named(nil) == nil)
  }
}
