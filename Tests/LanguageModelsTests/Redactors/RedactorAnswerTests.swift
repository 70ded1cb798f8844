import Contract
import Redaction
import Secrets
import Testing
import Values

@testable import LanguageModels

@Suite("What a redactor answers")
struct RedactorAnswerTests {
  static let text = Array("Zoë 👋 Berg, 4111 1111 1111 1111".utf8)

  @Test("is taken whole or not at all, whatever has been done to its bytes")
  func fuzz() throws {
    var random = SystemRandomNumberGenerator()
    let request = RedactorRequest(text: Self.text, language: "en", now: Asking.now)
    let webhook =
      #"{"id":"\#(request.id)","text_sha256":"\#(Digest(of: Self.text))","spans":[{"start":0,"end":5,"type":"PERSON","score":0.9},{"start":12,"end":31,"type":"CREDIT_CARD","score":1.0}]}"#
    let presidio = #"[{"start":0,"end":5,"entity_type":"PERSON","score":0.85,"analysis_explanation":null}]"#
    let adapters: [(any RedactorAdapter, String)] = [
      (WebhookRedactor(endpoint: Endpoint("https://x")!, secrets: []), webhook),
      (PresidioRedactor(endpoint: Endpoint("https://x")!, secrets: []), presidio),
      (DLPRedactor(endpoint: Endpoint("https://x")!, credential: .key(SecretValue([]))), CloudRedactorTests.google),
      (
        ComprehendRedactor(
          endpoint: Endpoint("https://x")!,
          credential: .init(region: "x", access: "x", secret: SecretValue([]), session: nil)), CloudRedactorTests.amazon
      ),
    ]
    let digits = Array("0123456789-.eE\"{}[],:\\u".utf8)
    for (adapter, answer) in adapters {
      for _ in 0..<2_000 {
        var bytes = Array(answer.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let at = Int.random(in: 0..<bytes.count, using: &random)
          if Bool.random(using: &random) {
            bytes[at] = digits.randomElement(using: &random)!
          } else {
            bytes.remove(at: at)
          }
        }
        do {
          for span in try adapter.spans(bytes, request) {
            #expect(!span.range.isEmpty && span.range.upperBound <= Self.text.count)
            #expect(String(validating: Self.text[span.range], as: UTF8.self) != nil)
          }
        } catch { #expect(RedactorFailure.codes.contains(error.code)) }
      }
    }
  }

  @Test("has places in code points, also behind signs of four bytes")
  func codePoints() throws {
    let points = CodePoints(Self.text)
    #expect(String(decoding: Self.text[try points.span(4, 5, "X").range], as: UTF8.self) == "👋")
    #expect(String(decoding: Self.text[try points.span(6, 10, "X").range], as: UTF8.self) == "Berg")
    #expect(throws: RedactorFailure.badSpan) { try points.span(6, 32, "X") }
    #expect(throws: RedactorFailure.badSpan) { try points.span(.min, .max, "X") }
  }

  @Test("has types that are ours under another name")
  func types() {
    for (theirs, ours) in [
      ("CREDIT_CARD", "CARD"), ("US_DRIVER_LICENSE", "DRIVING_LICENCE"), ("PERSON_NAME", "PERSON"), ("SSN", "US_SSN"),
      ("EMAIL_ADDRESS", "EMAIL"), ("NHS", "NHS"), ("kunden-nr. 7", "KUNDEN_NR"),
    ] { #expect(ForeignKinds.name(theirs).text == ours) }
  }
}
