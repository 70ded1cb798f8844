// A person, known by a pseudonymous id; his address and name never leave the control plane's own tables and pages.

public import Contract
public import Values

public struct Account: Sendable, Equatable {
  public var id: AccountID
  public var email: EmailAddress
  public var name: String
  /// Answers for the whole installation: sees its audit tree and the outbox.
  public var isOperator: Bool

  public init(id: AccountID, email: EmailAddress, name: String, isOperator: Bool) {
    self.id = id
    self.email = email
    self.name = name
    self.isOperator = isOperator
  }
}

/// An address as we compare and store it: lower case, one `@`, no spaces or control characters, at most 254 bytes
/// (RFC 5321 section 4.5.3.1.3).
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  /// Nil when `text` cannot be an address; surrounding spaces are dropped, letters are lowered.
  public init?(_ text: String) {
    let lowered = text.lowercased()
    var bytes = Array(lowered.utf8)
    while bytes.first == 32 { bytes.removeFirst() }
    while bytes.last == 32 { bytes.removeLast() }
    let parts = bytes.split(separator: 64, omittingEmptySubsequences: false)
    guard bytes.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), !parts[1].isEmpty,
      bytes.allSatisfy({ $0 > 32 && $0 != 127 && !EmailAddress.forbidden.contains($0) }),
      parts[1].first != 46, parts[1].last != 46, parts[1].first != 45
    else { return nil }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// What would let a header or an address list continue: `"(),:;<>[\]`.
  private static let forbidden: Set<UInt8> = Set("\"(),:;<>[\\]".utf8)

  public var description: String { text }
}
