/// Why there is no answer. An expected end, with nothing of the prompt, the answer or the servers' words in it.

public enum ModelRefusal: Error, Sendable, Equatable {
  /// The connection's secret is not set.
  case noSecret
  case badSecret(ModelAccess.Problem)
  /// Under `required`; nothing was sent to the model.
  case redactor(RedactorFailure)
  case network(OutgoingFailure)
  /// The server does not take the key (401, 403).
  case keyRefused
  /// It knows no such model, or no such address (404).
  case modelUnknown
  /// The prompt is too long for it.
  case tooLong
  /// It asks for patience; in seconds, where it says so.
  case busy(retryAfter: Int?)
  /// It sends elsewhere; nothing follows there.
  case redirected
  /// Another 4xx.
  case rejected(status: Int)
  /// It failed itself: 5xx, or an error within its answer.
  case failed(status: Int?)
  case brokenAnswer(BrokenAnswer)
  /// The model or its operator's filter declined.
  case declined

  /// For reports: from a closed list.
  public var code: String {
    switch self {
    case .noSecret: "no_secret"
    case .badSecret: "bad_secret"
    case .redactor: "redactor_failed"
    case .network(.addressRefused): "address_refused"
    case .network(.timedOut): "timed_out"
    case .network(.cancelled): "cancelled"
    case .network: "unreachable"
    case .keyRefused: "key_refused"
    case .modelUnknown: "model_unknown"
    case .tooLong: "too_long"
    case .busy: "busy"
    case .redirected: "redirected"
    case .rejected: "rejected"
    case .failed: "failed"
    case .brokenAnswer: "broken_answer"
    case .declined: "declined"
    }
  }

  public static let codes = [
    "no_secret", "bad_secret", "redactor_failed", "address_refused", "timed_out", "cancelled", "unreachable",
    "key_refused", "model_unknown", "too_long", "busy", "redirected", "rejected", "failed", "broken_answer", "declined",
  ]
}

/// What was wrong with an answer that had begun well.
public enum BrokenAnswer: String, Error, Sendable {
  /// No stream of events.
  case contentType
  /// An event that is no JSON, or not the JSON that it should be.
  case garbage
  /// The stream ended before the answer did.
  case cut
  case tooLong
}

/// Why a redactor of the workspace's own gave nothing to rely on.
public enum RedactorFailure: Error, Sendable, Equatable {
  /// Its secret is not set.
  case noSecret
  case badSecret(OwnRedactor.Problem)
  case network(OutgoingFailure)
  case status(Int)
  /// No JSON, or not of the shape that was agreed.
  case malformed
  case wrongID
  case wrongHash
  /// A span that is empty, backwards or outside the text.
  case badSpan
  /// It says itself that it did not find all.
  case incomplete

  /// For reports: from a closed list.
  public var code: String {
    switch self {
    case .noSecret: "no_secret"
    case .badSecret: "bad_secret"
    case .network(.timedOut): "timed_out"
    case .network(.addressRefused): "address_refused"
    case .network(.cancelled): "cancelled"
    case .network(.tls), .network(.notEncrypted): "tls"
    case .network: "unreachable"
    case .status: "status"
    case .malformed: "malformed"
    case .wrongID: "wrong_id"
    case .wrongHash: "wrong_hash"
    case .badSpan: "bad_span"
    case .incomplete: "incomplete"
    }
  }

  public static let codes = [
    "no_secret", "bad_secret", "timed_out", "address_refused", "cancelled", "tls", "unreachable", "status", "malformed",
    "wrong_id",
    "wrong_hash", "bad_span", "incomplete",
  ]
}
