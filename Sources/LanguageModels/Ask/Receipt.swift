/// What an asking leaves behind: types, counts and figures, from closed lists. There is no text in it. Whoever asked knows the
/// rest of what `Contract.ModelReceipt` tells: connection and policy.

public struct Receipt: Sendable, Equatable {
  public struct Masked: Sendable, Equatable {
    /// A kind of ours (`EMAIL`), `PERSONAL` for a value that was marked so, or `OTHER`.
    public var kind: String
    /// How many places.
    public var count: Int

    public init(kind: String, count: Int) { (self.kind, self.count) = (kind, count) }
  }

  /// Who looked through the text.
  public enum Redactor: Sendable, Equatable {
    /// The policy is `off`, or nothing was looked through.
    case none
    case ours
    case own
    /// Ours, since the workspace's own failed.
    case fellBack(RedactorFailure)
  }

  /// In the model's tokens.
  public struct Tokens: Sendable, Equatable {
    public var input: Int
    public var output: Int
    /// The server did not say: a guess from the texts' lengths.
    public var isEstimated: Bool

    public init(input: Int, output: Int, isEstimated: Bool) {
      (self.input, self.output, self.isEstimated) = (input, output, isEstimated)
    }
  }

  public var redactor: Redactor = .none
  /// In the order of their kinds' names.
  public var masked: [Masked] = []
  public var tokens = Tokens(input: 0, output: 0, isEstimated: false)
  /// How often the model's server was asked.
  public var attempts = 0
  /// From the asking to the answer's end.
  public var milliseconds = 0
  /// Tokens in the answer that stand for nothing.
  public var unknownTokens = 0
  /// Whether something was sent to the model.
  public var wasSent: Bool { attempts > 0 }
}
