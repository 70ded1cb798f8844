import Values

/// The days that the company's history covers, as numbers since 1970, with their text made once.
struct Calendar: Sendable {
  /// Invoices go back this far: four years.
  static let days = 1_461

  let first: Int
  let last: Int
  private let origin: Int
  private let texts: [[UInt8]]
  private let years: [Int16]
  private let months: [UInt8]

  /// From ten years before `day` (the oldest customers) to half a year after it (the latest due dates).
  init(through day: Day) {
    last = day.daysSinceEpoch
    first = last - Self.days + 1
    origin = last - 3_660
    let days = (0..<3_900).map { day.adding(days: $0 - 3_660) }
    texts = days.map { Array($0.iso.utf8) }
    years = days.map { Int16($0.year) }
    months = days.map { UInt8($0.month) }
  }

  func text(_ day: Int) -> [UInt8] { texts[day - origin] }
  func year(_ day: Int) -> Int { Int(years[day - origin]) }
  func month(_ day: Int) -> Int { Int(months[day - origin]) }
  /// 0 is Sunday.
  func weekday(_ day: Int) -> Int { (day + 4) % 7 }

  /// The next day on which a bank books, `day` included.
  func bankDay(from day: Int) -> Int {
    switch weekday(day) {
    case 0: day + 1
    case 6: day + 2
    default: day
    }
  }

  /// How much is sold on a day compared with others: the trade's year has a summer and a December, its week five days,
  /// and the company grows by eight percent a year.
  func trade(on day: Int) -> Int {
    let season = [62, 66, 84, 97, 114, 128, 132, 118, 108, 98, 96, 124][month(day) - 1]
    let week = [0, 112, 108, 104, 106, 118, 22][weekday(day)]
    let years = (day - first) * 8 / 365
    return season * week * (100 + years)
  }
}
