/// Base64 with padding (RFC 4648 section 4), as files travel inside JSON and XML.
public enum Base64 {
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    text(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", isPadded: true)
  }

  /// A character of `alphabet` for each six bits; padded to a multiple of four characters or not.
  static func text(_ bytes: some Collection<UInt8>, _ alphabet: StaticString, isPadded: Bool) -> String {
    String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      var count = 0
      var buffer: UInt32 = 0
      var bits = 0
      func write(_ sixBits: UInt32) {
        text[count] = alphabet.utf8Start[Int(sixBits & 63)]
        count += 1
      }
      for byte in bytes {
        buffer = buffer << 8 | UInt32(byte)
        bits += 8
        while bits >= 6 {
          bits -= 6
          write(buffer >> UInt32(bits))
        }
      }
      if bits > 0 { write(buffer << UInt32(6 - bits)) }
      while isPadded && count % 4 != 0 {
        text[count] = UInt8(ascii: "=")
        count += 1
      }
      return count
    }
  }

  /// White space between characters is skipped, as XML's `base64Binary` allows; nil for anything else that is not
  /// base64, for missing padding and for bits that say nothing but are not zero.
  public static func decode(_ text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var buffer: UInt32 = 0
    var characters = 0
    var padding = 0
    for byte in text.utf8 where byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 {
      characters += 1
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(byte) else { return nil }
      buffer = buffer << 6 | UInt32(value)
      if characters % 4 != 1 { out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(6 - 2 * ((characters - 1) % 4)))) }
    }
    guard characters % 4 == 0, padding <= 2 else { return nil }
    let rest: UInt32 = padding == 1 ? 3 : padding == 2 ? 15 : 0
    return buffer & rest == 0 ? out : nil
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
