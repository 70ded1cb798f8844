// An e-mail address as it is stored, compared and written into mail headers.

public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// Lower case as a whole: two accounts that differ in case alone are one person.
  public let text: String

  /// A dot-atom of RFC 5322 section 3.2.3 before the `@`, a host name of at least one label after it; 254 characters at
  /// most (RFC 5321 section 4.5.3.1). Quoted local parts, comments, spaces and line breaks are refused.
  public init?(_ typed: String) {
    let text = typed.withoutSpaces().lowercased()
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, parts[0].count <= 64,
      Self.isDotted(parts[0], Self.isAtomByte), Self.isDotted(parts[1], Self.isHostByte)
    else { return nil }
    for label in parts[1].split(separator: UInt8(ascii: ".")) {
      guard label.count <= 63, label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else { return nil }
    }
    self.text = text
  }

  public var description: String { text }

  public var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

  private static func isDotted(_ part: Substring.UTF8View, _ allowed: (UInt8) -> Bool) -> Bool {
    part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0.allSatisfy(allowed)
    }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  private static func isAtomByte(_ byte: UInt8) -> Bool { isHostByte(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte) }
}

extension String {
  /// Without those before and after it.
  fileprivate func withoutSpaces() -> String {
    var characters = Substring(self)
    while characters.first == " " { characters.removeFirst() }
    while characters.last == " " { characters.removeLast() }
    return String(characters)
  }
}
