/// From a question's parts to the text that may leave, by the app's policy.

import Redaction

struct MaskedPrompt: Sendable {
  var text: [UInt8]
  var conversation: Conversation
  var redactor: Receipt.Redactor
  var counts: [Receipt.Masked]
}

struct Masking {
  let safeguard: Safeguard
  let client: RedactorClient

  /// - Throws: under `required` only.
  func mask(_ question: Question) async throws(RedactorFailure) -> MaskedPrompt {
    var conversation = Conversation()
    let (prepared, personal) = Self.prepared(question.parts, &conversation)
    let (spans, redactor) = try await spans(prepared.bytes, question.language)
    let (text, names) = conversation.tokenised(prepared, spans)
    let counts = Self.counts(names, personal)
    return MaskedPrompt(text: text, conversation: conversation, redactor: redactor, counts: counts)
  }

  private static func prepared(
    _ parts: [PromptPart], _ conversation: inout Conversation
  ) -> (PreparedText, personal: Int) {
    var text = PreparedText()
    var plain: [UInt8] = []
    var personal = 0
    for part in parts {
      switch part {
      case .text(let text), .value(let text, personal: false): plain.append(contentsOf: text.utf8)
      case .value(let value, personal: true):
        guard !value.isEmpty else { continue }
        conversation.append(plain, to: &text)
        plain = []
        conversation.append(value: Array(value.utf8), .personal, to: &text)
        personal += 1
      }
    }
    conversation.append(plain, to: &text)
    return (text, personal)
  }

  private func spans(
    _ text: [UInt8], _ language: String
  ) async throws(RedactorFailure) -> ([TokenSpan], Receipt.Redactor) {
    guard safeguard.policy != .off else { return ([], .none) }
    guard case .own(let secret) = safeguard.redactor else { return (Self.ours(text), .ours) }
    do throws(RedactorFailure) {
      guard let secret else { throw .noSecret }
      let redactor: OwnRedactor
      do throws(OwnRedactor.Problem) { redactor = try OwnRedactor(secret) } catch { throw .badSecret(error) }
      let found = try await client.spans(in: text, language, redactor)
      return (redactor.isUnited ? found + Self.checked(text) : found, .own)
    } catch {
      // Whoever asked has gone: nobody is there to fall back for.
      guard safeguard.policy != .required, error != .network(.cancelled) else { throw error }
      return (Self.ours(text), .fellBack(error))
    }
  }

  private static func ours(_ text: [UInt8]) -> [TokenSpan] {
    Redaction.findings(text).map { TokenSpan($0.range, TokenName($0.kind)) }
  }

  /// What is certain by its check digits, and credentials: another redactor's silence about them is no reason to send them.
  private static func checked(_ text: [UInt8]) -> [TokenSpan] {
    let reasons: [Reason] = [.checksum, .checksumAndCue, .prefix, .privateKey, .webToken, .password]
    return Redaction.findings(text).filter { reasons.contains($0.reason) }.map {
      TokenSpan($0.range, TokenName($0.kind))
    }
  }

  private static func counts(_ names: [TokenName], _ personal: Int) -> [Receipt.Masked] {
    var counts: [String: Int] = personal > 0 ? [TokenName.personal.text: personal] : [:]
    for name in names { counts[name.kind?.name ?? "OTHER", default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { Receipt.Masked(kind: $0.key, count: $0.value) }
  }
}
