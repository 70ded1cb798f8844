/// Days as people write them, no calendar: enough to tell a date from another number.

enum Dates {
  static func isDay(month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    return day <= (month == 2 ? 29 : [4, 6, 9, 11].contains(month) ? 30 : 31)
  }

  /// `12 March 1980`, `12. März 1980` or `March 12, 1980` from `start` on.
  static func written(_ text: Text, _ start: Int) -> Int? {
    var at = start
    if text.isDigit(at) {
      guard let day = number(text, &at, 2), (1...31).contains(day) else { return nil }
      if text[at] == 0x2E { at += 1 }
      while text.isLetter(at) { at += 1 }
      guard space(text, &at), month(text, &at), space(text, &at) else { return nil }
    } else {
      guard month(text, &at), space(text, &at), let day = number(text, &at, 2), (1...31).contains(day) else {
        return nil
      }
      while text.isLetter(at) { at += 1 }
      if text[at] == 0x2C { at += 1 }
      guard space(text, &at) else { return nil }
    }
    let year = at
    guard number(text, &at, 4) != nil, at - year == 4, !text.isWord(at) else { return nil }
    return at
  }

  private static func number(_ text: Text, _ at: inout Int, _ limit: Int) -> Int? {
    var value = 0
    let start = at
    while text.isDigit(at), at - start < limit {
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    return at > start ? value : nil
  }

  private static func space(_ text: Text, _ at: inout Int) -> Bool {
    guard text[at] == 0x20 else { return false }
    at += 1
    return true
  }

  private static func month(_ text: Text, _ at: inout Int) -> Bool {
    let word = Word(text, at)
    guard word.letters >= 3, word.letters <= 10, word.digits == 0 else { return false }
    guard MonthTable.shared.contains(word.hash) else { return false }
    at = word.end
    if text[at] == 0x2E { at += 1 }
    return true
  }
}

/// The months' names in the larger languages, whole and cut to three letters.
private struct MonthTable: Sendable {
  static let shared = MonthTable()
  private var hashes: [UInt32] = []

  private init() {
    let words: StaticString = """
      january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept \
      oct nov dec januar februar marz maerz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre \
      octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio \
      febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro marco maio junho julho setembro outubro \
      novembro dezembro januari februari maart mei augustus
      """
    var all: [UInt32] = []
    Word.each(words) { all.append($0) }
    hashes = all.sorted()
  }

  func contains(_ hash: UInt32) -> Bool {
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] == hash
  }
}
