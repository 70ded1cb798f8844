import Contract
import LanguageModels
import Secrets
import Testing
import Values

@Suite("Asking a model")
struct AskTests {
  @Test(
    "sends tokens, restores the answer however it is cut, and leaves a receipt without text", arguments: [1, 7, 4_096])
  func whole(size: Int) async throws {
    let server = try WireServer { request, connection in
      connection.stream(
        AnthropicWire.events(["Dear [[PERSO", "NAL_1]], write to [[EMAIL_1", "]] about [[IBAN_1]]", "."]), size: size)
    }
    defer { server.close() }
    let asking = Asking()
    let result = await asking.ask(
      [
        .text("Remind "), .value("Ümit & Söhne", personal: true), .text(" at "),
        .value("uemit@example.com", personal: false), .text(", IBAN DE89370400440532013000, of invoice "),
        .value("2026-17", personal: false),
      ], secret: "key=sk-test\nendpoint=\(server.address)", Safeguard(.standard))
    await asking.done()

    #expect(result.text == "Dear Ümit & Söhne, write to uemit@example.com about DE89370400440532013000.")
    let receipt = result.receipt
    #expect(receipt.masked.map { "\($0.kind) \($0.count)" } == ["EMAIL 1", "IBAN 1", "PERSONAL 1"])
    #expect(receipt.tokens == .init(input: 25, output: 15, isEstimated: false))
    #expect(receipt.redactor == .ours && receipt.attempts == 1)

    let request = try #require(server.requests.first)
    #expect(request.line == "POST /v1/messages HTTP/1.1")
    #expect(request.headers["x-api-key"] == "sk-test" && request.headers["anthropic-version"] == "2023-06-01")
    let body = try request.json
    #expect(
      body["messages"]?.array?.first?["content"]?.string
        == "Remind [[PERSONAL_1]] at [[EMAIL_1]], IBAN [[IBAN_1]], of invoice 2026-17")
    #expect(body["model"]?.string == "claude-test" && body["stream"]?.bool == true)
    // A small model repeats what it is shown: only what is in the text.
    #expect(body["system"]?.string?.contains("tokens such as [[PERSONAL_1]].") == true)
  }

  @Test("sends no personal column even where the policy is off")
  func off() async throws {
    let server = try WireServer { $1.stream(AnthropicWire.events(["[[PERSONAL_1]] [[PERSONAL_9]]"])) }
    defer { server.close() }
    let asking = Asking()
    let result = await asking.ask(
      [.value("Anna Berg", personal: true), .text(" anna@example.com")],
      secret: "key=sk-test\nendpoint=\(server.address)", Safeguard(.off))
    await asking.done()
    #expect(result.text == "Anna Berg [[PERSONAL_9]]")
    #expect(result.receipt.unknownTokens == 1 && result.receipt.redactor == .none)
    let body = try #require(server.requests.first).json
    #expect(body["messages"]?.array?.first?["content"]?.string == "[[PERSONAL_1]] anna@example.com")
  }

  @Test("takes no more than so much of an answer, also where a short token stands for a long value")
  func long() async throws {
    let server = try WireServer {
      $1.stream(AnthropicWire.events(Array(repeating: "[[PERSONAL_1]] ", count: 400)))
    }
    defer { server.close() }
    let asking = Asking()
    let result = await asking.ask(
      [.value(String(repeating: "Anna ", count: 200), personal: true)],
      secret: "key=sk-test\nendpoint=\(server.address)", Safeguard(.off))
    await asking.done()
    #expect(result.refusal == .brokenAnswer(.tooLong))
  }

  @Test("goes nowhere without a key, and not to an address that the operator did not open")
  func nowhere() async throws {
    let server = try WireServer { $1.stream(AnthropicWire.events(["never"])) }
    defer { server.close() }
    let asking = Asking(allowing: [])
    let secret = "key=sk-test\nendpoint=\(server.address)"
    let refused = await asking.ask([.text("Hello")], secret: secret, Safeguard(.standard))
    #expect(refused.refusal == .network(.addressRefused))
    let unset = await asking.caller.ask(
      Question([.text("Hello")]), of: ModelTarget(name: "fast", provider: .anthropic, model: "m", region: "eu"),
      secret: nil, safeguard: Safeguard(.standard))
    #expect(unset.refusal == .noSecret && !unset.receipt.wasSent)
    await asking.done()
    #expect(server.requests.isEmpty)
  }
}
