// How codes (CIDs) stand in strings (ISO 32000-1, 9.7.5 and 9.7.6.2): most documents show fewer than two hundred glyphs of a font,
// and each of these takes one byte; what comes later takes two, the first of which says so.

enum CodeSpace {
  /// The first bytes of longer codes begin here.
  private static let short = 0xD0
  /// 208 short codes and 48 times 256 long ones.
  static let count = short + (256 - short) * 256

  /// The bytes of a code as one number, and whether there are two.
  static func bytes(_ code: UInt16) -> (value: UInt16, isLong: Bool) {
    if Int(code) < short { return (code, false) }
    let rest = Int(code) - short
    return (UInt16((short + rest >> 8) << 8 | rest & 255), true)
  }

  /// In a CMap.
  static let ranges: StaticString = "2 begincodespacerange\n<00><CF>\n<D000><FFFF>\nendcodespacerange\n"

  /// The CMap from strings to the codes below `end`.
  static func map(to end: Int) -> [UInt8] {
    var out = PDFBytes()
    out.put("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n")
    out.put("/CIDSystemInfo 3 dict dup begin/Registry(Adobe)def/Ordering(Identity)def/Supplement 0 def end def\n")
    out.put("/CMapName/Freehold-H def\n/CMapType 1 def\n/WMode 0 def\n")
    out.put(ranges)
    let long = max(0, end - short + 255) / 256
    out.put(1 + long)
    out.put(" begincidrange\n<00><CF>0\n")
    for lead in 0..<long {
      let first = UInt16((short + lead) << 8)
      out.put("<")
      out.putHex(first)
      out.put("><")
      out.putHex(first | 0xFF)
      out.put(">")
      out.put(short + lead * 256)
      out.put("\n")
    }
    out.put("endcidrange\nendcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return out.bytes
  }
}

extension PDFBytes {
  /// A code inside a literal string.
  mutating func putCode(_ code: UInt16) {
    let (value, isLong) = CodeSpace.bytes(code)
    if isLong { putEscaped(UInt8(truncatingIfNeeded: value >> 8)) }
    putEscaped(UInt8(truncatingIfNeeded: value))
  }

  /// A code in a CMap.
  mutating func putHexCode(_ code: UInt16) {
    let (value, isLong) = CodeSpace.bytes(code)
    putHex(isLong ? [UInt8(value >> 8), UInt8(value & 255)] : [UInt8(value)])
  }
}
