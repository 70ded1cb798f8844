/// Google Sensitive Data Protection: `content:inspect` (REST v2), with an API key or an access token.

import Redaction
import Secrets
import Values

struct DLPRedactor: RedactorAdapter {
  let endpoint: Endpoint
  let credential: OwnRedactor.GoogleCredential

  /// Info types that exist in every location.
  static let types = [
    "PERSON_NAME", "EMAIL_ADDRESS", "PHONE_NUMBER", "STREET_ADDRESS", "CREDIT_CARD_NUMBER", "IBAN_CODE", "SWIFT_CODE",
    "IP_ADDRESS", "MAC_ADDRESS", "DATE_OF_BIRTH", "AGE", "PASSPORT", "US_SOCIAL_SECURITY_NUMBER",
    "US_DRIVERS_LICENSE_NUMBER", "AUTH_TOKEN", "ENCRYPTION_KEY", "JSON_WEB_TOKEN", "PASSWORD",
  ]

  func request(_ request: RedactorRequest) -> OutgoingRequest {
    let body: JSON = [
      "item": ["value": .string(request.string)],
      "inspectConfig": [
        "infoTypes": .array(Self.types.map { ["name": .string($0)] }), "minLikelihood": "POSSIBLE",
        "includeQuote": .bool(false), "limits": ["maxFindingsPerRequest": 3_000],
      ],
    ]
    let header: (String, String) =
      switch credential {
      case .key(let key): ("x-goog-api-key", key.reveal { String(decoding: $0, as: UTF8.self) })
      case .token(let token): ("Authorization", "Bearer " + token.reveal { String(decoding: $0, as: UTF8.self) })
      }
    return OutgoingRequest(endpoint, [header], json: body.bytes)
  }

  func spans(_ body: [UInt8], _ request: RedactorRequest) throws(RedactorFailure) -> [TokenSpan] {
    guard let result = try RedactorAnswer.json(body)["result"], result.members != nil else { throw .malformed }
    guard result["findingsTruncated"]?.bool != true else { throw .incomplete }
    let points = CodePoints(request.text)
    var spans: [TokenSpan] = []
    // A list that would be empty is left out.
    for finding in result["findings"]?.array ?? [] {
      guard let type = finding["infoType"]?["name"]?.string, let range = finding["location"]?["codepointRange"],
        let start = Self.number(range["start"]), let end = Self.number(range["end"])
      else { throw .malformed }
      spans.append(try points.span(start, end, type))
    }
    return spans
  }

  /// 64-bit numbers are strings in Google's JSON; a zero is left out.
  private static func number(_ value: JSON?) -> Int64? {
    guard let value else { return 0 }
    return value.integer ?? value.string.flatMap { Int64($0) }
  }
}
