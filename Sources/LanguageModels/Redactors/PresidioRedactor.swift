/// Microsoft Presidio's analyzer: `POST /analyze` with `{"text","language"}`, answered by a list of places in code points.
/// Requests are signed where a secret is set; Presidio itself knows no signature.

import Redaction
import Secrets
import Values

struct PresidioRedactor: RedactorAdapter {
  let endpoint: Endpoint
  let secrets: [SecretValue]
  /// Findings of which it is less sure are not wanted; nil leaves that to it.
  var threshold: String?

  func request(_ request: RedactorRequest) -> OutgoingRequest {
    var members: [JSON.Member] = [
      .init("text", .string(request.string)), .init("language", .string(request.language)),
    ]
    if let threshold { members.append(.init("score_threshold", .number(threshold))) }
    let body = JSON.object(members).bytes
    return OutgoingRequest(endpoint, WebhookRedactor.signature(of: body, secrets, request.now), json: body)
  }

  func spans(_ body: [UInt8], _ request: RedactorRequest) throws(RedactorFailure) -> [TokenSpan] {
    guard let items = try RedactorAnswer.json(body).array else { throw .malformed }
    return try RedactorAnswer.spans(items, in: request.text, type: "entity_type")
  }
}
