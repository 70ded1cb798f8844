import Testing
import Values

@Suite struct InstantTests {
  @Test(
    "RFC 3339 and PostgreSQL's output are read",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01t00:00:00z", 0), ("1970-01-01 00:00:00+00", 0),
      ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T23:59:59.999999Z", -1), ("1970-01-01T00:00:00.5Z", 500_000),
      ("1970-01-01T00:00:00.1234567Z", 123_456), ("1969-12-31T18:30:00-05:30", 0),
      ("1972-06-30T23:59:60Z", 78_796_800_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
  func read(text: String, microseconds: Int64) {
    #expect(Instant(iso: text)?.microsecondsSinceEpoch == microseconds)
  }

  @Test(
    "Without an offset, or beyond the calendar, there is no instant",
    arguments: [
      "", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:61Z",
      "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00+1", "1970-01-01T00:00:00+25:00", "1970-01-01T00:00:00+0100",
      "1970-01-01T00:00Z", "1970-02-30T00:00:00Z", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00", "infinity",
      "1970-01-01T00:00:00ZZ", "1970-01-01T00:00:00.5",
    ])
  func none(text: String) { #expect(Instant(iso: text) == nil) }

  @Test(
    "Written in UTC with as many digits as it needs",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"), (1_500_000, "1970-01-01T00:00:01.500Z"),
      (-86_400_000_000, "1969-12-31T00:00:00Z"), (1_234, "1970-01-01T00:00:00.001234Z"),
    ] as [(Int64, String)])
  func write(microseconds: Int64, text: String) {
    let instant = Instant(microsecondsSinceEpoch: microseconds)
    #expect(instant.iso == text)
    #expect(Instant(iso: text) == instant)
  }

  @Test("Days, seconds and sums round down and stay within the calendar")
  func parts() {
    #expect(Instant(microsecondsSinceEpoch: -1).day.iso == "1969-12-31")
    #expect(Instant(microsecondsSinceEpoch: -1).secondsSinceEpoch == -1)
    #expect(Instant(microsecondsSinceEpoch: .min).iso == "0001-01-01T00:00:00Z")
    #expect(Instant(secondsSinceEpoch: .max).iso == "9999-12-31T23:59:59.999999Z")
    #expect(Instant(Day.latest).adding(seconds: .max).day == .latest)
    #expect(Instant(secondsSinceEpoch: 10).adding(microseconds: -1).secondsSinceEpoch == 9)
  }
}
