/// The whole way of a question: personal data replaced by tokens, the model asked, the tokens in its answer put back. The text,
/// the answer and the tokens' meaning live as long as the call does.

import Redaction
public import Secrets
public import Values

public struct ModelCaller: Sendable {
  private let http: OutgoingHTTP
  private let limits: OutgoingLimits
  private let redactorLimits: OutgoingLimits
  private let now: @Sendable () -> Instant
  private let wait: @Sendable (Duration) async throws -> Void

  /// - Parameters:
  ///   - now: for signatures and for `Retry-After`.
  ///   - wait: between two attempts.
  public init(
    http: OutgoingHTTP, limits: OutgoingLimits = .model, redactorLimits: OutgoingLimits = .redactor,
    now: @escaping @Sendable () -> Instant,
    wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    (self.http, self.limits, self.redactorLimits, self.now, self.wait) = (http, limits, redactorLimits, now, wait)
  }

  /// - Parameters:
  ///   - secret: the connection's; nil when there is none.
  ///   - hear: gets the restored answer piece by piece while it comes. What it got is void when a refusal follows.
  public func ask(
    _ question: Question, of target: ModelTarget, secret: SecretValue?, safeguard: Safeguard,
    hear: @escaping @Sendable (String) async -> Void = { _ in }
  ) async -> ModelResult {
    let began = ContinuousClock.now
    var receipt = Receipt()
    var result: Result<ModelAnswer, ModelRefusal>
    do throws(ModelRefusal) {
      result = .success(try await answer(question, target, secret, safeguard, &receipt, hear))
    } catch { result = .failure(error) }
    receipt.milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
    switch result {
    case .success(let answer): return .answered(answer, receipt)
    case .failure(let refusal): return .refused(refusal, receipt)
    }
  }

  /// Whether a workspace's own redactor answers as agreed, tried with an invented sentence.
  /// - Returns: how much it found there.
  public func tryRedactor(_ secret: SecretValue) async -> Result<Int, RedactorFailure> {
    let redactor: OwnRedactor
    do throws(OwnRedactor.Problem) { redactor = try OwnRedactor(secret) } catch { return .failure(.badSecret(error)) }
    let client = RedactorClient(http: http, limits: redactorLimits, now: now)
    let sample = Array("Ada Lovelace (ada@example.com) paid 12.50 with 4111 1111 1111 1111.".utf8)
    do throws(RedactorFailure) { return .success(try await client.spans(in: sample, "en", redactor).count) } catch {
      return .failure(error)
    }
  }

  private func answer(
    _ question: Question, _ target: ModelTarget, _ secret: SecretValue?, _ safeguard: Safeguard,
    _ receipt: inout Receipt, _ hear: @escaping @Sendable (String) async -> Void
  ) async throws(ModelRefusal) -> ModelAnswer {
    guard let secret else { throw .noSecret }
    let access: ModelAccess
    do throws(ModelAccess.Problem) { access = try ModelAccess(secret, for: target.provider) } catch {
      throw .badSecret(error)
    }
    let masking = Masking(safeguard: safeguard, client: RedactorClient(http: http, limits: redactorLimits, now: now))
    let masked: MaskedPrompt
    do throws(RedactorFailure) { masked = try await masking.mask(question) } catch { throw .redactor(error) }
    receipt.redactor = masked.redactor
    receipt.masked = masked.counts
    let call = ModelCall(http: http, limits: limits, now: now, wait: wait)
    let prompt = ModelPrompt(
      model: target.model, text: masked.text, token: masked.conversation.firstToken,
      answerTokens: question.answerTokens)
    let heard = await call.run(prompt, target.provider.adapter(access), masked.conversation, hear)
    receipt.attempts = heard.attempts
    receipt.tokens = heard.tokens
    receipt.unknownTokens = heard.unknownTokens
    return try heard.outcome.get()
  }
}

public struct ModelAnswer: Sendable, Equatable {
  public var text: String
  /// The model stopped at the longest answer that was allowed.
  public var isCutShort: Bool
}

public enum ModelResult: Sendable {
  case answered(ModelAnswer, Receipt)
  case refused(ModelRefusal, Receipt)

  public var receipt: Receipt {
    switch self {
    case .answered(_, let receipt), .refused(_, let receipt): receipt
    }
  }
}
