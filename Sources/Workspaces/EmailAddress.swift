// An e-mail address as it is stored, compared and written into mail headers.

public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// Lower case as a whole: two accounts that differ in case alone are one person.
  public let text: String

  /// A dot-atom of RFC 5322 section 3.2.3 before the `@`, a host name of at least one label after it; 254 characters at
  /// most (RFC 5321 section 4.5.3.1). Quoted local parts, comments, spaces and line breaks are refused.
  public init?(_ typed: String) {
    // As most come: from our own tables.
    if Self.isAddress(typed.utf8) {
      text = typed
      return
    }
    text = typed.withoutSpaces().lowercased()
    guard Self.isAddress(text.utf8) else { return nil }
  }

  public var description: String { text }

  public var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

  private static func isAddress(_ text: String.UTF8View) -> Bool {
    guard text.count <= 254 else { return false }
    var (isHost, part, label, last) = (false, 0, 0, UInt8(ascii: "."))
    for byte in text {
      switch byte {
      case UInt8(ascii: "@"):
        guard !isHost, label > 0, part <= 64 else { return false }
        (isHost, part, label, last) = (true, 0, 0, UInt8(ascii: "."))
        continue
      case UInt8(ascii: "."):
        guard label > 0, !(isHost && last == UInt8(ascii: "-")) else { return false }
        label = 0
      default:
        guard isHost ? isHostByte(byte) : isAtomByte(byte) else { return false }
        label += 1
        if isHost && (label > 63 || label == 1 && byte == UInt8(ascii: "-")) { return false }
      }
      part += 1
      last = byte
    }
    return isHost && label > 0 && last != UInt8(ascii: "-")
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
