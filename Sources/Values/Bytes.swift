/// Bytes as text: lower-case hexadecimal, and base64url without padding (RFC 4648 section 5).

public enum Hex {
  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
      let (high, low) = digits(byte)
      out.append(high)
      out.append(low)
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The two digits of a byte.
  static func digits(_ byte: UInt8) -> (UInt8, UInt8) { (digit(byte >> 4), digit(byte & 15)) }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// Nil when a byte is no hexadecimal digit or their number is odd; upper case is accepted.
  public static func decode(_ digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count % 2 == 0 else { return nil }
    var out: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = value(digit) else { return nil }
      if let first = high {
        out.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return out
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}

public enum Base64URL {
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    Base64.text(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", isPadded: false)
  }

  /// Nil for another alphabet, padding, an impossible length, or bits that a writer would have left zero.
  public static func decode(_ text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in text.utf8 {
      guard let value = value(byte) else { return nil }
      buffer = (buffer << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    guard bits < 6, buffer & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return out
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2D: 62
    case 0x5F: 63
    default: nil
    }
  }
}

extension [String] {
  /// In the order of their bytes, which is the same in every language.
  @inline(never)
  public mutating func sortByBytes() { sort { [UInt8]($0.utf8).lexicographicallyPrecedes([UInt8]($1.utf8)) } }

  /// Whether a text stands in it twice. Without hashing, which would be all its own code in the browser.
  @inline(never)
  public var hasTwins: Bool {
    var sorted = self
    sorted.sortByBytes()
    for index in sorted.indices.dropFirst() where sorted[index] == sorted[index - 1] { return true }
    return false
  }
}
