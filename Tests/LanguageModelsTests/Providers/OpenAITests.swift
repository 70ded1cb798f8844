import Contract
import Secrets
import Testing
import Values

@testable import LanguageModels

@Suite("A server that speaks OpenAI's chat completions")
struct OpenAITests {
  @Test("is asked with its key, and its answer is restored however it is cut", arguments: [1, 5, 4_096])
  func whole(size: Int) async throws {
    let (result, request) = try await ask(
      OpenAIWire.events(["Dear [[EM", "AIL_1]", "]!"]), size: size, secret: "key=sk-own\nendpoint=ADDRESS/v1/")
    #expect(result.text == "Dear anna@example.com!")
    #expect(result.receipt.tokens == .init(input: 25, output: 15, isEstimated: false))
    #expect(request.path == "/v1/chat/completions" && request.headers["authorization"] == "Bearer sk-own")
    let body = try request.json
    #expect(body["stream_options"]?["include_usage"]?.bool == true)
    #expect(body["messages"]?.array?.map { $0["role"]?.string } == ["system", "user"])
  }

  @Test("may be Azure, with a header and a version of its own")
  func azure() async throws {
    let filter = OpenAIWire.data(#"{"choices":[],"prompt_filter_results":[{"prompt_index":0}]}"#)
    let (result, request) = try await ask(
      [filter] + OpenAIWire.events(["Yes"]),
      secret: "key=azure-key\nendpoint=ADDRESS/openai/deployments/d\napi-version=2024-10-21")
    #expect(result.text == "Yes")
    #expect(request.path == "/openai/deployments/d/chat/completions?api-version=2024-10-21")
    #expect(request.headers["api-key"] == "azure-key" && request.headers["authorization"] == nil)
  }

  @Test("may need no key and say nothing of its tokens, which are guessed then")
  func ollama() async throws {
    let (result, request) = try await ask(
      OpenAIWire.events(["12345678"], usage: nil), secret: "endpoint=ADDRESS/v1")
    #expect(result.text == "12345678" && request.headers["authorization"] == nil)
    #expect(result.receipt.tokens.isEstimated && result.receipt.tokens.output == 2)
  }

  @Test("may close where others say that they are done")
  func noDone() async throws {
    let (result, _) = try await ask(OpenAIWire.events(["Yes"]).dropLast(), secret: "endpoint=ADDRESS")
    #expect(result.text == "Yes")
  }

  @Test("may decline, or stop at the longest answer")
  func stops() async throws {
    let (declined, _) = try await ask(OpenAIWire.events(["I"], stop: "content_filter"), secret: "endpoint=ADDRESS")
    #expect(declined.refusal == .declined)
    let (cut, _) = try await ask(OpenAIWire.events(["It is"], stop: "length"), secret: "endpoint=ADDRESS")
    guard case .answered(let answer, _) = cut else {
      Issue.record("\(cut)")
      return
    }
    #expect(answer == ModelAnswer(text: "It is", isCutShort: true))
  }

  private func ask(
    _ events: some Collection<String>, size: Int = 4_096, secret: String
  ) async throws -> (ModelResult, WireServer.Request) {
    let events = Array(events)
    let server = try WireServer { $1.stream(events, size: size) }
    defer { server.close() }
    let asking = Asking()
    let result = await asking.ask(
      [.text("Write to anna@example.com")], provider: .openAICompatible,
      secret: secret.replacing("ADDRESS", with: server.address), Safeguard(.standard))
    await asking.done()
    return (result, try #require(server.requests.last))
  }
}
