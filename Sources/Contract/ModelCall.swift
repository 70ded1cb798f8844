/// What is told of a call of a model: where it went, what was masked and how much, what it cost. Of the texts there is
/// nothing, and no room for any.

public import AppSpec
public import Redaction
public import Values

public struct ModelCall: Sendable, Equatable {
  public var app: AppID
  public var by: AccountID
  public var request: RequestID
  /// With `action`; both nil in a preview, whose spec the control plane need not know.
  public var release: ReleaseID?
  public var action: Name?
  /// Nil when the model answered.
  public var problem: ProblemCode?
  public var milliseconds: Int64
  public var receipt: ModelReceipt

  public init(
    app: AppID, by: AccountID, request: RequestID, release: ReleaseID?, action: Name?, problem: ProblemCode?,
    milliseconds: Int64, receipt: ModelReceipt
  ) {
    self.app = app
    self.by = by
    self.request = request
    self.release = release
    self.action = action
    self.problem = problem
    self.milliseconds = milliseconds
    self.receipt = receipt
  }
}

/// What stays of a call: in the audit trail, and under the answer in the app.
public struct ModelReceipt: Sendable, Equatable {
  /// The model connection as it was then, of those that the workspace's administrators made; nil when there was none.
  public var connection: ModelConnectionID?
  public var policy: RedactionPolicy
  public var redactor: Redactor
  /// How much of each kind was replaced by tokens; each kind once, in the order of `MaskedKind.all`.
  public var masked: [Masked]
  /// As the provider counts them.
  public var tokensIn: Int64
  public var tokensOut: Int64
  /// The provider did not say, in part or at all: by the texts' lengths, or the most that a call may have cost whose end
  /// nobody knows.
  public var isGuessed: Bool

  public init(
    connection: ModelConnectionID?, policy: RedactionPolicy, redactor: Redactor = .none, masked: [Masked] = [],
    tokensIn: Int64 = 0, tokensOut: Int64 = 0, isGuessed: Bool = false
  ) {
    self.connection = connection
    self.policy = policy
    self.redactor = redactor
    self.masked = masked
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
    self.isGuessed = isGuessed
  }

  /// Who looked for personal data.
  public enum Redactor: String, Sendable, CaseIterable {
    case ours, own
    /// The workspace's own failed, and ours did it.
    case fallback
    /// Nobody: by the policy, or because it did not come to that.
    case none
  }

  public struct Masked: Sendable, Equatable {
    public var kind: MaskedKind
    public var count: Int64

    public init(_ kind: MaskedKind, _ count: Int64) {
      self.kind = kind
      self.count = count
    }
  }
}

/// What can be masked: all that the finder knows, whole values of personal columns, and what only the workspace's own
/// redactor knows.
public enum MaskedKind: Sendable, Hashable {
  case found(Kind)
  case personal
  case other

  public static let all = Kind.allCases.map { MaskedKind.found($0) } + [.personal, .other]

  public var name: String {
    switch self {
    case .found(let kind): kind.name
    case .personal: "PERSONAL"
    case .other: "OTHER"
    }
  }

  /// By exactly its name.
  public init?(name: String) {
    guard let kind = MaskedKind.all.first(where: { $0.name == name }) else { return nil }
    self = kind
  }
}

extension ModelReceipt {
  /// `EMAIL:2 PERSON:1`; empty when nothing was.
  public var maskedText: String { masked.map { "\($0.kind.name):\($0.count)" }.joined(separator: " ") }

  /// Nil for what `maskedText` never writes.
  public static func masked(_ text: String) -> [Masked]? {
    var masked: [Masked] = []
    for item in text.split(separator: " ", omittingEmptySubsequences: false) where !text.isEmpty {
      let parts = item.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let kind = MaskedKind(name: String(parts[0])), let count = Int64(parts[1]), count > 0,
        String(count) == parts[1], !masked.contains(where: { $0.kind == kind })
      else { return nil }
      masked.append(Masked(kind, count))
    }
    return masked
  }

  /// Its members, as they stand in a report and in an audit record; that its tokens were guessed stands there only when they
  /// were.
  public var members: [JSON.Member] {
    [
      .init("connection", connection.map { .string($0.description) } ?? .null),
      .init("policy", .string(policy.rawValue)),
      .init("redactor", .string(redactor.rawValue)), .init("masked", .string(maskedText)),
      .init("tokens_in", .integer(tokensIn)), .init("tokens_out", .integer(tokensOut)),
    ] + (isGuessed ? [.init("tokens_guessed", .bool(true))] : [])
  }

  public init(_ reader: inout JSONReader) throws(JSONReader.Problem) {
    connection = try reader.optionalID("connection")
    policy = try reader.choice("policy")
    redactor = try reader.choice("redactor")
    guard let masked = ModelReceipt.masked(try reader.string("masked")) else {
      throw JSONReader.Problem(member: "masked")
    }
    self.masked = masked
    tokensIn = try reader.count("tokens_in")
    tokensOut = try reader.count("tokens_out")
    switch reader.optional("tokens_guessed") {
    case nil: isGuessed = false
    case .bool(true)?: isGuessed = true
    default: throw JSONReader.Problem(member: "tokens_guessed")
    }
  }
}

extension ModelCall {
  var members: [JSON.Member] {
    [
      .init("app", .string(app.description)), .init("by", .string(by.description)),
      .init("request", .string(request.description)),
      .init("release", release.map { .string($0.description) } ?? .null),
      .init("action", action.map { .string($0.text) } ?? .null),
      .init("problem", problem.map { .string($0.rawValue) } ?? .null), .init("milliseconds", .integer(milliseconds)),
    ] + receipt.members
  }

  init(_ reader: inout JSONReader) throws(JSONReader.Problem) {
    app = try reader.id("app")
    by = try reader.id("by")
    request = try reader.id("request")
    release = try reader.optionalID("release")
    action = try reader.optionalName("action")
    guard (release == nil) == (action == nil) else { throw JSONReader.Problem(member: "action") }
    problem = try reader.optionalChoice("problem")
    milliseconds = try reader.count("milliseconds")
    receipt = try ModelReceipt(&reader)
  }
}

extension JSONReader {
  mutating func optionalChoice<C: RawRepresentable<String>>(_ member: String) throws(Problem) -> C? {
    guard let value = optional(member) else { return nil }
    guard let choice = C(rawValue: value.string ?? "") else { throw Problem(member: member) }
    return choice
  }
}
