/// What a token says of the value behind it, also in the words of redactors that are not ours.

public struct TokenName: Sendable, Equatable {
  /// Capitals and single underscores: what `LookAlike` reads.
  let bytes: [UInt8]
  /// Nil where no kind of ours fits.
  public let kind: Kind?

  /// A column that is marked personal, whatever is in it.
  public static let personal = TokenName(bytes: Array("PERSONAL".utf8), kind: nil)

  public init(_ kind: Kind) { self.init(bytes: Array(kind.name.utf8), kind: kind) }

  /// - Parameter text: as the other redactor says it; what is no letter becomes an underscore, and forty letters are enough.
  public init(foreign text: String) {
    var bytes: [UInt8] = []
    for byte in text.utf8 where bytes.count < 40 {
      if (byte | 0x20) &- 0x61 < 26 {
        bytes.append(byte & 0xDF)
      } else if !bytes.isEmpty, bytes.last != 0x5F {
        bytes.append(0x5F)
      }
    }
    if bytes.last == 0x5F { bytes.removeLast() }
    self = bytes.isEmpty ? .personal : TokenName(bytes: bytes, kind: nil)
  }

  private init(bytes: [UInt8], kind: Kind?) {
    self.bytes = bytes
    self.kind = kind
  }

  /// As it stands in `[[EMAIL_1]]` before the number.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A place in a text that gets a token.
public struct TokenSpan: Sendable, Equatable {
  /// In bytes of the UTF-8.
  public var range: Range<Int>
  public var name: TokenName

  public init(_ range: Range<Int>, _ name: TokenName) {
    self.range = range
    self.name = name
  }
}
