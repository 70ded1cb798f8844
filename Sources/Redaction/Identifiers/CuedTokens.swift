/// What only the words beside it tell from any other token: passports, driving licences, number plates, BICs, postcodes, and
/// secrets that look random.

enum CuedTokens {
  /// Letters and digits, five to sixteen, of which five are digits; a licence may be grouped by hyphens.
  static func document(_ text: Text, _ start: Int, least: Int, digits wanted: Int) -> Int? {
    guard !text.cameFrom(start) else { return nil }
    var at = start
    var digits = 0
    var count = 0
    while count <= 20 {
      if text.isAlphanumeric(at) {
        count += 1
        if text.isDigit(at) { digits += 1 }
      } else if !(text[at] == 0x2D && count > 0 && text.isAlphanumeric(at + 1)) {
        break
      }
      at += 1
    }
    guard digits >= wanted, count >= least, count <= 16, !text.isWord(at), text[at] != 0x40 else { return nil }
    return at
  }

  /// ISO 9362: bank, country, place, branch.
  static func bic(_ text: Text, _ word: Word) -> Bool {
    let count = word.end - word.start
    guard count == 8 || count == 11, !text.cameFrom(word.start), !text.goesOn(word.end) else { return false }
    for index in word.start..<word.start + 6 where !text.isUpper(index) { return false }
    for index in word.start + 6..<word.end where !text.isUpper(index) && !text.isDigit(index) { return false }
    return IBAN.isCountry(text[word.start + 4], text[word.start + 5])
  }

  /// Upper-case letters and digits in one to three groups, both of them there, four to nine in all.
  static func plate(_ text: Text, _ start: Int) -> Int? {
    guard !text.cameFrom(start) else { return nil }
    var at = start
    var (letters, digits, groups, end) = (0, 0, 0, start)
    while groups < 4, text.isUpper(at) || text.isDigit(at) {
      while text.isUpper(at) || text.isDigit(at) {
        if text.isDigit(at) { digits += 1 } else { letters += 1 }
        at += 1
      }
      guard !text.isWord(at), letters + digits <= 9 else { break }
      end = at
      groups += 1
      guard text[at] == 0x20 || text[at] == 0x2D else { break }
      at += 1
    }
    return letters >= 1 && digits >= 1 && letters + digits >= 4 ? end : nil
  }

  /// `SW1A 1AA` of the United Kingdom and `K1A 0B1` of Canada stand for themselves.
  static func postcode(_ text: Text, _ word: Word) -> Int? {
    let (start, count) = (word.start, word.end - word.start)
    guard count >= 2, count <= 4, text.isUpper(start), word.digits > 0, word.uppers == word.letters,
      text[word.end] == 0x20,
      !text.cameFrom(start)
    else { return nil }
    let inner = word.end + 1
    if count == 3, text.isDigit(start + 1), text.isUpper(start + 2) {
      if text.isDigit(inner), text.isUpper(inner + 1), text.isDigit(inner + 2), !text.goesOn(inner + 3) {
        return inner + 3
      }
    }
    let digit = text.isUpper(start + 1) ? start + 2 : start + 1
    guard text.isDigit(digit), digit + 2 >= word.end, text.isDigit(inner), text.isUpper(inner + 1),
      text.isUpper(inner + 2),
      !text.goesOn(inner + 3)
    else { return nil }
    return inner + 3
  }

  /// After `password: ` or `token=` and the like: sixteen or more signs of letters and digits, ten of them different.
  static func secret(_ text: Text, _ start: Int) -> Int? {
    guard assigned(text, start) else { return nil }
    var (at, letters, digits) = (start, 0, 0)
    var seen: UInt64 = 0
    var kinds = 0
    while at - start < 256, isTokenByte(text, at) {
      if text.isDigit(at) { digits += 1 } else if text.isLetter(at) { letters += 1 }
      let bit = UInt64(1) << UInt64(text[at] & 63)
      if seen & bit == 0 { kinds += 1 }
      seen |= bit
      at += 1
    }
    guard at - start >= 16, letters >= 4, digits >= 3, kinds >= 10, text[at] != 0x28,
      text[at] != 0x2E || !text.isWord(at + 1)
    else { return nil }
    return at
  }

  private static func assigned(_ text: Text, _ start: Int) -> Bool {
    var at = start - 1
    while text[at] == 0x20 || text[at] == 0x22 || text[at] == 0x27 { at -= 1 }
    return text[at] == 0x3A || text[at] == 0x3D
  }

  private static func isTokenByte(_ text: Text, _ at: Int) -> Bool {
    switch text[at] {
    case 0x2B, 0x2D, 0x2F, 0x3D, 0x5F: true
    default: text.isAlphanumeric(at)
    }
  }
}
