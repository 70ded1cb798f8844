/// Street addresses and post boxes by their parts: a house number with a street's word before, behind or inside the name.

extension Scanner {
  /// Asked at every word without digits; `bits` are its cues.
  mutating func address(_ word: Word, _ bits: UInt64) {
    if bits & (1 << UInt64(Cue.streetBefore.rawValue)) != 0, let end = namedStreet(word) {
      keep(.address, word.start..<unit(end), .likely, .street)
      return
    }
    if word.letters >= 6, let end = houseNumber(text[word.end] == 0x2E ? word.end + 1 : word.end), isCompound(word) {
      keep(.address, word.start..<unit(end), .likely, .street)
      return
    }
    if bits & (1 << UInt64(Cue.box.rawValue)) != 0, let end = box(word) {
      keep(.address, word.start..<unit(end), .likely, .box)
    }
  }

  /// `1668 Glyn Street`, `33 avenue de Provence`, `450 Præstevænget 15`.
  mutating func numberedStreet(_ number: Word) {
    guard number.digits <= 5, text[number.end] == 0x20 || text[number.end] == 0x2C && text[number.end + 1] == 0x20,
      !text.cameFrom(number.start), text[number.start - 1] != 0x2C
    else { return }
    var at = number.end + (text[number.end] == 0x2C ? 2 : 1)
    for index in 0..<6 {
      let word = Word(text, at)
      guard word.end > at, word.digits == 0 else { return }
      let bits = cues[word.hash]
      if index == 0, bits & (1 << UInt64(Cue.streetBefore.rawValue)) != 0, word.letters > 2 {
        if let end = plainStreet(word) { keep(.address, number.start..<unit(end), .likely, .street) }
        return
      }
      guard word.startsUpper else { return }
      if index > 0, bits & (1 << UInt64(Cue.streetAfter.rawValue)) != 0 || isCompound(word) {
        keep(.address, number.start..<unit(word.end), .likely, .street)
        return
      }
      guard text[word.end] == 0x20 else { return }
      at = word.end + 1
    }
  }

  /// `Rua João Pessoa 1636`, `ul. Grochowa 80`.
  private func namedStreet(_ word: Word) -> Int? {
    var at = word.end
    if text[at] == 0x2E || text[at] == 0x2F { at += 1 }
    guard text[at] == 0x20 else { return nil }
    for _ in 0..<6 {
      guard text[at] == 0x20 else { return nil }
      if at > word.end + 1, let end = houseNumber(at) { return end }
      let next = Word(text, at + 1)
      guard next.end > at + 1, next.startsUpper || next.letters <= 4, next.letters > 0 else { return nil }
      at = next.end
      if text[at] == 0x2E { at += 1 }
      if text[at] == 0x2C { at += 1 }
    }
    return nil
  }

  /// The words of a street's name behind its kind: `avenue de Provence`.
  private func plainStreet(_ word: Word) -> Int? {
    var end: Int?
    var at = word.end
    for _ in 0..<5 {
      guard text[at] == 0x20 || text[at] == 0x2D else { break }
      let next = Word(text, at + 1)
      guard next.letters > 0, next.startsUpper || next.letters <= 3 else { break }
      at = next.end
      if next.startsUpper { end = at }
    }
    return end
  }

  /// Behind one space: digits, with a letter or a second number.
  private func houseNumber(_ at: Int) -> Int? {
    guard text[at] == 0x20, text.isDigit(at + 1) else { return nil }
    var end = at + 1
    while text.isDigit(end), end - at <= 5 { end += 1 }
    if text.isLetter(end), !text.isWord(end + 1) { end += 1 }
    if text[end] == 0x20, text.isLetter(end + 1), text[end + 1] >= 0x61, text[end + 1] <= 0x66, !text.isWord(end + 2),
      text[end + 1] != 0x61
    {
      end += 2
    }
    if text[end] == 0x2D || text[end] == 0x2F, text.isDigit(end + 1) {
      end += 1
      while text.isDigit(end) { end += 1 }
    }
    return text.isWord(end) || text[end] == 0x3A || text[end] == 0x2E && text.isDigit(end + 1) ? nil : end
  }

  /// Street names in one word of the Germanic, Finnish and Hungarian kind.
  private func isCompound(_ word: Word) -> Bool {
    guard word.startsUpper else { return false }
    for ending: StaticString in [
      "straße", "strasse", "strase", "weg", "gasse", "platz", "allee", "damm", "ufer", "vej", "veien", "vegen", "gade",
      "gata", "gatan", "gaten",
      "vägen", "vangen", "straat", "laan", "plein", "dijk", "gracht", "katu", "kuja", "polku", "tie", "brücke", "stien",
      "ulica", "braut", "stræde",
    ] where text.starts(word.end - ending.utf8CodeUnitCount, with: ending) { return true }
    return text.starts(word.end - 3, with: "str") && text[word.end] == 0x2E
  }

  /// `P.O. Box 131`, `Postfach 12`, `Apt. 675`, `Unit 7349 Box 6067`, `PSC 3117, Box 0609`, `APO AA 44332`.
  private func box(_ word: Word) -> Int? {
    let start = word.start
    if text.starts(start, with: "APO ") || text.starts(start, with: "FPO ") || text.starts(start, with: "DPO "),
      text[start + 4] == 0x41
    {
      return houseNumber(start + 6)
    }
    for name: StaticString in [
      "Suite", "Apt", "Box", "Postbox", "Postfach", "PSC", "Unit", "Appartement", "Postboks", "Apartado",
    ]
    where text.starts(start, with: name) && word.end - start == name.utf8CodeUnitCount {
      return houseNumber(text[word.end] == 0x2E ? word.end + 1 : word.end)
    }
    if text.starts(start, with: "P.O. Box") { return houseNumber(start + 8) }
    return nil
  }

  /// What belongs to the same address behind `end`: `Suite 541`, `Apt. 12`.
  private func unit(_ end: Int) -> Int {
    var at = end
    if text[at] == 0x2C { at += 1 }
    while text[at] == 0x20 || text[at] == 0x0A { at += 1 }
    guard at > end, at - end <= 3, text.isUpper(at) else { return end }
    return box(Word(text, at)).map { unit($0) } ?? end
  }
}
