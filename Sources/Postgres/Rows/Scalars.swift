// The few types that SQL has and Swift's standard library has not; without any meaning of a domain.

/// A `timestamptz` or `timestamp`.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z; `Int64.max` and `.min` are SQL's infinities.
  public var microsecondsSince1970: Int64

  public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

  /// PostgreSQL counts from 2000-01-01.
  static let epochOffset: Int64 = 946_684_800_000_000

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microsecondsSince1970 < right.microsecondsSince1970
  }
}

/// A `date`.
public struct CalendarDay: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01 of the proleptic Gregorian calendar.
  public var daysSince1970: Int

  public init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

  static let epochOffset = 10_957

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.daysSince1970 < right.daysSince1970 }
}

/// A `numeric` in its exact decimal text, for example "-12.50".
public struct Numeric: Sendable, Hashable {
  public var text: String

  public init(text: String) { self.text = text }
}
