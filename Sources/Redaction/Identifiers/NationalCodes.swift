/// National ids with letters in them: their form leaves little room for anything else, and most have a check character.

enum NationalCodes {
  /// `at` begins a word; the answer's end is that of the id.
  static func match(_ text: Text, _ word: Word, _ cues: (Cue) -> Bool) -> (Kind, end: Int, Reason, Certainty)? {
    let at = word.start
    guard !text.cameFrom(at) else { return nil }
    switch word.end - at {
    case 2: return nino(text, at).map { (.ukNINO, $0, .form, .likely) }
    case 16 where isFiscalCode(text, at): return (.itFiscalCode, word.end, .checksum, .certain)
    case 12 where isGermanPension(text, at): return (.deSocialSecurity, word.end, .checksum, .certain)
    case 10 where isPAN(text, at): return (.inPAN, word.end, cues(.pan) ? .cue : .form, .likely)
    case 9: return nineCharacters(text, word, cues)
    case 8: return eightCharacters(text, word, cues)
    case 7: return finnish(text, at).map { (.fiPersonalCode, $0, .checksum, .certain) }
    case 6: return finnish(text, at).map { (.fiPersonalCode, $0, .checksum, .certain) }
    case 1: return spanish(text, at + 1, separated: true).map { (.esNIE, $0, .checksum, .likely) }
    default: return nil
    }
  }

  private static func nineCharacters(_ text: Text, _ word: Word, _ cues: (Cue) -> Bool) -> (
    Kind, end: Int, Reason, Certainty
  )? {
    let at = word.start
    if text.isLetter(at + 1), let end = nino(text, at) { return (.ukNINO, end, .form, .likely) }
    if text.isDigit(at), let end = spanish(text, at, separated: false) {
      return (.esNIF, end, cues(.dni) ? .checksumAndCue : .checksum, .likely)
    }
    if !text.isDigit(at), let end = spanish(text, at, separated: false) { return (.esNIE, end, .checksum, .certain) }
    if cues(.pps), isPPS(text, at) { return (.iePPS, word.end, .checksumAndCue, .certain) }
    return nil
  }

  private static func eightCharacters(_ text: Text, _ word: Word, _ cues: (Cue) -> Bool) -> (
    Kind, end: Int, Reason, Certainty
  )? {
    let at = word.start
    if isPPS(text, at) {
      return (.iePPS, word.end, cues(.pps) ? .checksumAndCue : .checksum, cues(.pps) ? .certain : .likely)
    }
    if text[at + 8] == 0x2D, let end = spanish(text, at, separated: true) {
      return (text.isDigit(at) ? .esNIF : .esNIE, end, .checksum, .certain)
    }
    return nil
  }

  private static func digits(_ text: Text, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
      guard text.isDigit(index) else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
    }
    return value
  }

  /// `AB 12 34 56 C` or without spaces, upper case; prefixes that HMRC does not give are none.
  private static func nino(_ text: Text, _ start: Int) -> Int? {
    let (first, second) = (text[start], text[start + 1])
    guard text.isUpper(start), text.isUpper(start + 1) else { return nil }
    for letter in [UInt8(0x44), 0x46, 0x49, 0x51, 0x55, 0x56] where first == letter || second == letter { return nil }
    if second == 0x4F
      || (first == 0x42 || first == 0x4E || first == 0x54)
        && second == (first == 0x42 || first == 0x54 ? first == 0x42 ? 0x47 : 0x4E : 0x4B)
    {
      return nil
    }
    var at = start + 2
    for _ in 0..<3 {
      if text[at] == 0x20 { at += 1 }
      guard text.isDigit(at), text.isDigit(at + 1) else { return nil }
      at += 2
    }
    if text[at] == 0x20 { at += 1 }
    guard text[at] &- 0x41 < 4, !text.goesOn(at + 1) else { return nil }
    return at + 1
  }

  private static let spanishLetters: StaticString = "TRWAGMYFPDXBNJZSQVHLCKE"

  /// DNI and NIE: the number modulo 23 says the letter.
  private static func spanish(_ text: Text, _ start: Int, separated: Bool) -> Int? {
    var at = start
    var number = 0
    if (text[at] & 0xDF) &- 0x58 < 3, text.isLetter(at) {
      number = Int((text[at] & 0xDF) - 0x58) * 10_000_000
      guard let rest = digits(text, at + 1, 7) else { return nil }
      number += rest
    } else {
      guard let all = digits(text, at, 8) else { return nil }
      number = all
    }
    at += 8
    if separated, text[at] == 0x2D { at += 1 }
    guard text[at] & 0xDF == spanishLetters.utf8Start[number % 23], text.isLetter(at), !text.isWord(at + 1) else {
      return nil
    }
    return at + 1
  }

  /// Sixteen characters of which the last is the sum of the others' values (DM 23 December 1976).
  private static func isFiscalCode(_ text: Text, _ start: Int) -> Bool {
    let shape: StaticString = "aaaaaa00a00a000a"
    let odd: StaticString = "BAFHJNPRTVCESULDGIMOQKWZYX"
    var sum = 0
    for index in 0..<16 {
      let isLetter = text.isLetter(start + index)
      guard isLetter || text.isDigit(start + index) else { return false }
      let byte = isLetter ? text[start + index] & 0xDF : text[start + index]
      // Where two people would share a code, digits become the letters L to V (omocodia).
      if shape.utf8Start[index] == 0x61 ? !isLetter : isLetter && !(0x4C...0x56).contains(byte) { return false }
      let value = Int(isLetter ? byte - 0x41 : byte - 0x30)
      if index == 15 { return value == sum % 26 }
      sum += index % 2 == 1 ? value : Int(odd.utf8Start[value] - 0x41)
    }
    return false
  }

  /// Area, date of birth, initial, serial, check digit (VKVV section 2).
  private static func isGermanPension(_ text: Text, _ start: Int) -> Bool {
    guard let head = digits(text, start, 8), text.isUpper(start + 8), let tail = digits(text, start + 9, 3),
      Dates.isDay(month: head / 100 % 100, day: max(1, (head / 10_000 % 100 - 1) % 31 + 1))
    else { return false }
    let letter = Int(text[start + 8] - 0x40)
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
    var values: [Int] = []
    for index in 0..<8 { values.append(Int(text[start + index] - 0x30)) }
    values += [letter / 10, letter % 10, tail / 100, tail / 10 % 10]
    var sum = 0
    for (index, weight) in weights.enumerated() {
      let product = values[index] * weight
      sum += product / 10 + product % 10
    }
    return sum % 10 == tail % 10
  }

  /// `AAAPA9999A`, the fourth letter saying what the holder is.
  private static func isPAN(_ text: Text, _ start: Int) -> Bool {
    for index in 0..<5 where !text.isUpper(start + index) { return false }
    guard digits(text, start + 5, 4) != nil, text.isUpper(start + 9) else { return false }
    switch text[start + 3] {
    case 0x41, 0x42, 0x43, 0x46, 0x47, 0x48, 0x4A, 0x4C, 0x50, 0x54: return true
    default: return false
    }
  }

  /// Seven digits and a letter modulo 23; a second letter counts nine times.
  private static func isPPS(_ text: Text, _ start: Int) -> Bool {
    guard digits(text, start, 7) != nil, text.isUpper(start + 7) else { return false }
    var sum = 0
    for index in 0..<7 { sum += Int(text[start + index] - 0x30) * (8 - index) }
    if text.isUpper(start + 8), text[start + 8] != 0x57 { sum += Int(text[start + 8] - 0x40) * 9 }
    return sum % 23 == Int(text[start + 7] - 0x40) % 23
  }

  private static let finnishCharacters: StaticString = "0123456789ABCDEFHJKLMNPRSTUVWXY"

  /// `ddmmyyCzzzQ`: Q is the nine digits modulo 31 (also where C is a letter, the century).
  private static func finnish(_ text: Text, _ start: Int) -> Int? {
    guard let date = digits(text, start, 6), Dates.isDay(month: date / 100 % 100, day: date / 10_000) else {
      return nil
    }
    let century = text[start + 6]
    guard century == 0x2D || century == 0x2B || (0x41...0x46).contains(century) || (0x55...0x59).contains(century),
      let serial = digits(text, start + 7, 3), !text.isWord(start + 11)
    else { return nil }
    return text[start + 10] == finnishCharacters.utf8Start[(date * 1000 + serial) % 31] ? start + 11 : nil
  }
}
