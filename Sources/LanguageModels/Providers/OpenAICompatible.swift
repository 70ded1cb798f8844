/// The chat completions that OpenAI, Azure, vLLM, Ollama and many others speak, streamed, with the differences between them.

import Secrets
import Values

struct OpenAICompatible: ModelProvider {
  let access: ModelAccess
  /// Older servers refuse to say what an answer cost.
  private var asksForUsage = true
  /// Newer models know another name for the longest answer.
  private var limitName: String

  init(access: ModelAccess) {
    self.access = access
    limitName = access.endpoint.host == "api.openai.com" ? Self.newLimit : Self.oldLimit
  }

  private static let oldLimit = "max_tokens"
  private static let newLimit = "max_completion_tokens"

  func request(_ prompt: ModelPrompt) -> OutgoingRequest {
    var messages: [JSON] = []
    if let instruction = prompt.instruction { messages.append(["role": "system", "content": .string(instruction)]) }
    messages.append(["role": "user", "content": .string(String(decoding: prompt.text, as: UTF8.self))])
    var body: [JSON.Member] = [
      .init("model", .string(prompt.model)), .init("messages", .array(messages)), .init("stream", .bool(true)),
      .init(limitName, .integer(Int64(prompt.answerTokens))),
    ]
    if asksForUsage { body.append(.init("stream_options", ["include_usage": .bool(true)])) }
    let endpoint = access.endpoint.appending(
      "/chat/completions", query: access.apiVersion.map { "api-version=\($0)" })
    return OutgoingRequest(endpoint, [("Accept", "text/event-stream")] + key, json: JSON.object(body).bytes)
  }

  /// Azure has a header of its own; a server of one's own may ask for none.
  private var key: [(String, String)] {
    let key = access.key.reveal { String(decoding: $0, as: UTF8.self) }
    if key.isEmpty { return [] }
    let isAzure = access.apiVersion != nil || access.endpoint.host.hasSuffix(".azure.com")
    return isAzure ? [("api-key", key)] : [("Authorization", "Bearer \(key)")]
  }

  func refusal(_ status: Int, _ body: [UInt8]) -> ModelRefusal {
    if status == 503 || status == 529 { return .busy(retryAfter: nil) }
    guard status == 400 else { return ModelRefusal(status: status) }
    switch Self.error(body)?["code"]?.string {
    case "context_length_exceeded": return .tooLong
    case "content_filter": return .declined
    default: return .rejected(status: status)
    }
  }

  /// A server that does not know a member of ours says which.
  func adjusted(to body: [UInt8]) -> (any ModelProvider)? {
    let error = Self.error(body)
    let words = (error?["param"]?.string ?? "") + " " + (error?["message"]?.string ?? "")
    var other = self
    if asksForUsage, words.contains("stream_options") {
      other.asksForUsage = false
    } else if limitName == Self.oldLimit, words.contains(Self.newLimit) {
      other.limitName = Self.newLimit
    } else {
      return nil
    }
    return other
  }

  /// Some put the error's members into an `error`, some do not.
  private static func error(_ body: [UInt8]) -> JSON? {
    do throws(JSONError) {
      let said = try JSON.parse(body)
      return said["error"] ?? said
    } catch { return nil }
  }

  func reader() -> any AnswerReader { Reader() }

  struct Reader: AnswerReader {
    mutating func read(_ event: ServerEvents.Event) throws(BrokenAnswer) -> [AnswerStep] {
      if event == Self.done { return [.end] }
      let event = try JSON.event(event)
      guard event.members != nil else { throw .garbage }
      if let error = event["error"], error != .null { return [.failed(Self.refusal(error))] }
      var steps: [AnswerStep] = []
      if let usage = event["usage"], usage != .null {
        steps.append(.usage(input: usage.count("prompt_tokens"), output: usage.count("completion_tokens")))
      }
      guard let choices = event["choices"] else { return steps }
      guard let choices = choices.array else { throw .garbage }
      // The first event of Azure and the last with the usage have none.
      guard let choice = choices.first else { return steps }
      if let text = choice["delta"]?["content"], text != .null {
        guard let text = text.string else { throw .garbage }
        if !text.isEmpty { steps.append(.text(text)) }
      }
      switch choice["finish_reason"]?.string {
      case nil: break
      case "length": steps.append(.stopped(.length))
      case "content_filter": steps.append(.stopped(.declined))
      default: steps.append(.stopped(.complete))
      }
      return steps
    }

    private static let done = Array("[DONE]".utf8)

    private static func refusal(_ error: JSON) -> ModelRefusal {
      let code = error["code"]?.integer ?? error["code"]?.string.flatMap { Int64($0) }
      return code == 429 || code == 503 ? .busy(retryAfter: nil) : .failed(status: nil)
    }
  }
}
