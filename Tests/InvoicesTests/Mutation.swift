/// Real files made into broken or strange ones, the same in each run.

import Values

struct Mutation {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(state: seed) }

  /// What people, programs and enemies write where a number or a text belongs.
  private static let strange: [String] = [
    "", " ", "-0", "1e400", "0.00000000000000000001", "-1", "100", "1,5", "٣٫٥", "NaN", "0x10", "true", "null", "ar",
    "he",
    "JPY", "0001-01-01", "9999-12-31", "2026-02-30", "data:,", "\u{0}\u{FFFF}\u{202E}", "a\u{301}\u{200D}", "é",
    String(repeating: "9", count: 38), String(repeating: "9", count: 400), String(repeating: "W", count: 3_000),
    String(repeating: "word ", count: 2_000), String(repeating: "\n", count: 50), String(repeating: "ש", count: 200),
  ]

  /// Bytes flipped, cut out, doubled, and now and then the end cut off.
  mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: bytes[place] = [0, 0x0A, 0x3E, 0x7F, 0xFF].randomElement(using: &generator) ?? 0
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<60, using: &generator)))
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 200)], at: place)
      default: if Int.random(in: 0..<4, using: &generator) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }

  /// Well-formed XML in which a few texts say something else, stand twice or are nested deeper.
  mutating func withOtherTexts(_ xml: String) -> String {
    var pieces = xml.split(separator: "<", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 1..<pieces.count, using: &generator)
      guard let end = pieces[place].firstIndex(of: ">"), !pieces[place].hasPrefix("/") else { continue }
      pieces[place] = pieces[place][...end] + escaped(other)
    }
    return pieces.joined(separator: "<")
  }

  /// JSON in which a few values are others.
  mutating func withOtherValues(_ value: JSON) -> JSON {
    if Int.random(in: 0..<40, using: &generator) == 0 { return replacement(value) }
    switch value {
    case .array(let items):
      var items = items
      for index in items.indices { items[index] = withOtherValues(items[index]) }
      if let first = items.first, Int.random(in: 0..<30, using: &generator) == 0 {
        items += Array(repeating: first, count: 40)
      }
      return .array(items)
    case .object(let members):
      var members = members
      for index in members.indices { members[index].value = withOtherValues(members[index].value) }
      return .object(members)
    default: return value
    }
  }

  private mutating func replacement(_ value: JSON) -> JSON {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: .null
    case 1: .integer(.max)
    case 2: .number("1e-30")
    case 3: .array([value, value])
    default: .string(other)
    }
  }

  private var other: String {
    mutating get { Self.strange.randomElement(using: &generator) ?? "" }
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
