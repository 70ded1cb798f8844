/// Microsoft Presidio's analyzer: `POST /analyze` with `{"text","language"}`, answered by a list of places in code points.
/// Requests are signed where a secret is set; Presidio itself knows no signature.

import Redaction
import Secrets
import Values

struct PresidioRedactor: RedactorAdapter {
  let endpoint: Endpoint
  let secrets: [SecretValue]

  func request(_ request: RedactorRequest) -> OutgoingRequest {
    let body = JSON.object([
      .init("text", .string(request.string)), .init("language", .string(request.language)),
    ]).bytes
    return OutgoingRequest(endpoint, WebhookRedactor.signature(of: body, secrets, request.now), json: body)
  }

  func spans(_ body: [UInt8], _ request: RedactorRequest) throws(RedactorFailure) -> [TokenSpan] {
    guard let items = try RedactorAnswer.json(body).array else { throw .malformed }
    return try RedactorAnswer.spans(items, in: request.text, type: "entity_type")
  }
}
