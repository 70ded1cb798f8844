/// Asks a model's server, as often as is sensible, and hears the answer to its end.

import NIOCore
import NIOHTTP1
import Redaction
import Values

struct ModelCall {
  static let attempts = 4
  /// Between all attempts together; who asks for more patience is not asked again.
  static let patience: Duration = .seconds(20)
  /// Of an answer, in bytes, as it comes and as it is restored: a short token may stand for a long value.
  static let answerLimit = 256 << 10

  let http: OutgoingHTTP
  let limits: OutgoingLimits
  let now: @Sendable () -> Instant
  let wait: @Sendable (Duration) async throws -> Void

  func run(
    _ prompt: ModelPrompt, _ provider: any ModelProvider, _ conversation: Conversation,
    _ hear: @escaping @Sendable (String) async -> Void
  ) async -> HeardAnswer {
    var provider = provider
    var waited: Duration = .zero
    for attempt in 1...Self.attempts {
      let asked = await ask(prompt, provider, conversation, hear)
      let isLast = attempt == Self.attempts
      switch asked {
      case .heard(var heard):
        heard.attempts = attempt
        return heard
      case .adjust(let other, let refusal):
        if isLast { return HeardAnswer(refusal, attempts: attempt) }
        provider = other
      case .again(let pause, let refusal):
        let pause = pause ?? .milliseconds(400 * (1 << attempt)) * Double.random(in: 0.75...1.25)
        waited += pause
        let isNetwork = if case .network = refusal { true } else { false }
        guard !isLast, waited <= Self.patience, !isNetwork || attempt == 1 else {
          return HeardAnswer(refusal, attempts: attempt)
        }
        do { try await wait(pause) } catch { return HeardAnswer(.network(.cancelled), attempts: attempt) }
      }
    }
    preconditionFailure("the last attempt returns")
  }

  private enum Asked: Sendable {
    case heard(HeardAnswer)
    /// Nothing of an answer has come yet.
    case again(after: Duration?, ModelRefusal)
    case adjust(any ModelProvider, ModelRefusal)
  }

  private func ask(
    _ prompt: ModelPrompt, _ provider: any ModelProvider, _ conversation: Conversation,
    _ hear: @escaping @Sendable (String) async -> Void
  ) async -> Asked {
    let now = now
    do throws(OutgoingFailure) {
      return try await http.exchange(provider.request(prompt), limits) { response throws(OutgoingFailure) in
        var response = response
        guard response.status == 200 else { return try await Self.refused(&response, provider, now) }
        var heard = HeardAnswer(conversation, promptBytes: prompt.text.count)
        await heard.listen(&response, provider.reader(), hear)
        return .heard(heard)
      }
    } catch {
      // The connection may have been an old one that the server had closed.
      return error == .lost || error == .unreachable
        ? .again(after: .milliseconds(250), .network(error))
        : .heard(HeardAnswer(error, promptBytes: prompt.text.count))
    }
  }

  private static func refused(
    _ response: inout OutgoingResponse, _ provider: any ModelProvider, _ now: @Sendable () -> Instant
  ) async throws(OutgoingFailure) -> Asked {
    let status = response.status
    let seconds = response.headers.first(name: "Retry-After").flatMap { RetryAfter.seconds($0, now: now()) }
    let body: [UInt8]
    do throws(OutgoingFailure) { body = try await response.whole(upTo: 64 << 10) } catch {
      guard error != .cancelled else { throw error }
      body = []
    }
    var refusal = provider.refusal(status, body)
    if case .busy = refusal { refusal = .busy(retryAfter: seconds) }
    if status == 400, let other = provider.adjusted(to: body) { return .adjust(other, refusal) }
    guard [429, 502, 503, 504, 529].contains(status) else { return .heard(HeardAnswer(refusal)) }
    return .again(after: seconds.map { .seconds($0) }, refusal)
  }
}
