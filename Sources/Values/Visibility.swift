/// What of a text deceives whoever reads it, by code point alone: no tables of Unicode are needed.

extension Unicode.Scalar {
  /// Overrides, embeddings and isolates of direction, which make a line read otherwise than it is (Unicode TR36, section 2.1).
  public var turnsDirection: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// It may stand in a line of text that is kept: no control, no end of a line, of no private use, and nothing that turns
  /// the direction (Unicode's general categories Cc, Zl, Zp and Co, which never change).
  public var isPlain: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: false
    default: !turnsDirection
    }
  }

  /// Something shows: no space, no joiner, no filler (Unicode's White_Space and Default_Ignorable_Code_Point, and U+2800).
  public var isSeen: Bool {
    switch value {
    case 0...0x20, 0x7F...0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x1680, 0x17B4...0x17B5, 0x180B...0x180F,
      0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x2800, 0x3000, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
      0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      false
    default: true
    }
  }
}
