/// The identifiers that the control plane issues; reports may carry them across.

public import Values

public enum WorkspaceKind {}
public enum AccountKind {}
public enum AppKind {}
public enum ReleaseKind {}
public enum RuntimeKind {}
public enum SessionKind {}
public enum ReportKind {}
public enum RequestKind {}

public typealias WorkspaceID = ID<WorkspaceKind>
/// A person, pseudonymous: the same in every workspace, never a name or an address.
public typealias AccountID = ID<AccountKind>
public typealias AppID = ID<AppKind>
public typealias ReleaseID = ID<ReleaseKind>
public typealias RuntimeID = ID<RuntimeKind>
public typealias SessionID = ID<SessionKind>
/// Chosen by the runtime: delivering a report twice under one id counts once.
public typealias ReportID = ID<ReportKind>
/// What a person reads on an error page and an operator searches in the logs.
public typealias RequestID = ID<RequestKind>

/// A workspace's or an app's part of a host or path: a lower-case letter, then letters, digits and single hyphens,
/// 63 at most (RFC 1035 section 2.3.4).
public struct Slug: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (97...122).contains(first), bytes.count <= 63, bytes.last != 45 else { return nil }
    for (index, byte) in bytes.enumerated() {
      let plain = (97...122).contains(byte) || (48...57).contains(byte)
      guard plain || (byte == 45 && bytes[index - 1] != 45) else { return nil }
    }
    self.text = text
  }

  public var description: String { text }
}

public enum Environment: String, Sendable, CaseIterable { case production, development }
