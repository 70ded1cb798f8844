/// The one pass: reads word by word, remembers the cues it came by, and asks only what can begin with the byte at hand. Each
/// question looks at a bounded stretch or at bytes that no other question of its kind looks at, so that the whole is linear.

struct Scanner {
  var text: Text
  let kinds: Kinds
  let cues = CueTable.shared
  var found: [Finding] = []
  var run = NumberRun()
  /// Up to where numbers have been judged whole, and names.
  var judged = 0
  var failedEmail = 0
  var named = 0
  /// Where each cue was last seen: the end of its word.
  var seen = [Int](repeating: -1000, count: Cue.allCases.count)
  /// The words before the present one, the last first.
  var last: PastWord = .none
  var beforeLast: PastWord = .none
  var tokens: [NameToken] = []
  /// The names found so far in this text, the last 64: the same again is one too.
  var known: [UInt32] = []
  let names: NameIndex?
  let wantsAddresses: Bool
  let wantsPlaces: Bool

  init(_ text: Text, _ kinds: Kinds) {
    self.text = text
    self.kinds = kinds
    names = kinds.contains(.person) || kinds.contains(.organisation) || kinds.contains(.place) ? NameIndex.shared : nil
    wantsAddresses = kinds.contains(.address)
    wantsPlaces = kinds.contains(.place)
  }

  mutating func findings() -> [Finding] {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte &- 0x30 < 10 {
        at = word(at)
      } else {
        at = sign(byte, at)
      }
    }
    return found
  }

  /// What stands between words; the answer is where to go on.
  private mutating func sign(_ byte: UInt8, _ at: Int) -> Int {
    switch byte {
    case 0x2D:
      if kinds.contains(.secret), let range = Secrets.match(text, at) {
        return keep(.secret, range, .certain, .privateKey)
      }
    case 0x3A:
      if kinds.contains(.secret), let range = Secrets.match(text, at) {
        return keep(.secret, range, .certain, .password)
      }
      if text[at + 1] == 0x3A, kinds.contains(.ip), let end = NetworkAddress.ipv6(text, at) {
        return keep(.ip, at..<end, .likely, .form)
      }
    case 0x2B, 0x28:
      if at >= judged, text.isDigit(at + 1) || text[at + 1] == 0x28, let end = number(at) { return end }
    default: break
    }
    return at + 1
  }

  /// Takes a finding in; a certain one is left behind, after another the scan goes on inside it.
  @discardableResult
  mutating func keep(_ kind: Kind, _ range: Range<Int>, _ certainty: Certainty, _ reason: Reason) -> Int {
    guard kinds.contains(kind) else { return range.lowerBound + 1 }
    while let before = found.last, before.range.upperBound > range.lowerBound {
      guard before.certainty < certainty else { return range.upperBound }
      found.removeLast()
    }
    found.append(Finding(kind, range, certainty, reason))
    if certainty == .certain { text.start = range.upperBound }
    return range.upperBound
  }

  /// Whether the cue stands before the range, within a line's reach, or just after it.
  func isCued(_ cue: Cue, _ range: Range<Int>) -> Bool {
    if range.lowerBound - seen[Int(cue.rawValue)] <= 48 { return true }
    return follows(cue, range.upperBound)
  }

  private func follows(_ cue: Cue, _ end: Int) -> Bool {
    var at = end
    while at < end + 24 {
      guard text.isWord(at) else {
        if at >= text.count || text[at] == 0x0A || text[at] == 0x2C || text[at] == 0x3B { return false }
        at += 1
        continue
      }
      let word = Word(text, at)
      if cues[word.hash] & (1 << UInt64(cue.rawValue)) != 0 { return true }
      at = max(word.end, at + 1)
    }
    return false
  }

  mutating func remember(_ word: Word, _ bits: UInt64) {
    beforeLast = last
    last = PastWord(start: word.start, end: word.end, cues: bits)
    guard bits != 0 else { return }
    var left = bits
    while left != 0 {
      let cue = left.trailingZeroBitCount
      left &= left - 1
      seen[cue] = word.end
    }
    if last.isCue(.licence), word.end - seen[Int(Cue.driver.rawValue)] < 24 {
      seen[Int(Cue.drivingLicence.rawValue)] = word.end
    }
  }
}

/// A word that has been passed.
struct PastWord {
  var start: Int
  var end: Int
  var cues: UInt64

  static let none = PastWord(start: -1000, end: -1000, cues: 0)

  func isCue(_ cue: Cue) -> Bool { cues & (1 << UInt64(cue.rawValue)) != 0 }
}
