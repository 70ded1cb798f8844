/// Payment card numbers: an issuer's prefix and length (ISO/IEC 7812-1), written as cards show them or without a break,
/// with the right check digit.

enum Card {
  /// Where it ends; `cued` admits Visa's old 13 digits and Maestro's 12 and 13, so long as article numbers, and numbers whose
  /// check digit is wrong.
  static func match(_ text: Text, _ start: Int, cued: Bool) -> (end: Int, checked: Bool)? {
    guard text.isDigit(start + 3), !text.cameFrom(start) else { return nil }
    var digits = Digits()
    var groups = 0
    var shape = 0
    var separator: UInt8 = 0
    var at = start
    while groups < 5 {
      let first = digits.count
      while text.isDigit(at), digits.count < 20 {
        digits.append(text[at] - 0x30)
        at += 1
      }
      groups += 1
      shape = shape * 32 + digits.count - first
      if digits.count >= 12, isShape(groups, shape, cued), hasIssuer(digits, cued), !text.isWord(at),
        separator == 0x20 || !text.goesOn(at)
      {
        if digits.luhn { return (at, true) }
        if cued, groups > 1 || digits.count >= 15 { return (at, false) }
      }
      let next = text[at]
      guard next == 0x20 || next == 0x2D, separator == 0 || separator == next, text.isDigit(at + 1) else { return nil }
      separator = next
      at += 1
    }
    return nil
  }

  private static func isShape(_ groups: Int, _ shape: Int, _ cued: Bool) -> Bool {
    switch groups {
    case 1: true
    case 3: shape == 0b00100_00110_00101 || shape == 0b00100_00110_00100
    case 4: shape == 0b00100_00100_00100_00100
    case 5: shape == 0b00100_00100_00100_00100_00011 || shape == 0b00100_00100_00100_00100_00010
    default: false
    }
  }

  /// Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro.
  private static func hasIssuer(_ digits: Digits, _ cued: Bool) -> Bool {
    let count = digits.count
    guard count >= (cued ? 12 : 14), count <= 19 else { return false }
    switch digits.prefix {
    case 4000...4999: return count == 16 || count == 19 || count == 13
    case 5100...5599, 2221...2720: return count == 16
    case 3400...3499, 3700...3799, 2131, 1800: return count == 15
    case 3000...3059, 3095, 3600...3699, 3800...3999: return count == 14 || count == 16
    case 3528...3589: return count >= 16
    case 3500...3599: return cued && count == 16
    case 6011, 6440...6599, 6200...6299, 8100...8171: return count >= 16
    case 5000...5099, 5600...5899, 6000...6999: return count == 16 || count >= 18 || cued
    default: return false
    }
  }

  /// Up to twenty digits, with what is asked of them kept as they come: no array for each number in a text.
  private struct Digits {
    private(set) var count = 0
    /// The first four as a number.
    private(set) var prefix = 0
    /// Luhn's sum (ISO/IEC 7812-1 annex B), with the digits at even and at odd places doubled.
    private var sums = (even: 0, odd: 0)

    mutating func append(_ digit: UInt8) {
      let value = Int(digit)
      let doubled = value > 4 ? value * 2 - 9 : value * 2
      sums = count % 2 == 0 ? (sums.even + doubled, sums.odd + value) : (sums.even + value, sums.odd + doubled)
      if count < 4 { prefix = prefix * 10 + value }
      count += 1
    }

    /// The last digit is not doubled.
    var luhn: Bool { (count % 2 == 0 ? sums.even : sums.odd) % 10 == 0 }
  }
}
