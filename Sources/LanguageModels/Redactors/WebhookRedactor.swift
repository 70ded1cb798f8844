/// Freehold's own protocol: `POST {"id","text","language"}`, signed, answered by `{"id","text_sha256","spans"}` with places in
/// code points.

import Contract
import Redaction
import Secrets
import Values

struct WebhookRedactor: RedactorAdapter {
  let endpoint: Endpoint
  /// The current one, and while it rotates the one before.
  let secrets: [SecretValue]

  func request(_ request: RedactorRequest) -> OutgoingRequest {
    let body = JSON.object([
      .init("id", .string(request.id)), .init("text", .string(request.string)),
      .init("language", .string(request.language)),
    ]).bytes
    return OutgoingRequest(endpoint, Self.signature(of: body, secrets, request.now), json: body)
  }

  /// One that the receiver knows is enough for it.
  static func signature(of body: [UInt8], _ secrets: [SecretValue], _ now: Instant) -> [(String, String)] {
    guard !secrets.isEmpty else { return [] }
    let keys = secrets.map { $0.reveal { $0 } }
    return [(WebhookSignature.header, WebhookSignature.sign(body, with: keys, at: now))]
  }

  func spans(_ body: [UInt8], _ request: RedactorRequest) throws(RedactorFailure) -> [TokenSpan] {
    let answer = try RedactorAnswer.json(body)
    guard let id = answer["id"]?.string, let hash = answer["text_sha256"]?.string, let spans = answer["spans"]?.array
    else { throw .malformed }
    guard id == request.id else { throw .wrongID }
    guard hash == Digest(of: request.text).description else { throw .wrongHash }
    return try RedactorAnswer.spans(spans, in: request.text, type: "type")
  }
}

/// What the answers of several redactors have in common.
enum RedactorAnswer {
  static func json(_ body: [UInt8]) throws(RedactorFailure) -> JSON {
    do throws(JSONError) { return try JSON.parse(body) } catch { throw .malformed }
  }

  /// Objects with `start` and `end` in code points, a type and mostly a score; what else is in them is theirs. The surest
  /// first: it says the name where several found the same.
  static func spans(_ items: [JSON], in text: [UInt8], type: String) throws(RedactorFailure) -> [TokenSpan] {
    let points = CodePoints(text)
    var spans: [(span: TokenSpan, score: Double)] = []
    for item in items {
      guard let start = item["start"]?.integer, let end = item["end"]?.integer, let type = item[type]?.string else {
        throw .malformed
      }
      spans.append((try points.span(start, end, type), score(item["score"])))
    }
    return spans.sorted { $0.score > $1.score }.map(\.span)
  }

  private static func score(_ value: JSON?) -> Double {
    switch value {
    case .integer(let number): Double(number)
    case .number(let text): Double(text) ?? 0
    default: 0
    }
  }
}

/// Places in code points to places in bytes.
struct CodePoints {
  /// Where each code point begins, and the text's end.
  private let starts: [Int]

  init(_ text: [UInt8]) {
    var starts: [Int] = []
    starts.reserveCapacity(text.count + 1)
    for (index, byte) in text.enumerated() where byte & 0xC0 != 0x80 { starts.append(index) }
    starts.append(text.count)
    self.starts = starts
  }

  func span(_ start: Int64, _ end: Int64, _ type: String) throws(RedactorFailure) -> TokenSpan {
    guard start >= 0, start < end, end < starts.count else { throw .badSpan }
    return TokenSpan(starts[Int(start)]..<starts[Int(end)], ForeignKinds.name(type))
  }
}
