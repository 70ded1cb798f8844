/// XML in UTF-16, which every reader of XML must accept (XML 1.0, 4.3.3), as UTF-8.
enum UTF16Text {
  /// By a byte order mark, or by its first characters `<?` (XML 1.0, appendix F.1).
  static func isXML(_ bytes: [UInt8]) -> Bool { isLittle(bytes) != nil }

  private static func isLittle(_ bytes: [UInt8]) -> Bool? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return true
    case (0xFE, 0xFF): return false
    case (0x3C, 0): return bytes[2] == 0x3F ? true : nil
    case (0, 0x3C): return bytes[3] == 0x3F ? false : nil
    default: return nil
    }
  }

  /// Nil for other text, and for surrogates that stand alone.
  static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    guard let isLittle = isLittle(bytes), bytes.count % 2 == 0 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 2 + bytes.count / 8)
    var high: UInt32?
    for place in stride(from: 0, to: bytes.count, by: 2) {
      let (first, second) = (UInt32(bytes[place]), UInt32(bytes[place + 1]))
      let unit = isLittle ? second << 8 | first : first << 8 | second
      if place == 0, unit == 0xFEFF { continue }
      if unit & 0xFC00 == 0xD800 {
        guard high == nil else { return nil }
        high = unit
        continue
      }
      let isLow = unit & 0xFC00 == 0xDC00
      guard isLow == (high != nil) else { return nil }
      put(high.map { 0x10000 + ($0 & 0x3FF) << 10 + (unit & 0x3FF) } ?? unit, &out)
      high = nil
    }
    return high == nil ? out : nil
  }

  private static func put(_ scalar: UInt32, _ out: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80: out.append(UInt8(scalar))
    case ..<0x800: out += [UInt8(0xC0 | scalar >> 6), tail(0)]
    case ..<0x10000: out += [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
    default: out += [UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0)]
    }
  }
}
