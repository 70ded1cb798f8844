// Where a line may end: the rules of UAX #14 that the scripts of the house meet (spaces, hyphens, dashes, slashes, ideographs),
// with those that keep figures and amounts together.

enum LineBreaks {
  /// Whether a line may end after the character at `index`.
  static func isAllowed(after index: Int, in scalars: [UInt32]) -> Bool {
    guard index + 1 < scalars.count else { return true }
    let (here, next) = (scalars[index], scalars[index + 1])
    if isSpace(next) || next == 0x200B || isGlue(here) || isGlue(next) { return false }
    if isSpace(here) || here == 0x200B || here == 0xAD { return true }
    let before = index > 0 ? scalars[index - 1] : 0x20
    switch here {
    case 0x2D, 0x2010: return isLetter(next) && (isLetter(before) || isDigit(before))
    case 0x2013, 0x2014: return !(isDigit(before) && isDigit(next))
    case 0x2F: return isLetter(next) && isLetter(before)
    default: return isIdeograph(here) && !isClosing(next) || isIdeograph(next) && !isOpening(here)
    }
  }

  /// Spaces that vanish at a line's end.
  static func isSpace(_ scalar: UInt32) -> Bool {
    scalar == 0x20 || scalar == 0x09 || (scalar >= 0x2000 && scalar <= 0x200A && scalar != 0x2007) || scalar == 0x3000
  }

  /// Where a line has to end (UAX #14: BK, CR, LF, NL).
  static func isEnd(_ scalar: UInt32) -> Bool {
    (scalar >= 0x0A && scalar <= 0x0D) || scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029
  }

  private static func isGlue(_ scalar: UInt32) -> Bool {
    scalar == 0xA0 || scalar == 0x202F || scalar == 0x2060 || scalar == 0x2007 || scalar == 0x2011 || scalar == 0xFEFF
  }

  private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    ((scalar | 0x20) >= 0x61 && (scalar | 0x20) <= 0x7A) || scalar >= 0xC0 && !(scalar >= 0x2000 && scalar <= 0x2FFF)
  }

  private static func isIdeograph(_ scalar: UInt32) -> Bool {
    (scalar >= 0x3041 && scalar <= 0x30FF) || (scalar >= 0x3400 && scalar <= 0x9FFF)
      || (scalar >= 0xF900 && scalar <= 0xFAFF) || (scalar >= 0x20000 && scalar <= 0x3FFFF)
  }

  private static func isClosing(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D, 0x3001, 0x3002, 0x300D, 0x300F, 0xFF01, 0xFF09, 0xFF0C,
      0xFF1A, 0xFF1B, 0xFF1F:
      true
    default: false
    }
  }

  private static func isOpening(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x5B, 0x7B, 0x300C, 0x300E, 0xFF08: true
    default: false
    }
  }
}
