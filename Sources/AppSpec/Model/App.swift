/// An app as its spec declares it: what `Check` returns once a spec has no errors left.
///
/// Everything here is a value; nothing in it knows about connections, requests or HTML. Names (`Name`) are the
/// vocabulary that reports may use; labels, texts and SQL are the builder's own words and stay in the spec.
public struct App: Sendable, Equatable {
  /// The app's name: its path on the workspace's host.
  public var name: Name
  public var title: String
  public var sources: [Source]
  /// What happens to text before an AI step sees it. The default of an absent section is `.standard`.
  public var redaction: RedactionPolicy
  /// The secret of the workspace's own redactor, a webhook; ours does it when the spec names none.
  public var redactor: String?
  public var queries: [Query]
  public var pages: [Page]
  public var actions: [Action]

  public init(
    name: Name, title: String, sources: [Source], redaction: RedactionPolicy, redactor: String? = nil, queries: [Query],
    pages: [Page], actions: [Action]
  ) {
    self.name = name
    self.title = title
    self.sources = sources
    self.redaction = redaction
    self.redactor = redactor
    self.queries = queries
    self.pages = pages
    self.actions = actions
  }

  public func source(_ name: Name) -> Source? { sources.first { $0.name == name } }
  public func query(_ name: Name) -> Query? { queries.first { $0.name == name } }
  public func action(_ name: Name) -> Action? { actions.first { $0.name == name } }
}

/// A name in a spec: a lower-case letter, then at most 62 lower-case letters, digits and underscores.
public struct Name: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let text: String

  /// Nil when `text` is not a name.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, (97...122).contains(first), bytes.count <= 63 else { return nil }
    for byte in bytes where !((97...122).contains(byte) || (48...57).contains(byte) || byte == 95) { return nil }
    self.text = text
  }

  public var description: String { text }
  public static func < (left: Name, right: Name) -> Bool { left.text < right.text }
}

extension App {
  /// Whether an AI step of it sends text to a model as it is.
  public var sendsUnredacted: Bool {
    redaction == .off
      && actions.contains { action in action.steps.contains { if case .ai = $0 { true } else { false } } }
  }
}

/// Where a query or a step goes: a kind and the *name* of a secret, never its value.
public struct Source: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case postgres }
  public var name: Name
  public var kind: Kind
  /// The secret's name within (workspace, environment): lower-case letters, digits, `-` and `_`.
  public var secret: String

  public init(name: Name, kind: Kind, secret: String) {
    self.name = name
    self.kind = kind
    self.secret = secret
  }
}

public enum RedactionPolicy: String, Sendable, CaseIterable {
  case required
  case standard = "default"
  case off
}

/// A role of a workspace. Roles are not a hierarchy: a page or action lists all that may use it.
public enum Role: String, Sendable, CaseIterable, Comparable {
  case viewer, member, builder, admin, owner

  public static func < (left: Role, right: Role) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }
}
