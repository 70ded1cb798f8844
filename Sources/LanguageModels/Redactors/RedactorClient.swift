/// Asks a workspace's own redactor where personal data stands. Whatever is not exactly what was agreed is a failure: a doubtful
/// answer is none.

import Redaction
import Values

struct RedactorClient {
  /// Of an answer, in bytes.
  static let answerLimit = 8 << 20

  let http: OutgoingHTTP
  let limits: OutgoingLimits
  let now: @Sendable () -> Instant

  func spans(
    in text: [UInt8], _ language: String, _ redactor: OwnRedactor
  ) async throws(RedactorFailure) -> [TokenSpan] {
    let adapter = redactor.adapter
    let request = RedactorRequest(text: text, language: language, now: now())
    let outgoing = adapter.request(request)
    return try adapter.spans(try await answer(outgoing, isFirst: true).get(), request)
  }

  /// Asks twice where an old connection may have been closed by the other side.
  private func answer(_ request: OutgoingRequest, isFirst: Bool) async -> Result<[UInt8], RedactorFailure> {
    do throws(OutgoingFailure) {
      return try await http.exchange(request, limits) { response throws(OutgoingFailure) in
        var response = response
        guard response.status == 200 else { return .failure(.status(response.status)) }
        return .success(try await response.whole(upTo: Self.answerLimit))
      }
    } catch {
      guard isFirst, error == .lost else { return .failure(.network(error)) }
      return await answer(request, isFirst: false)
    }
  }
}

/// What a redactor is asked.
struct RedactorRequest: Sendable {
  let id: String
  let text: [UInt8]
  let language: String
  let now: Instant

  init(text: [UInt8], language: String, now: Instant) {
    id = ID<RedactorRequest>.random(milliseconds: now.microsecondsSinceEpoch / 1_000).description
    (self.text, self.language, self.now) = (text, language, now)
  }

  var string: String { String(decoding: text, as: UTF8.self) }
}

/// One way of asking; it opens no connection itself.
protocol RedactorAdapter: Sendable {
  func request(_ request: RedactorRequest) -> OutgoingRequest

  /// - Parameter body: of an answer with status 200.
  func spans(_ body: [UInt8], _ request: RedactorRequest) throws(RedactorFailure) -> [TokenSpan]
}

extension OwnRedactor {
  var adapter: any RedactorAdapter {
    switch kind {
    case .webhook: WebhookRedactor(endpoint: endpoint, secrets: secrets)
    case .presidio: PresidioRedactor(endpoint: endpoint, secrets: secrets, threshold: threshold)
    case .dlp, .comprehend:
      switch cloud {
      case .google(let credential): DLPRedactor(endpoint: endpoint, credential: credential)
      case .amazon(let credential): ComprehendRedactor(endpoint: endpoint, credential: credential)
      case nil: preconditionFailure("a cloud's redactor was read without its credential")
      }
    }
  }
}
