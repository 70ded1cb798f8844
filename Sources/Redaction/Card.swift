/// Payment card numbers: an issuer's prefix and length (ISO/IEC 7812-1), written as cards show them or without a break,
/// with the right check digit.

enum Card {
  static func match(_ text: Text, _ start: Int) -> Int? {
    guard text.isDigit(start), !text.cameFrom(start) else { return nil }
    var digits: [UInt8] = []
    var groups: [Int] = []
    var separator: UInt8 = 0
    var at = start
    while groups.count < 5 {
      let first = digits.count
      while text.isDigit(at), digits.count < 20 {
        digits.append(text[at] - 0x30)
        at += 1
      }
      groups.append(digits.count - first)
      if isCard(digits, groups), !text.isWord(at), separator == 0x20 || !text.goesOn(at) { return at }
      let next = text[at]
      guard next == 0x20 || next == 0x2D, separator == 0 || separator == next, text.isDigit(at + 1) else { return nil }
      separator = next
      at += 1
    }
    return nil
  }

  private static func isCard(_ digits: [UInt8], _ groups: [Int]) -> Bool {
    hasIssuer(digits) && isShape(groups, digits.count) && hasCheckDigit(digits)
  }

  private static func isShape(_ groups: [Int], _ count: Int) -> Bool {
    switch groups.count {
    case 1: true
    case 3: groups == [4, 6, 5] || groups == [4, 6, 4]
    case 4: groups == [4, 4, 4, 4]
    case 5: groups == [4, 4, 4, 4, 3] || groups == [4, 4, 4, 4, 2]
    default: false
    }
  }

  /// Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro. Visa's old 13 digits are left out: so
  /// long are article numbers (EAN-13) too.
  private static func hasIssuer(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 14, digits.count <= 19 else { return false }
    var prefix = 0
    for digit in digits.prefix(4) { prefix = prefix * 10 + Int(digit) }
    let count = digits.count
    switch prefix {
    case 4000...4999: return count == 16 || count == 19
    case 5100...5599, 2221...2720: return count == 16
    case 3400...3499, 3700...3799: return count == 15
    case 3000...3059, 3095, 3600...3699, 3800...3999: return count == 14 || count == 16
    case 3528...3589: return count >= 16
    case 6011, 6440...6599, 6200...6299, 8100...8171: return count >= 16
    case 5000...5099, 5600...5899, 6000...6999: return count == 16 || count == 18 || count == 19
    default: return false
    }
  }

  /// Luhn (ISO/IEC 7812-1 annex B).
  private static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
    var sum = 0
    var doubles = false
    for digit in digits.reversed() {
      let value = Int(digit) * (doubles ? 2 : 1)
      sum += value > 9 ? value - 9 : value
      doubles.toggle()
    }
    return sum % 10 == 0
  }
}
