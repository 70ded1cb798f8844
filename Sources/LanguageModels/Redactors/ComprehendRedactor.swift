/// Amazon Comprehend's `DetectPiiEntities` (version 2017-11-27), signed by Signature Version 4.

import Redaction
import Secrets
import Values

struct ComprehendRedactor: RedactorAdapter {
  let endpoint: Endpoint
  let credential: OwnRedactor.AmazonCredential

  func request(_ request: RedactorRequest) -> OutgoingRequest {
    let body = JSON.object([
      .init("Text", .string(request.string)), .init("LanguageCode", .string(request.language)),
    ]).bytes
    let headers = [
      ("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", "Comprehend_20171127.DetectPiiEntities"),
    ]
    let signature = AmazonSignature(credential, service: "comprehend", now: request.now)
    return OutgoingRequest(
      endpoint, headers + signature.headers(for: endpoint, headers, body), body: body)
  }

  func spans(_ body: [UInt8], _ request: RedactorRequest) throws(RedactorFailure) -> [TokenSpan] {
    guard let entities = try RedactorAnswer.json(body)["Entities"]?.array else { throw .malformed }
    let points = CodePoints(request.text)
    var spans: [TokenSpan] = []
    for entity in entities {
      guard let type = entity["Type"]?.string, let start = entity["BeginOffset"]?.integer,
        let end = entity["EndOffset"]?.integer
      else { throw .malformed }
      spans.append(try points.span(start, end, type))
    }
    return spans
  }
}
