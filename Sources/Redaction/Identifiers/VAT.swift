/// VAT ids of the European Union and the United Kingdom: a country's letters, its form, and the check digits that most have.

enum VAT {
  /// Where it ends, and whether a check digit holds; spaces and points as they are printed are not admitted but after the
  /// country.
  static func match(_ text: Text, _ start: Int) -> (end: Int, checked: Bool)? {
    guard text.isUpper(start), text.isUpper(start + 1), !text.cameFrom(start) else { return nil }
    var at = start + 2
    if text[at] == 0x20 { at += 1 }
    var characters: [UInt8] = []
    while text.isAlphanumeric(at), characters.count < 14 {
      characters.append(text[at] & (text.isLetter(at) ? 0xDF : 0xFF))
      at += 1
    }
    guard characters.count >= 8, characters.count <= 12, !text.goesOn(at) else { return nil }
    guard let checked = check(text[start], text[start + 1], characters) else { return nil }
    return (at, checked)
  }

  /// Nil when it is none of the country's; false where we know only the form.
  private static func check(_ first: UInt8, _ second: UInt8, _ characters: [UInt8]) -> Bool? {
    let country = UInt16(first) << 8 | UInt16(second)
    switch country {
    case 0x4445: return digits(characters, 9).flatMap { Checksums.mod11And10($0) ? true : nil }  // DE
    case 0x4852: return digits(characters, 11).flatMap { Checksums.mod11And10($0) ? true : nil }  // HR
    case 0x4154: return austrian(characters)
    case 0x4245:
      return digits(characters, 10).flatMap { (number($0[..<8]) + number($0[8...])) % 97 == 0 ? true : nil }  // BE
    case 0x444B: return weights(characters, [2, 7, 6, 5, 4, 3, 2, 1], 11)  // DK
    case 0x4649: return weights(characters, [7, 9, 10, 5, 8, 4, 2, 1], 11)  // FI
    case 0x5345:
      return digits(characters, 12).flatMap { Checksums.luhn($0[..<10]) && number($0[10...]) > 0 ? true : nil }  // SE
    case 0x4954: return digits(characters, 11).flatMap { Checksums.luhn($0[...]) ? true : nil }  // IT
    case 0x4652: return french(characters)
    case 0x504C: return remainder(characters, [6, 5, 7, 2, 3, 4, 5, 6, 7])  // PL
    case 0x5054: return complement(characters, [9, 8, 7, 6, 5, 4, 3, 2])  // PT
    case 0x5349: return complement(characters, [8, 7, 6, 5, 4, 3, 2])  // SI
    case 0x4C55: return digits(characters, 8).flatMap { number($0[..<6]) % 89 == number($0[6...]) ? true : nil }  // LU
    case 0x4E4C: return dutch(characters)
    case 0x454C: return greek(characters)
    case 0x4553, 0x4359, 0x4945: return characters.count == 9 || characters.count == 8 ? false : nil  // ES, CY, IE
    case 0x4742: return digits(characters, 9) ?? digits(characters, 12) == nil ? nil : false  // GB
    case 0x4247, 0x435A, 0x4545, 0x4855, 0x4C54, 0x4C56, 0x4D54, 0x524F, 0x534B:  // BG CZ EE HU LT LV MT RO SK
      return digits(characters, characters.count) == nil ? nil : false
    default: return nil
    }
  }

  private static func digits(_ characters: [UInt8], _ count: Int) -> [UInt8]? {
    guard characters.count == count, characters.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return characters.map { $0 - 0x30 }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) } }

  private static func sum(_ digits: [UInt8], _ weights: [Int]) -> Int {
    var sum = 0
    for (digit, weight) in zip(digits, weights) { sum += Int(digit) * weight }
    return sum
  }

  private static func weights(_ characters: [UInt8], _ weights: [Int], _ modulus: Int) -> Bool? {
    digits(characters, weights.count).flatMap { sum($0, weights) % modulus == 0 ? true : nil }
  }

  private static func remainder(_ characters: [UInt8], _ weights: [Int]) -> Bool? {
    digits(characters, weights.count + 1).flatMap { sum($0, weights) % 11 == Int($0[weights.count]) ? true : nil }
  }

  private static func complement(_ characters: [UInt8], _ weights: [Int]) -> Bool? {
    digits(characters, weights.count + 1).flatMap { digits in
      let check = 11 - sum(digits, weights) % 11
      return (check > 9 ? 0 : check) == Int(digits[weights.count]) ? true : nil
    }
  }

  private static func austrian(_ characters: [UInt8]) -> Bool? {
    guard characters.first == 0x55, let digits = digits(Array(characters.dropFirst()), 8) else { return nil }
    var sum = 4
    for index in 0..<7 {
      let value = Int(digits[index]) * (index % 2 == 0 ? 1 : 2)
      sum += value / 10 + value % 10
    }
    return (10 - sum % 10) % 10 == Int(digits[7]) ? true : nil
  }

  private static func french(_ characters: [UInt8]) -> Bool? {
    guard characters.count == 11, let siren = digits(Array(characters[2...]), 9) else { return nil }
    guard let key = digits(Array(characters[..<2]), 2) else { return Checksums.luhn(siren[...]) ? true : nil }
    return (12 + 3 * (number(siren[...]) % 97)) % 97 == number(key[...]) ? true : nil
  }

  private static func dutch(_ characters: [UInt8]) -> Bool? {
    guard characters.count == 12, characters[9] == 0x42, digits(Array(characters[..<9]), 9) != nil else { return nil }
    return digits(Array(characters[10...]), 2) == nil ? nil : true
  }

  private static func greek(_ characters: [UInt8]) -> Bool? {
    digits(characters, 9).flatMap { sum($0, [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == Int($0[8]) ? true : nil }
  }
}
