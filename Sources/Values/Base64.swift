/// Base64 with padding (RFC 4648 section 4), as files travel inside JSON and XML.
public enum Base64 {
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    text(bytes, alphabet, isPadded: true)
  }

  private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

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
    // Asked of a table: nobody can foretell a comparison of what looks random.
    var values = [UInt8](repeating: 0xFF, count: 256)
    for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
    var text = text
    return text.withUTF8 { text in values.withUnsafeBufferPointer { decode(text, $0) } }
  }

  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>
  ) -> [UInt8]? {
    var out = [UInt8](repeating: 0, count: text.count / 4 * 3)
    let count = out.withUnsafeMutableBufferPointer { out in
      var (next, written) = (0, 0)
      // Four characters at a time, as far as there are no others among them.
      while next + 4 <= text.count {
        let (a, b) = (values[Int(text[next])], values[Int(text[next + 1])])
        let (c, d) = (values[Int(text[next + 2])], values[Int(text[next + 3])])
        if (a | b | c | d) & 0xC0 != 0 { break }
        out[written] = a << 2 | b >> 4
        out[written + 1] = b << 4 | c >> 2
        out[written + 2] = c << 6 | d
        next += 4
        written += 3
      }
      return decode(text[next...], values, &out, written)
    }
    guard let count else { return nil }
    out.removeLast(out.count - count)
    return out
  }

  /// The same, character by character, from a whole group of four on; how many bytes there are then.
  private static func decode(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, _ values: UnsafeBufferPointer<UInt8>,
    _ out: inout UnsafeMutableBufferPointer<UInt8>, _ written: Int
  ) -> Int? {
    var written = written
    var (buffer, characters, padding) = (UInt32(0), 0, 0)
    func write(_ shift: UInt32) {
      out[written] = UInt8(truncatingIfNeeded: buffer >> shift)
      written += 1
    }
    for byte in text {
      let value = values[Int(byte)]
      if value < 64 && padding == 0 {
        buffer = buffer << 6 | UInt32(value)
        characters += 1
        if characters & 3 != 0 { continue }
        for shift in [16, 8, 0] as [UInt32] { write(shift) }
      } else if byte == UInt8(ascii: "=") {
        padding += 1
      } else if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 {
        return nil
      }
    }
    guard (characters + padding) & 3 == 0, padding <= 2 else { return nil }
    // One byte stands in two characters, two in three.
    if padding == 2 { write(4) }
    if padding == 1 { for shift in [10, 2] as [UInt32] { write(shift) } }
    let rest: UInt32 = padding == 1 ? 3 : padding == 2 ? 15 : 0
    return buffer & rest == 0 ? written : nil
  }
}
