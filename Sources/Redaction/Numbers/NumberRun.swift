/// Digits as people group them: `+41 (0)29 622 44 85`, `943-476-5919`, `12.345.678/0001-95`. One separator between two groups,
/// or a bracket and one; a line's end, a comma or a letter ends it.

struct NumberRun {
  /// At most this many are kept; more make it no number of anybody's.
  static let limit = 24

  private(set) var start = 0
  private(set) var end = 0
  /// Values, not characters.
  private(set) var digits: [UInt8] = []
  /// How many digits each group has.
  private(set) var groups: [Int] = []
  private(set) var separators: [UInt8] = []
  private(set) var hasPlus = false
  private(set) var hasBracket = false
  private(set) var trunkInBrackets = false

  var count: Int { digits.count }
  var isPlain: Bool { groups.count == 1 && !hasPlus && !hasBracket }

  /// Reads from `at`, which is a digit, `+` or `(`; the arrays are used again.
  mutating func read(_ text: Text, _ at: Int) {
    start = at
    end = at
    digits.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    separators.removeAll(keepingCapacity: true)
    hasPlus = false
    hasBracket = false
    trunkInBrackets = false
    var here = at
    if text[here] == 0x2B {
      hasPlus = true
      here += 1
    }
    while let first = opening(text, here), digits.count <= NumberRun.limit {
      let before = digits.count
      here = first
      while text.isDigit(here), digits.count <= NumberRun.limit {
        digits.append(text[here] - 0x30)
        here += 1
      }
      groups.append(digits.count - before)
      if text[here] == 0x29, hasBracket { here += 1 }
      end = here
    }
  }

  /// Where the next group's first digit stands.
  private mutating func opening(_ text: Text, _ at: Int) -> Int? {
    var here = at
    var separator: UInt8 = 0
    if !groups.isEmpty {
      if Self.separates(text[here]) {
        separator = text[here]
        here += 1
        if separator == 0x20, text[here] == 0x2D || text[here] == 0x2F, text[here + 1] == 0x20 { here += 2 }
      } else if text[here] == 0xC2, text[here + 1] == 0xA0 {
        separator = 0x20
        here += 2
      } else if text[here] != 0x28, text[here - 1] != 0x29 {
        return nil
      }
    }
    if text[here] == 0x28 {
      guard !hasBracket, Self.closes(text, here + 1) else { return nil }
      hasBracket = true
      trunkInBrackets = text[here + 1] == 0x30 && text[here + 2] == 0x29
      here += 1
    }
    guard text.isDigit(here) else { return nil }
    if !groups.isEmpty { separators.append(separator) }
    return here
  }

  /// Up to six digits and a closing bracket: an area code, not a number in brackets.
  private static func closes(_ text: Text, _ start: Int) -> Bool {
    var at = start
    while text.isDigit(at), at - start < 7 { at += 1 }
    return at > start && text[at] == 0x29
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x2F
  }

  func isGrouped(_ sizes: [Int]) -> Bool { groups == sizes && !hasPlus && !hasBracket }

  /// Every separator is `byte`.
  func isSeparated(by byte: UInt8) -> Bool { separators.allSatisfy { $0 == byte } }

  /// The first `count` digits as a number, modulo `modulus`: thirteen digits are more than an `Int` of WebAssembly holds.
  func remainder(_ count: Int, _ modulus: Int) -> Int {
    var rest = 0
    for index in 0..<count { rest = (rest * 10 + Int(digits[index])) % modulus }
    return rest
  }

  /// `count` digits from `at` on as a number, nine of them at most.
  func number(_ at: Int, _ count: Int) -> Int {
    var value = 0
    for index in at..<at + count { value = value * 10 + Int(digits[index]) }
    return value
  }

  /// The sum of the digits from the first on, each times its weight.
  func weighted(_ weights: [Int]) -> Int {
    var sum = 0
    for index in 0..<weights.count { sum += weights[index] * Int(digits[index]) }
    return sum
  }

  /// What begins like a calendar date: `2026-03-12`, `12/03/2026`, `12.03.26`.
  var looksLikeDate: Bool {
    guard groups.count >= 3, !hasPlus, !hasBracket, separators[0] == separators[1] else { return false }
    if groups[0] == 4, groups[1] <= 2, groups[2] <= 2 {
      return Dates.isDay(month: number(4, groups[1]), day: number(4 + groups[1], groups[2]))
    }
    guard groups[0] <= 2, groups[1] <= 2, groups[2] == 4 || groups[2] == 2 && groups.count == 3 else { return false }
    let (first, second) = (number(0, groups[0]), number(groups[0], groups[1]))
    return Dates.isDay(month: first, day: second) || Dates.isDay(month: second, day: first)
  }
}
