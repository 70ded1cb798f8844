/// The seam between the asking and those who answer: an adapter says what is sent and understands what comes. It opens no
/// connection itself, so that time-outs, attempts and addresses are decided in one place.

import Contract
import Values

/// What is asked of a model, redacted.
struct ModelPrompt: Sendable {
  var model: String
  var text: [UInt8]
  /// One of the tokens in the text; nil where there are none.
  var token: String?
  var answerTokens: Int

  /// What the model is told beside the prompt where there are tokens in it: by one of them, for small models repeat what they
  /// are shown.
  var instruction: String? {
    token.map { token in
      "Some words are replaced by tokens such as \(token). Wherever you need such a word, write its token exactly as it "
        + "stands, with both pairs of brackets. Never explain tokens and never make up new ones."
    }
  }
}

protocol ModelProvider: Sendable {
  func request(_ prompt: ModelPrompt) -> OutgoingRequest

  /// What a status other than 200 means. The body's words go no further.
  func refusal(_ status: Int, _ body: [UInt8]) -> ModelRefusal

  /// The same provider in the dialect that its server asks for; nil when another attempt would change nothing.
  func adjusted(to body: [UInt8]) -> (any ModelProvider)?

  func reader() -> any AnswerReader
}

extension ModelProvider {
  func adjusted(to body: [UInt8]) -> (any ModelProvider)? { nil }
}

/// Understands a provider's events, one after another.
protocol AnswerReader {
  mutating func read(_ event: ServerEvents.Event) throws(BrokenAnswer) -> [AnswerStep]
}

enum AnswerStep: Equatable {
  case text(String)
  /// Of the input and of the output so far; nil for what is not told.
  case usage(input: Int?, output: Int?)
  case stopped(Stop)
  /// Nothing follows.
  case end
  /// An error in the middle of the answer.
  case failed(ModelRefusal)

  enum Stop { case complete, length, declined }
}

extension ModelProviderKind {
  func adapter(_ access: ModelAccess) -> any ModelProvider {
    switch self {
    case .anthropic: Anthropic(access: access)
    case .openAICompatible: OpenAICompatible(access: access)
    }
  }
}

extension ModelRefusal {
  /// What is the same everywhere.
  init(status: Int) {
    switch status {
    case 300..<400: self = .redirected
    case 401, 403: self = .keyRefused
    case 404: self = .modelUnknown
    case 413: self = .tooLong
    case 429: self = .busy(retryAfter: nil)
    case 400..<500: self = .rejected(status: status)
    default: self = .failed(status: status)
    }
  }
}

extension JSON {
  /// Nil for what is no JSON of a kind that is of use here.
  static func event(_ bytes: [UInt8]) throws(BrokenAnswer) -> JSON {
    do throws(JSONError) { return try JSON.parse(bytes) } catch { throw .garbage }
  }

  /// A count of tokens: whole and not negative.
  func count(_ name: String) -> Int? {
    self[name]?.integer.flatMap { (0...1_000_000_000).contains($0) ? Int($0) : nil }
  }
}
