/// International bank account numbers (ISO 13616).
enum IBAN {
  /// Two letters, two check digits, at most 30 letters or digits, and the remainder modulo 97 is 1 (ISO 7064, MOD 97-10).
  static func isValid(_ text: String) -> Bool {
    let characters = Text.compact(text)
    return hasForm(characters) && remainder(characters[4...] + characters[..<4]) == 1
  }

  /// Whether it is meant to be one, right or wrong.
  static func hasForm(_ characters: [UInt8]) -> Bool {
    characters.count >= 15 && characters.count <= 34 && characters[..<2].allSatisfy(Text.isUpper)
      && characters[2..<4].allSatisfy(Text.isDigit)
  }

  /// The remainder modulo 97 of digits and letters (A is 10 … Z is 35); nil for any other character.
  static func remainder(_ characters: some Sequence<UInt8>) -> Int? {
    var remainder = 0
    for byte in characters {
      if Text.isDigit(byte) {
        remainder = (remainder * 10 + Int(byte - 48)) % 97
      } else if Text.isUpper(byte) {
        remainder = (remainder * 100 + Int(byte - 55)) % 97
      } else {
        return nil
      }
    }
    return remainder
  }
}
