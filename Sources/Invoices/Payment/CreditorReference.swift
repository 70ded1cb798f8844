/// References that a bank gives back with the payment.
enum CreditorReference {
  /// ISO 11649: `RF`, two check digits, up to 21 letters and digits; the remainder modulo 97 is 1.
  static func isISO11649(_ text: String) -> Bool {
    let characters = Text.compact(text)
    guard characters.count >= 5, characters.count <= 25, characters.starts(with: "RF".utf8) else { return false }
    guard Text.isDigit(characters[2]), Text.isDigit(characters[3]) else { return false }
    return IBAN.remainder(characters[4...] + characters[..<4]) == 1
  }

  /// A Swiss QR reference: 27 digits, the last of which is their check digit (modulo 10, recursive).
  static func isQRReference(_ text: String) -> Bool {
    let digits = Text.compact(text)
    guard digits.count == 27, digits.allSatisfy(Text.isDigit), digits.contains(where: { $0 != 48 }) else {
      return false
    }
    return checkDigit(digits.dropLast()) == digits[26]
  }

  /// SIX, IG QR-bill annex B.
  private static func checkDigit(_ digits: ArraySlice<UInt8>) -> UInt8 {
    let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
    var carry = 0
    for digit in digits { carry = table[(carry + Int(digit - 48)) % 10] }
    return UInt8((10 - carry) % 10) + 48
  }
}
