// A control: one claim that Freehold makes, and how it is checked. Ids are stable and never reused.

public struct ControlID: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let text: String

  /// `group.name`: lower-case letters, then lower-case letters, digits and hyphens, 64 characters at most.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 64, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
      parts[0].utf8.allSatisfy({ (97...122).contains($0) }),
      parts[1].utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
    else { return nil }
    self.text = text
  }

  /// For ids that stand in this program.
  init(known text: StaticString) { self.text = text.description }

  public var description: String { text }
  public static func < (left: ControlID, right: ControlID) -> Bool { left.text < right.text }
}

/// How a claim is checked.
public enum ControlKind: String, Sendable, CaseIterable {
  /// Read-only, on the running installation.
  case live
  /// Destructive, on a throw-away installation of the same binaries, whose digests the result carries.
  case drill
  /// The operator states it, with a name and a date; shown as stated, never as checked.
  case attested
}

public enum ControlGroup: String, Sendable, CaseIterable {
  case data, studio, access, crypto, ai, audit, logs, ops, rights

  public var title: String {
    switch self {
    case .data: "Where data lives"
    case .studio: "Studio"
    case .access: "Who gets in"
    case .crypto: "Encryption and secrets"
    case .ai: "AI and personal data"
    case .audit: "Audit"
    case .logs: "Logs and monitoring"
    case .ops: "Operations"
    case .rights: "Rights"
    }
  }
}

public struct Control: Sendable {
  public let id: ControlID
  public let group: ControlGroup
  /// One sentence, as it is claimed in public.
  public let claim: String
  public let kind: ControlKind
  /// What the check looks at, in words for whoever doubts it.
  public let looksAt: String
  /// How long a statement of it counts at most; 0 unless it is attested.
  public let statedDays: Int
}
