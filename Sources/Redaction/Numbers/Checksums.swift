/// The sums that check digits come from.

enum Checksums {
  /// Luhn (ISO/IEC 7812-1 annex B).
  static func luhn(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    var doubles = false
    for digit in digits.reversed() {
      let value = Int(digit) * (doubles ? 2 : 1)
      sum += value > 9 ? value - 9 : value
      doubles.toggle()
    }
    return sum % 10 == 0
  }

  /// ISO/IEC 7064 MOD 11,10 over all digits, the last one being the check digit.
  static func mod11And10(_ digits: [UInt8]) -> Bool {
    var product = 10
    for digit in digits.dropLast() {
      var sum = (Int(digit) + product) % 10
      if sum == 0 { sum = 10 }
      product = sum * 2 % 11
    }
    return (11 - product) % 10 == Int(digits.last ?? 10)
  }

  /// Verhoeff's dihedral check, as Aadhaar has it.
  static func verhoeff(_ digits: [UInt8]) -> Bool {
    var check = 0
    for (index, digit) in digits.reversed().enumerated() {
      var value = Int(digit)
      for _ in 0..<index % 8 { value = permutation[value] }
      check = product(check, value)
    }
    return check == 0
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  /// In the dihedral group of order 10.
  private static func product(_ left: Int, _ right: Int) -> Int {
    switch (left < 5, right < 5) {
    case (true, true): (left + right) % 5
    case (true, false): (left + right - 5) % 5 + 5
    case (false, true): (left - 5 + 5 - right) % 5 + 5
    case (false, false): (left - right + 5) % 5
    }
  }

  /// EAN-13's.
  static func ean13(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.enumerated() { sum += Int(digit) * (index % 2 == 0 ? 1 : 3) }
    return sum % 10 == 0
  }

  static func allEqual(_ digits: [UInt8]) -> Bool { digits.allSatisfy { $0 == digits[0] } }
}
