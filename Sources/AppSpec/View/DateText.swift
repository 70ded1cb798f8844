/// Days and times as people read them, from PostgreSQL's ISO output (`DateStyle` ISO).
enum DateText {
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `2026-03-12` as `12 Mar 2026`.
  /// - Returns: false, and nothing written, for another shape (`infinity`, a year beyond 9999, BC).
  static func append<Text: RandomAccessCollection<UInt8>>(day text: Text, to out: inout [UInt8]) -> Bool
  where Text.Index == Int {
    let at = text.startIndex
    guard text.count == 10, text[at + 4] == 45, text[at + 7] == 45, let year = number(text[at..<at + 4]),
      let month = number(text[at + 5..<at + 7]), (1...12).contains(month), let day = number(text[at + 8..<at + 10])
    else { return false }
    if day > 9 { out.append(text[at + 8]) }
    out.append(text[at + 9])
    out.append(32)
    append(months[month - 1], to: &out)
    out.append(32)
    if year > 999 { out.append(contentsOf: text[at..<at + 4]) } else { out.append(contentsOf: String(year).utf8) }
    return true
  }

  /// `2026-03-12 09:30:15.2+00` as `12 Mar 2026, 09:30 UTC`; without an offset no zone is named.
  /// - Returns: false, and nothing written, for another shape.
  static func append<Text: RandomAccessCollection<UInt8>>(timestamp text: Text, to out: inout [UInt8]) -> Bool
  where Text.Index == Int {
    let at = text.startIndex
    guard text.count >= 19, text[at + 13] == 58, text.dropFirst(10).allSatisfy(belongsToTime),
      append(day: text[at..<at + 10], to: &out)
    else { return false }
    out.append(contentsOf: [44, 32])
    out.append(contentsOf: text[at + 11..<at + 16])
    guard let zone = text[(at + 19)...].firstIndex(where: { $0 == 43 || $0 == 45 || $0 == 90 }) else { return true }
    out.append(32)
    let offset = text[zone...]
    let isUTC = offset.allSatisfy { $0 == 43 || $0 == 48 || $0 == 58 || $0 == 90 }
    if isUTC { out.append(contentsOf: "UTC".utf8) } else { out.append(contentsOf: offset) }
    return true
  }

  private static func belongsToTime(_ byte: UInt8) -> Bool {
    (48...58).contains(byte) || byte == 32 || byte == 43 || byte == 45 || byte == 46 || byte == 84 || byte == 90
  }

  /// Nil for another shape.
  static func day(_ iso: String) -> String? { text(iso) { append(day: $0, to: &$1) } }

  /// Nil for another shape.
  static func timestamp(_ iso: String) -> String? { text(iso) { append(timestamp: $0, to: &$1) } }

  /// `12 Mar`, or `Mar 2026` for the first of a month; nil for another shape.
  static func short(_ iso: String, monthly: Bool) -> String? {
    day(iso).map { full in
      let parts = full.split(separator: " ")
      return monthly ? "\(parts[1]) \(parts[2])" : "\(parts[0]) \(parts[1])"
    }
  }

  private static func text(_ iso: String, _ write: (ArraySlice<UInt8>, inout [UInt8]) -> Bool) -> String? {
    var out: [UInt8] = []
    return write(Array(iso.utf8)[...], &out) ? String(decoding: out, as: UTF8.self) : nil
  }

  private static func number(_ digits: some RandomAccessCollection<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }

  private static func append(_ text: StaticString, to out: inout [UInt8]) {
    out.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
