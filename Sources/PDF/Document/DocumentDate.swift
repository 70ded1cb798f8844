/// A moment to the second, in UTC.
public struct DocumentDate: Hashable, Sendable {
  public var secondsSince1970: Int64

  public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  /// As PDF writes it (ISO 32000-1, 7.9.4).
  var pdf: String {
    let (year, month, day, hour, minute, second) = fields
    return "D:" + digits(year, 4) + digits(month, 2) + digits(day, 2) + digits(hour, 2) + digits(minute, 2)
      + digits(second, 2) + "Z"
  }

  /// As XMP writes it (ISO 8601).
  var xmp: String {
    let (year, month, day, hour, minute, second) = fields
    return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2) + "T" + digits(hour, 2) + ":"
      + digits(minute, 2) + ":" + digits(second, 2) + "Z"
  }

  /// The Gregorian calendar, counted in eras of 400 years from the first of March of the year 0.
  private var fields: (Int64, Int64, Int64, Int64, Int64, Int64) {
    // The years 0001 to 9999, which have four digits.
    let seconds = min(max(secondsSince1970, -62_135_596_800), 253_402_300_799) + 719_468 * 86_400
    let days = seconds / 86_400
    let rest = seconds % 86_400
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1, rest / 3600, rest / 60 % 60, rest % 60)
  }

  private func digits(_ value: Int64, _ count: Int) -> String {
    var bytes = [UInt8](repeating: 0x30, count: count)
    var rest = value
    for index in stride(from: count - 1, through: 0, by: -1) {
      bytes[index] += UInt8(rest % 10)
      rest /= 10
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
