/// Whether `[[EMAIL_1]]` stands somewhere, also as a model may give it back: in other case, with spaces for the underscores or
/// inside the brackets, with `'s` inside, with one of the four brackets lost.

enum LookAlike {
  enum Answer: Equatable {
    case none
    /// The text ends before that can be said.
    case unfinished
    /// Where it ends; its name in capitals with underscores (`EMAIL_1`); whether `'s` stood inside.
    case token(end: Int, name: [UInt8], hasGenitive: Bool)
  }

  /// No name is longer; so much is looked at behind a bracket.
  static let limit = 48

  /// `at` is a `[` that no other one precedes but one that is kept as text. `isEnd` says that nothing follows `bytes`.
  static func at(_ start: Int, _ bytes: [UInt8], isEnd: Bool) -> Answer {
    var at = start
    var brackets = 0
    while at < bytes.count, bytes[at] == 0x5B, brackets < 2 {
      at += 1
      brackets += 1
    }
    skipSpaces(bytes, &at)
    var name: [UInt8] = []
    guard let nameEnd = readName(bytes, at, &name) else {
      return at >= bytes.count || runsOut(bytes, at) ? unless(isEnd) : .none
    }
    at = nameEnd
    var genitive = false
    if at < bytes.count, bytes[at] == 0x27 {
      guard at + 1 < bytes.count else { return unless(isEnd) }
      guard bytes[at + 1] | 0x20 == 0x73 else { return .none }
      genitive = true
      at += 2
    }
    skipSpaces(bytes, &at)
    guard at < bytes.count else { return unless(isEnd) }
    guard bytes[at] == 0x5D else { return .none }
    at += 1
    if at >= bytes.count, !isEnd { return .unfinished }
    let closes = at < bytes.count && bytes[at] == 0x5D
    guard brackets == 2 || closes else { return .none }
    return .token(end: closes ? at + 1 : at, name: name, hasGenitive: genitive)
  }

  private static func unless(_ isEnd: Bool) -> Answer { isEnd ? .none : .unfinished }

  private static func skipSpaces(_ bytes: [UInt8], _ at: inout Int) {
    let start = at
    while at < bytes.count, bytes[at] == 0x20, at - start < 3 { at += 1 }
  }

  /// Letters, single joints, at last a number without a leading zero; nil when it is none, or not yet.
  private static func readName(_ bytes: [UInt8], _ start: Int, _ name: inout [UInt8]) -> Int? {
    var at = start
    while at < bytes.count, at - start < limit {
      let byte = bytes[at]
      if (byte | 0x20) &- 0x61 < 26 {
        name.append(byte & 0xDF)
      } else if byte == 0x5F || byte == 0x20, !name.isEmpty, name.last != 0x5F {
        name.append(0x5F)
      } else {
        break
      }
      at += 1
    }
    guard name.last == 0x5F, at < bytes.count, bytes[at] &- 0x31 < 9 else { return nil }
    let digits = at
    while at < bytes.count, at - digits < 9, bytes[at] &- 0x30 < 10 {
      name.append(bytes[at])
      at += 1
    }
    return at
  }

  /// From `start` to the end of the bytes stands only what a name could begin with.
  private static func runsOut(_ bytes: [UInt8], _ start: Int) -> Bool {
    guard bytes.count - start < limit else { return false }
    for at in start..<bytes.count {
      let byte = bytes[at]
      if (byte | 0x20) &- 0x61 >= 26, byte != 0x5F, byte != 0x20 { return false }
    }
    return true
  }
}
