import Contract
import LanguageModels
import Secrets
import Synchronization
import Testing
import Values

@Suite("Another attempt")
struct AttemptTests {
  /// Answers with each of `statuses`, then as a model.
  static func server(_ statuses: [(String, [String], String)], provider: ModelProviderKind = .anthropic) throws
    -> WireServer
  {
    let turn = Mutex(0)
    return try WireServer { _, connection in
      let index = turn.withLock { turn in
        defer { turn += 1 }
        return turn
      }
      if index < statuses.count {
        connection.answer(statuses[index].0, statuses[index].1, statuses[index].2)
      } else {
        connection.stream(provider == .anthropic ? AnthropicWire.events(["Hello"]) : OpenAIWire.events(["Hello"]))
      }
    }
  }

  static func ask(_ server: WireServer, _ provider: ModelProviderKind = .anthropic) async -> (ModelResult, [Duration]) {
    let asking = Asking()
    let result = await asking.ask(
      [.text("Hello")], provider: provider, secret: "key=k\nendpoint=\(server.address)", Safeguard(.standard))
    await asking.done()
    return (result, asking.waits.all)
  }

  @Test(
    "is made after exactly the time that the server asked for, in seconds or by a date",
    arguments: [("429 Too Many Requests", "2"), ("529 Overloaded", "Sat, 21 Nov 2026 12:00:02 GMT")])
  func respectful(status: String, header: String) async throws {
    let server = try Self.server([(status, ["Retry-After: \(header)"], "{}")])
    defer { server.close() }
    let (result, waits) = await Self.ask(server)
    #expect(result.text == "Hello" && result.receipt.attempts == 2)
    #expect(waits == [.seconds(2)])
    // The connection served both.
    #expect(server.requests.count == 2)
  }

  @Test("is not made when the server asks for more patience than a person has")
  func patience() async throws {
    let server = try Self.server([("503 Service Unavailable", ["Retry-After: 3600"], "")])
    defer { server.close() }
    let (result, waits) = await Self.ask(server)
    #expect(result.refusal == .busy(retryAfter: 3_600) && waits.isEmpty && result.receipt.attempts == 1)
  }

  @Test("is made four times in all, with longer and longer pauses")
  func bounded() async throws {
    let server = try Self.server(Array(repeating: ("429 Too Many Requests", [], "{}"), count: 9))
    defer { server.close() }
    let (result, waits) = await Self.ask(server)
    #expect(result.refusal == .busy(retryAfter: nil) && result.receipt.attempts == 4 && server.requests.count == 4)
    #expect(waits.count == 3 && waits == waits.sorted())
  }

  @Test(
    "is not made where it would change nothing",
    arguments: [
      ("401 Unauthorized", ModelRefusal.keyRefused), ("403 Forbidden", .keyRefused), ("404 Not Found", .modelUnknown),
      ("413 Content Too Large", .tooLong), ("400 Bad Request", .rejected(status: 400)),
      ("500 Internal Server Error", .failed(status: 500)), ("307 Temporary Redirect", .redirected),
    ])
  func senseless(status: String, refusal: ModelRefusal) async throws {
    let elsewhere = try WireServer { $1.stream(AnthropicWire.events(["elsewhere"])) }
    defer { elsewhere.close() }
    for provider in ModelProviderKind.allCases {
      let server = try Self.server([(status, ["Location: \(elsewhere.address)/"], "{}")])
      defer { server.close() }
      let (result, waits) = await Self.ask(server, provider)
      #expect(result.refusal == refusal && waits.isEmpty && server.requests.count == 1)
      #expect(ModelRefusal.codes.contains(refusal.code))
    }
    #expect(elsewhere.requests.isEmpty)
  }

  @Test("is made once when the connection ended before anybody answered, and when nobody listens")
  func lost() async throws {
    let server = try WireServer { _, _ in }
    defer { server.close() }
    let (result, _) = await Self.ask(server)
    #expect(result.refusal == .network(.lost) && server.requests.count == 2)
    let nobody = try WireServer { _, _ in }
    nobody.close()
    let (unreachable, waits) = await Self.ask(nobody)
    #expect(unreachable.refusal == .network(.unreachable) && waits.count == 1)
  }

  @Test("is made in the dialect that an older or a newer server asks for")
  func dialects() async throws {
    let old = #"{"error":{"message":"Unrecognized request argument supplied: stream_options","param":null}}"#
    let new =
      #"{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.","param":"max_tokens"}}"#
    let server = try Self.server(
      [("400 Bad Request", [], old), ("400 Bad Request", [], new)], provider: .openAICompatible)
    defer { server.close() }
    let (result, waits) = await Self.ask(server, .openAICompatible)
    #expect(result.text == "Hello" && waits.isEmpty)
    let bodies = try server.requests.map { try $0.json }
    try #require(bodies.count == 3)
    #expect(bodies[0]["stream_options"] != nil && bodies[1]["stream_options"] == nil)
    #expect(bodies[1]["max_tokens"] != nil && bodies[2]["max_tokens"] == nil)
    #expect(bodies[2]["max_completion_tokens"]?.integer == 2_048)
  }
}
