/// What is asked, in its parts, and under which rule personal data stays behind.

public import Secrets

/// A part of a prompt; together they are the whole that is sent.
public enum PromptPart: Sendable, Equatable {
  /// Written by the app's author.
  case text(String)
  /// Of a row. A personal one becomes a token whole, whatever is in it and whatever the policy says.
  case value(String, personal: Bool)
}

public struct Question: Sendable {
  public var parts: [PromptPart]
  /// ISO 639-1, for redactors that ask for it.
  public var language: String
  /// The longest answer, in the model's tokens.
  public var answerTokens: Int

  public init(_ parts: [PromptPart], language: String = "en", answerTokens: Int = 2_048) {
    (self.parts, self.language, self.answerTokens) = (parts, language, answerTokens)
  }
}

/// An app's rule for what leaves towards a model.
public struct Safeguard: Sendable {
  public enum Policy: String, Sendable, CaseIterable {
    /// A failing redactor of the workspace's own is replaced by ours.
    case standard = "default"
    /// A failing redactor stops the asking.
    case required
    /// Only values that are marked personal stay behind.
    case off
  }

  public enum Redactor: Sendable {
    case ours
    /// The secret that describes the workspace's own; nil when there is none of that name.
    case own(SecretValue?)
  }

  public var policy: Policy
  public var redactor: Redactor

  public init(_ policy: Policy, _ redactor: Redactor = .ours) { (self.policy, self.redactor) = (policy, redactor) }
}
