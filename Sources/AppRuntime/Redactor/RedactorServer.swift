/// Freehold's redactor as a webhook of its own, for whoever wants to use it: `POST /redact` with
/// `{"id","text","language"}` answers `{"id","text_sha256","spans":[{"start","end","type","score"}]}` in code points.
/// Nothing is kept, and no text is logged.

import Contract
import HTTPTypes
import Hummingbird
public import Logging
import Redaction
public import ServerKit
import ServiceLifecycle
import Values

public struct RedactorServer: Sendable {
  /// Of a request's body, in bytes.
  public static let limit = 4 << 20

  private let secrets: [[UInt8]]
  private let clock: WallClock

  /// - Parameter secrets: one, or two while one takes the other's place; each of at least
  ///   `WebhookSignature.shortest` bytes.
  public init(secrets: [[UInt8]], clock: WallClock = .system) {
    self.secrets = secrets
    self.clock = clock
  }

  /// Until SIGTERM or SIGINT.
  public func run(at listener: Listener, logger: Logger) async throws {
    try await listener.run([service(at: listener, logger: logger)], logger: logger)
  }

  /// - Parameter ready: gets the port.
  func service(
    at listener: Listener, logger: Logger, ready: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some Service {
    let router = router(isSecure: listener.certificate != nil)
    return listener.application(router.buildResponder(), logger: logger, ready: ready)
  }

  func router(isSecure: Bool) -> Router<PlainContext> {
    let router = Router<PlainContext>.kit(security: SecurityHeaders(secure: isSecure)) { problem, _, _ in
      Array("\(problem.happened)\n".utf8)
    }
    router.addHealth { Readiness(missing: []) }
    router.post("/redact") { request, _ in try await redact(request) }
    router.refuseOtherMethods()
    return router
  }

  private func redact(_ request: Request) async throws -> Response {
    let body = try await request.bodyBytes(upTo: Self.limit)
    guard let name = HTTPField.Name(WebhookSignature.header), let header = request.headers[name],
      WebhookSignature.verifies(header, body, secrets: secrets, now: clock.now())
    else {
      throw Problem(
        .notAllowed, "The signature is missing, wrong or older than five minutes.",
        advice:
          "Sign “SECONDS.body” by HMAC-SHA256 with the shared secret: \(WebhookSignature.header): t=SECONDS,v1=HEX.")
    }
    guard let asked = Self.parse(body) else {
      throw Problem.malformed("The body is no JSON object with an id and a text.")
    }
    return .json(Self.answer(asked))
  }

  private static func parse(_ body: [UInt8]) -> (id: String, text: String)? {
    do {
      var reader = try JSONReader(try JSON.parse(body))
      let (id, text) = (try reader.string("id"), try reader.string("text"))
      _ = reader.optional("language")
      try reader.end()
      return id.utf8.count <= 200 ? (id, text) : nil
    } catch { return nil }
  }

  private static func answer(_ asked: (id: String, text: String)) -> JSON {
    let bytes = Array(asked.text.utf8)
    var offsets = Offsets(bytes)
    let spans = Redaction.findings(bytes).map { finding in
      JSON.object([
        .init("start", .integer(Int64(offsets.utf16AndCodePoints(at: finding.range.lowerBound).codePoints))),
        .init("end", .integer(Int64(offsets.utf16AndCodePoints(at: finding.range.upperBound).codePoints))),
        .init("type", .string(finding.kind.exchangeName)), .init("score", .number(score(finding.certainty))),
      ])
    }
    return .object([
      .init("id", .string(asked.id)), .init("text_sha256", .string(Digest(of: bytes).description)),
      .init("spans", .array(spans)),
    ])
  }

  /// With two decimals.
  private static func score(_ certainty: Certainty) -> String {
    let hundredths = certainty.hundredths
    return hundredths >= 100 ? "1.0" : "0." + (hundredths < 10 ? "0" : "") + String(hundredths)
  }
}
