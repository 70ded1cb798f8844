/// Anthropic's Messages API, streamed (version 2023-06-01).

import Secrets
import Values

struct Anthropic: ModelProvider {
  let access: ModelAccess

  func request(_ prompt: ModelPrompt) -> OutgoingRequest {
    var body: [JSON.Member] = [
      .init("model", .string(prompt.model)), .init("max_tokens", .integer(Int64(prompt.answerTokens))),
      .init("stream", .bool(true)),
    ]
    if let instruction = prompt.instruction { body.append(.init("system", .string(instruction))) }
    let message: JSON = ["role": "user", "content": .string(String(decoding: prompt.text, as: UTF8.self))]
    body.append(.init("messages", .array([message])))
    let key = access.key.reveal { String(decoding: $0, as: UTF8.self) }
    return OutgoingRequest(
      access.endpoint.appending("/v1/messages"),
      [("x-api-key", key), ("anthropic-version", "2023-06-01"), ("Accept", "text/event-stream")],
      json: JSON.object(body).bytes)
  }

  func refusal(_ status: Int, _ body: [UInt8]) -> ModelRefusal {
    // 529 is its own way to say that it is overloaded.
    status == 529 || status == 503 ? .busy(retryAfter: nil) : ModelRefusal(status: status)
  }

  func reader() -> any AnswerReader { Reader() }

  struct Reader: AnswerReader {
    mutating func read(_ event: ServerEvents.Event) throws(BrokenAnswer) -> [AnswerStep] {
      let event = try JSON.event(event)
      guard let type = event["type"]?.string else { throw .garbage }
      switch type {
      case "message_start":
        guard let usage = event["message"]?["usage"] else { return [] }
        return [.usage(input: Self.input(usage), output: usage.count("output_tokens"))]
      case "content_block_delta":
        guard let delta = event["delta"], let kind = delta["type"]?.string else { throw .garbage }
        // Its thoughts and its tools' input are no part of the answer.
        guard kind == "text_delta" else { return [] }
        guard let text = delta["text"]?.string else { throw .garbage }
        return [.text(text)]
      case "message_delta": return Self.ending(event)
      case "message_stop": return [.end]
      case "error": return [.failed(Self.error(event["error"]?["type"]?.string))]
      // Pings, the borders of blocks, and what a later version may add.
      default: return []
      }
    }

    /// What came from its cache counts too.
    private static func input(_ usage: JSON) -> Int? {
      let parts = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"].compactMap(usage.count)
      return parts.isEmpty ? nil : parts.reduce(0, +)
    }

    private static func ending(_ event: JSON) -> [AnswerStep] {
      var steps: [AnswerStep] = []
      if let output = event["usage"]?.count("output_tokens") { steps.append(.usage(input: nil, output: output)) }
      switch event["delta"]?["stop_reason"]?.string {
      case nil: break
      case "max_tokens", "model_context_window_exceeded": steps.append(.stopped(.length))
      case "refusal": steps.append(.stopped(.declined))
      default: steps.append(.stopped(.complete))
      }
      return steps
    }

    private static func error(_ type: String?) -> ModelRefusal {
      switch type {
      case "overloaded_error", "rate_limit_error": .busy(retryAfter: nil)
      case "authentication_error", "permission_error": .keyRefused
      case "not_found_error": .modelUnknown
      case "request_too_large": .tooLong
      default: .failed(status: nil)
      }
    }
  }
}
