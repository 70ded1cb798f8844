/// A point in time with the resolution and epoch that PostgreSQL's `timestamptz` can keep: microseconds since
/// 1970-01-01T00:00:00Z, leap seconds not counted, within the years 1…9999.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let microsecondsSinceEpoch: Int64

  /// Stays at the first or last microsecond of the years 1…9999 when the number lies beyond.
  public init(microsecondsSinceEpoch: Int64) {
    self.microsecondsSinceEpoch = min(max(microsecondsSinceEpoch, Instant.first), Instant.last)
  }

  public init(secondsSinceEpoch: Int) {
    let (product, overflow) = Int64(secondsSinceEpoch).multipliedReportingOverflow(by: 1_000_000)
    self.init(microsecondsSinceEpoch: overflow ? (secondsSinceEpoch < 0 ? .min : .max) : product)
  }

  /// Midnight UTC.
  public init(_ day: Day) {
    microsecondsSinceEpoch = Int64(day.daysSinceEpoch) * Instant.day
  }

  /// RFC 3339 §5.6: `2026-03-12T09:30:00Z`, `2026-03-12t09:30:00.25+01:00`.
  ///
  /// Also what PostgreSQL prints: a space for the `T` and an offset of hours only (`+00`). Digits beyond microseconds
  /// are cut off. Without an offset there is no instant: nil.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 48, bytes[10] == 84 || bytes[10] == 116 || bytes[10] == 32,
      let date = Day(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[13] == 58, bytes[16] == 58,
      let hour = decimalNumber(bytes[11..<13]), let minute = decimalNumber(bytes[14..<16]),
      let second = decimalNumber(bytes[17..<19]), hour < 24, minute < 60, second <= 60
    else { return nil }
    var rest = bytes[19...]
    guard let fraction = Instant.takeFraction(&rest), let offset = Instant.offsetMinutes(rest) else { return nil }
    let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64((hour * 60 + minute - offset) * 60 + second)
    let total = seconds * 1_000_000 + Int64(fraction)
    guard total >= Instant.first, total <= Instant.last else { return nil }
    microsecondsSinceEpoch = total
  }

  /// RFC 3339 in UTC; the fraction has no, three or six digits, as many as it needs.
  public var iso: String {
    let day = day
    let (year, month, date) = day.components
    let ofDay = Int(microsecondsSinceEpoch - Int64(day.daysSinceEpoch) * Instant.day)
    let (time, micros) = (ofDay / 1_000_000, ofDay % 1_000_000)
    // One buffer and no other: a page of the console writes a hundred of these.
    return String(unsafeUninitializedCapacity: 27) { text in
      var place = 0
      write(year, 4, "-", &place, text)
      write(month, 2, "-", &place, text)
      write(date, 2, "T", &place, text)
      write(time / 3600, 2, ":", &place, text)
      write(time / 60 % 60, 2, ":", &place, text)
      write(time % 60, 2, micros == 0 ? "Z" : ".", &place, text)
      if micros != 0 {
        write(micros % 1000 == 0 ? micros / 1000 : micros, micros % 1000 == 0 ? 3 : 6, "Z", &place, text)
      }
      return place
    }
  }
  public var description: String { iso }

  /// The day in UTC.
  public var day: Day {
    let quotient = microsecondsSinceEpoch / Instant.day
    let floor = microsecondsSinceEpoch % Instant.day < 0 ? quotient - 1 : quotient
    return Day(daysSinceEpoch: Int(floor)) ?? .earliest
  }

  public var secondsSinceEpoch: Int {
    let quotient = microsecondsSinceEpoch / 1_000_000
    return Int(microsecondsSinceEpoch % 1_000_000 < 0 ? quotient - 1 : quotient)
  }

  public func adding(microseconds: Int64) -> Instant {
    let (sum, overflow) = microsecondsSinceEpoch.addingReportingOverflow(microseconds)
    return Instant(microsecondsSinceEpoch: overflow ? (microseconds < 0 ? .min : .max) : sum)
  }

  public func adding(seconds: Int) -> Instant {
    let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
    return adding(microseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
  }

  private static let day: Int64 = 86_400_000_000
  private static let first = Int64(Day.earliest.daysSinceEpoch) * day
  private static let last = Int64(Day.latest.daysSinceEpoch + 1) * day - 1

  /// `number` with so many digits, and what stands behind it.
  private func write(
    _ number: Int, _ digits: Int, _ mark: Unicode.Scalar, _ place: inout Int, _ text: UnsafeMutableBufferPointer<UInt8>
  ) {
    var rest = number
    for index in stride(from: place + digits - 1, through: place, by: -1) {
      text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    place += digits
    text[place] = UInt8(ascii: mark)
    place += 1
  }

  /// Microseconds; nil for a point without digits.
  private static func takeFraction(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.first == 46 else { return 0 }
    rest = rest.dropFirst()
    var digits = rest.prefix { $0 >= 48 && $0 <= 57 }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    digits = digits.prefix(6)
    guard var fraction = decimalNumber(digits) else { return nil }
    for _ in digits.count..<6 { fraction *= 10 }
    return fraction
  }

  private static func offsetMinutes(_ rest: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(rest)
    if bytes == [90] || bytes == [122] { return 0 }
    guard bytes.count == 3 || bytes.count == 6, bytes[0] == 43 || bytes[0] == 45,
      let hours = decimalNumber(bytes[1..<3]), hours < 24
    else { return nil }
    var minutes = 0
    if bytes.count == 6 {
      guard bytes[3] == 58, let parsed = decimalNumber(bytes[4..<6]), parsed < 60 else { return nil }
      minutes = parsed
    }
    return (bytes[0] == 45 ? -1 : 1) * (hours * 60 + minutes)
  }
}
