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
}

/// What became of one prompt.
struct ModelOutcome: Sendable {
  var answer: Result<ModelAnswer, ModelProblem>
  /// Nil when there is none of that name.
  var connection: ModelConnection?
  var receipt: ModelReceipt
  var milliseconds: Int64
}

struct ModelDesk: Sendable {
  let caller: ModelCaller
  let secrets: any SecretsManager
  let budget: TokenBudget
  let logger: Logger

  /// - Parameter hear: gets the answer piece by piece; void when a problem follows.
  func ask(
    _ prompt: Prompt, for asker: ModelAsker, hear: @escaping @Sendable (String) async -> Void
  ) async -> ModelOutcome {
    var receipt = ModelReceipt(connection: nil, policy: asker.policy)
    guard let connection = asker.connections.named(prompt.model) else {
      return ModelOutcome(answer: .failure(.noConnection(prompt.model)), receipt: receipt, milliseconds: 0)
    }
    receipt.connection = connection.id
    func failed(_ problem: ModelProblem) -> ModelOutcome {
      ModelOutcome(answer: .failure(problem), connection: connection, receipt: receipt, milliseconds: 0)
    }
    let key: SecretValue?
    var safeguard = Safeguard(.init(asker.policy))
    do throws(SecretsError) {
      key = try await secrets.value(asker.secret(connection.secret))
      if let name = asker.redactor { safeguard.redactor = .own(try await secrets.value(asker.secret(name))) }
    } catch {
      logger.error("a secret cannot be read", metadata: ["reason": .string(error.description)])
      return failed(.refused(.noSecret))
    }
    let share: TokenBudget.Share?
    do throws(StateFailure) {
      share = try await budget.take(
        for: asker.app, of: connection.name, bytes: prompt.bytes, limit: connection.dailyTokens)
    } catch {
      logger.critical("prompts are refused, what they cost cannot be kept: \(error)")
      return failed(.unrecorded)
    }
    guard let share else { return failed(.budgetSpent) }
    let result = await caller.ask(
      Question(prompt.parts.map { .init($0) }, answerTokens: share.answerTokens), of: ModelTarget(connection),
      secret: key,
      safeguard: safeguard, hear: hear)
    receipt.take(result.receipt)
    await settle(share, result.receipt, prompt)
    let answer: Result<ModelAnswer, ModelProblem> =
      switch result {
      case .answered(let answer, _): .success(answer)
      case .refused(let refusal, _): .failure(.refused(refusal))
      }
    return ModelOutcome(
      answer: answer, connection: connection, receipt: receipt, milliseconds: Int64(result.receipt.milliseconds))
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
  }
}
