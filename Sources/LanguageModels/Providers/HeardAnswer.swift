/// An answer as it is heard: restored piece by piece, counted, and judged at its end.

import NIOCore
import NIOHTTP1
import Redaction

struct HeardAnswer: Sendable {
  var attempts: Int
  private(set) var tokens = Receipt.Tokens(input: 0, output: 0, isEstimated: false)
  private(set) var outcome: Result<ModelAnswer, ModelRefusal>
  var unknownTokens: Int { restorer.unknown.count }

  private var restorer: Restorer
  private var restored: [UInt8] = []
  private var promptBytes = 0
  private var saidBytes = 0
  private var stop: AnswerStep.Stop?
  private var hasEnded = false
  private var input: Int?
  private var output: Int?

  /// No answer at all.
  init(_ refusal: ModelRefusal, attempts: Int = 1) {
    outcome = .failure(refusal)
    self.attempts = attempts
    restorer = Restorer(Conversation())
  }

  /// Nobody waited for the rest. What the server had read by then is counted, by a guess.
  init(_ failure: OutgoingFailure, promptBytes: Int) {
    self.init(.network(failure))
    switch failure {
    case .timedOut(.firstByte), .timedOut(.idle), .timedOut(.whole), .broken, .cancelled:
      tokens = Receipt.Tokens(input: promptBytes / 4, output: 0, isEstimated: true)
    default: break
    }
  }

  init(_ conversation: Conversation, promptBytes: Int) {
    outcome = .failure(.brokenAnswer(.cut))
    attempts = 1
    restorer = Restorer(conversation)
    self.promptBytes = promptBytes
  }

  mutating func listen(
    _ response: inout OutgoingResponse, _ reader: any AnswerReader, _ hear: @Sendable (String) async -> Void
  ) async {
    do throws(ModelRefusal) {
      try await follow(&response, reader, hear)
      outcome = .success(try ending())
    } catch { outcome = .failure(error) }
    // A server that does not say: four bytes for each token is what most texts have.
    tokens = Receipt.Tokens(
      input: input ?? promptBytes / 4, output: output ?? saidBytes / 4, isEstimated: input == nil || output == nil)
  }

  private mutating func follow(
    _ response: inout OutgoingResponse, _ reader: any AnswerReader, _ hear: @Sendable (String) async -> Void
  ) async throws(ModelRefusal) {
    let type = response.headers.first(name: "Content-Type")?.lowercased() ?? ""
    guard type.hasPrefix("text/event-stream") else { throw .brokenAnswer(.contentType) }
    var reader = reader
    var events = ServerEvents()
    while !hasEnded, let piece = try await Self.next(&response) {
      let taken: [ServerEvents.Event]
      do throws(ServerEvents.TooLong) { taken = try events.take(piece.readableBytesView) } catch {
        throw .brokenAnswer(.tooLong)
      }
      let before = restored.count
      for event in taken where !hasEnded { try take(event, &reader) }
      if restored.count > before { await hear(String(decoding: restored[before...], as: UTF8.self)) }
    }
    if hasEnded { await response.finish() }
    let before = restored.count
    restored.append(contentsOf: restorer.finish())
    if restored.count > before { await hear(String(decoding: restored[before...], as: UTF8.self)) }
  }

  private static func next(_ response: inout OutgoingResponse) async throws(ModelRefusal) -> ByteBuffer? {
    do throws(OutgoingFailure) { return try await response.next() } catch {
      throw error == .broken ? .brokenAnswer(.cut) : .network(error)
    }
  }

  private mutating func take(
    _ event: ServerEvents.Event, _ reader: inout any AnswerReader
  ) throws(ModelRefusal) {
    let steps: [AnswerStep]
    do throws(BrokenAnswer) { steps = try reader.read(event) } catch { throw .brokenAnswer(error) }
    for step in steps {
      switch step {
      case .text(let text):
        saidBytes += text.utf8.count
        guard saidBytes <= ModelCall.answerLimit else { throw .brokenAnswer(.tooLong) }
        restored.append(contentsOf: restorer.restore(Array(text.utf8)))
        guard restored.count <= ModelCall.answerLimit else { throw .brokenAnswer(.tooLong) }
      case .usage(let input, let output):
        self.input = input ?? self.input
        self.output = output ?? self.output
      case .stopped(let stop): self.stop = stop
      case .end: hasEnded = true
      case .failed(let refusal): throw refusal
      }
    }
  }

  private func ending() throws(ModelRefusal) -> ModelAnswer {
    // Some servers close where others say that it is done; without either the answer may have been longer.
    guard hasEnded || stop != nil else { throw .brokenAnswer(.cut) }
    guard stop != .declined else { throw .declined }
    return ModelAnswer(text: String(decoding: restored, as: UTF8.self), isCutShort: stop == .length)
  }
}
