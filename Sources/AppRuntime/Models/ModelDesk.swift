/// Asks a workspace's model for an app: the connection, its key, the app's budget and redactor, and the receipt. What is
/// asked and answered stays in memory and goes to nobody but the model and the person who asked.

import AppSpec
import Connectors
import Contract
import LanguageModels
import Logging
import Secrets
import ServerKit
import Values

/// Who asks, and from where.
struct ModelAsker: Sendable {
  var workspace: WorkspaceID
  var scope: SourceScope
  var app: AppID
  var policy: RedactionPolicy
  var redactor: String?
  /// The workspace's own, as its administrators made them.
  var connections: [ModelConnection]
  var account: AccountID
  var request: RequestID
  /// With `action`; both nil in a preview.
  var release: ReleaseID?
  var action: Name?
}

/// What became of one prompt.
struct ModelOutcome: Sendable {
  var answer: Result<ModelAnswer, ModelProblem>
  /// Nil when there is none of that name.
  var connection: ModelConnection?
  var receipt: ModelReceipt
  var milliseconds: Int64
  /// In the answer, which stand for nothing.
  var unknownTokens = 0
}

struct ModelDesk: Sendable {
  let caller: ModelCaller
  let secrets: any SecretsManager
  let budget: TokenBudget
  let calls: CallsUnderWay
  let clock: WallClock
  let logger: Logger

  /// In bytes: about as much as models read at once. A row may hold more.
  private static let longestPrompt = 512 << 10

  /// Whatever becomes of it leaves a receipt.
  /// - Parameter hear: gets the answer piece by piece; void when a problem follows.
  func ask(
    _ prompt: Prompt, for asker: ModelAsker, hear: @escaping @Sendable (String) async -> Void
  ) async -> ModelOutcome {
    let id = ReportID.random(milliseconds: clock.milliseconds())
    let outcome = await answer(prompt, for: asker, as: id, hear: hear)
    let problem: ProblemCode? = if case .failure(let problem) = outcome.answer { problem.code } else { nil }
    let call = asker.call(outcome.receipt, problem, milliseconds: outcome.milliseconds)
    do throws(StateFailure) { try await calls.end(id, call, in: asker.workspace) } catch {
      logger.critical("a model's receipt is not in the spool: \(error)")
    }
    return outcome
  }

  private func answer(
    _ prompt: Prompt, for asker: ModelAsker, as id: ReportID, hear: @escaping @Sendable (String) async -> Void
  ) async -> ModelOutcome {
    var receipt = ModelReceipt(connection: nil, policy: asker.policy)
    guard let connection = asker.connections.named(prompt.model) else {
      return ModelOutcome(answer: .failure(.noConnection(prompt.model)), receipt: receipt, milliseconds: 0)
    }
    receipt.connection = connection.id
    func failed(_ problem: ModelProblem) -> ModelOutcome {
      ModelOutcome(answer: .failure(problem), connection: connection, receipt: receipt, milliseconds: 0)
    }
    guard prompt.bytes <= Self.longestPrompt else { return failed(.refused(.tooLong)) }
    let key: SecretValue?
    let safeguard: Safeguard
    do throws(SecretsError) {
      key = try await secrets.value(asker.secret(connection.secret))
      safeguard = try await self.safeguard(asker)
    } catch {
      logger.error("a secret cannot be read", metadata: ["reason": .string(error.description)])
      return failed(.refused(.noSecret))
    }
    let share: TokenBudget.Share
    do throws(StateFailure) {
      guard let taken = try await take(prompt, asker, connection, as: id) else { return failed(.budgetSpent) }
      share = taken
    } catch {
      logger.critical("prompts are refused, what they cost cannot be kept: \(error)")
      return failed(.unrecorded)
    }
    let result = await caller.ask(
      Question(prompt.parts.map { .init($0) }, answerTokens: share.answerTokens), of: ModelTarget(connection),
      secret: key, safeguard: safeguard, hear: hear)
    receipt.take(result.receipt)
    if case .fellBack(let failure) = result.receipt.redactor {
      logger.warning(
        "a workspace's own redactor failed, and ours did its work", metadata: ["reason": .string(failure.code)])
    }
    await settle(share, result.receipt, prompt)
    let answer: Result<ModelAnswer, ModelProblem> =
      switch result {
      case .answered(let answer, _): .success(answer)
      case .refused(let refusal, _): .failure(.refused(refusal))
      }
    return ModelOutcome(
      answer: answer, connection: connection, receipt: receipt, milliseconds: Int64(result.receipt.milliseconds),
      unknownTokens: result.receipt.unknownTokens)
  }

  private func safeguard(_ asker: ModelAsker) async throws(SecretsError) -> Safeguard {
    guard let name = asker.redactor else { return Safeguard(.init(asker.policy)) }
    return Safeguard(.init(asker.policy), .own(try await secrets.value(asker.secret(name))))
  }

  /// Sets aside what the call may cost, and writes down that it begins. A process that dies from here on has spent it all.
  /// - Returns: nil when not enough is left.
  private func take(
    _ prompt: Prompt, _ asker: ModelAsker, _ connection: ModelConnection, as id: ReportID
  ) async throws(StateFailure) -> TokenBudget.Share? {
    let share = try await budget.take(
      for: asker.app, of: connection.name, bytes: prompt.bytes, limit: connection.dailyTokens)
    guard let share else { return nil }
    var worst = ModelReceipt(connection: connection.id, policy: asker.policy)
    (worst.tokensIn, worst.tokensOut, worst.isGuessed) = (share.promptTokens, Int64(share.answerTokens), true)
    do throws(StateFailure) {
      try await calls.begin(id, asker.call(worst, .outcomeUnknown, milliseconds: 0), in: asker.workspace)
    } catch {
      try await budget.settle(share, at: 0)
      throw error
    }
    return share
  }

  /// A call that broke off has cost its prompt at least, whether or not the provider said so.
  private func settle(_ share: TokenBudget.Share, _ receipt: Receipt, _ prompt: Prompt) async {
    let told = Int64(receipt.tokens.input + receipt.tokens.output)
    let cost = receipt.wasSent ? (told > 0 ? told : TokenBudget.tokens(prompt.bytes)) : 0
    do throws(StateFailure) { try await budget.settle(share, at: cost) } catch {
      logger.critical("what a prompt cost is not kept: \(error)")
    }
  }
}

extension ModelAsker {
  fileprivate func call(
    _ receipt: ModelReceipt, _ problem: ProblemCode?, milliseconds: Int64
  ) -> Contract.ModelCall {
    Contract.ModelCall(
      app: app, by: account, request: request, release: release, action: action, problem: problem,
      milliseconds: milliseconds, receipt: receipt)
  }
}

extension ModelAsker {
  fileprivate func secret(_ name: String) -> SecretReference {
    SecretReference(workspace: scope.workspace, environment: scope.environment, name: name)
  }
}

extension Prompt {
  var bytes: Int {
    parts.reduce(0) { sum, part in
      switch part {
      case .text(let text), .value(let text, _): sum + text.utf8.count
      }
    }
  }
}

extension LanguageModels.PromptPart {
  fileprivate init(_ part: AppSpec.PromptPart) {
    switch part {
    case .text(let text): self = .text(text)
    case .value(let text, let personal): self = .value(text, personal: personal != nil)
    }
  }
}

extension Safeguard.Policy {
  fileprivate init(_ policy: RedactionPolicy) {
    switch policy {
    case .required: self = .required
    case .standard: self = .standard
    case .off: self = .off
    }
  }
}

extension ModelReceipt {
  fileprivate mutating func take(_ receipt: Receipt) {
    redactor =
      switch receipt.redactor {
      case .none: .none
      case .ours: .ours
      case .own: .own
      case .fellBack: .fallback
      }
    masked = MaskedKind.all.compactMap { kind in
      receipt.masked.first { $0.kind == kind.name }.map { Masked(kind, Int64($0.count)) }
    }
    tokensIn = Int64(receipt.tokens.input)
    tokensOut = Int64(receipt.tokens.output)
    isGuessed = receipt.tokens.isEstimated
  }
}
