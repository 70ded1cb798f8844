/// A day of the proleptic Gregorian calendar, 0001-01-01 … 9999-12-31, without time and zone.
///
/// Conversions follow Howard Hinnant's `chrono`-compatible date algorithms (days_from_civil, civil_from_days).
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// 1970-01-01 is 0.
  public let daysSinceEpoch: Int

  public static let earliest = Day(unchecked: -719_162)
  public static let latest = Day(unchecked: 2_932_896)

  /// Nil outside 0001-01-01 … 9999-12-31.
  public init?(daysSinceEpoch: Int) {
    guard daysSinceEpoch >= Day.earliest.daysSinceEpoch, daysSinceEpoch <= Day.latest.daysSinceEpoch else { return nil }
    self.init(unchecked: daysSinceEpoch)
  }

  /// Nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(month: month, year: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(unchecked: era * 146_097 + dayOfEra - 719_468)
  }

  /// `YYYY-MM-DD`, exactly ten characters (ISO 8601 calendar date, extended format).
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
      let year = decimalNumber(bytes[0..<4]), let month = decimalNumber(bytes[5..<7]),
      let day = decimalNumber(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private init(unchecked: Int) { daysSinceEpoch = unchecked }

  public var components: (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  public var year: Int { components.year }
  public var month: Int { components.month }
  public var day: Int { components.day }
  /// ISO 8601: Monday is 1, Sunday is 7.
  public var weekday: Int { ((daysSinceEpoch + 3) % 7 + 7) % 7 + 1 }

  /// `YYYY-MM-DD`
  public var iso: String {
    let (year, month, day) = components
    var out: [UInt8] = []
    appendPadded(year, 4, to: &out)
    out.append(UInt8(ascii: "-"))
    appendPadded(month, 2, to: &out)
    out.append(UInt8(ascii: "-"))
    appendPadded(day, 2, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
  public var description: String { iso }

  /// Stays at the first or last day there is when the sum lies beyond it.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
    if overflow { return days < 0 ? .earliest : .latest }
    return Day(daysSinceEpoch: sum) ?? (days < 0 ? .earliest : .latest)
  }

  /// The same day of another month, or that month's last day; `nil` beyond the calendar.
  public func adding(months: Int) -> Day? {
    let (year, month, day) = components
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, sum >= 12 else { return nil }
    let length = Day.length(month: sum % 12 + 1, year: sum / 12)
    return Day(year: sum / 12, month: sum % 12 + 1, day: min(day, length))
  }

  public static func < (left: Day, right: Day) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

  private static func length(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// The number that ASCII digits spell; nil for anything else, for nothing, and beyond 18 digits.
func decimalNumber(_ digits: ArraySlice<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count <= 18 else { return nil }
  var number = 0
  for byte in digits {
    guard byte >= 48, byte <= 57 else { return nil }
    number = number * 10 + Int(byte - 48)
  }
  return number
}

/// A number that is not negative and has no more digits than `width`.
func appendPadded(_ number: Int, _ width: Int, to out: inout [UInt8]) {
  var unit = 1
  for _ in 1..<width { unit *= 10 }
  while unit > 0 {
    out.append(0x30 + UInt8(number / unit % 10))
    unit /= 10
  }
}
