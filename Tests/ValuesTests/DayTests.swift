import Testing
import Values

@Suite struct DayTests {
  @Test(
    "Days count from 1970-01-01",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896), ("1900-03-01", -25_508),
    ])
  func epoch(iso: String, days: Int) {
    #expect(Day(iso: iso)?.daysSinceEpoch == days)
    #expect(Day(daysSinceEpoch: days)?.iso == iso)
  }

  @Test(
    "What is no day of the calendar is none",
    arguments: [
      "", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "20260101", "2026-01-01 ",
      "0000-01-01", "+026-01-01", "２０２６-01-01", "2026/01/01", "infinity", "-001-01-01",
    ])
  func none(text: String) { #expect(Day(iso: text) == nil) }

  @Test("Every day of 800 years comes back from its number")
  func roundTrip() throws {
    var day = try #require(Day(year: 1600, month: 1, day: 1))
    var weekday = day.weekday
    while day.year < 2400 {
      let (year, month, number) = day.components
      #expect(Day(year: year, month: month, day: number) == day)
      let next = day.adding(days: 1)
      #expect(next > day && next.weekday == weekday % 7 + 1)
      weekday = next.weekday
      day = next
    }
  }

  @Test("Sums stay within the calendar")
  func sums() throws {
    let day = try #require(Day(iso: "2024-01-31"))
    #expect(day.adding(days: -31).iso == "2023-12-31")
    #expect(day.adding(days: .max) == .latest)
    #expect(day.adding(days: .min) == .earliest)
    #expect(day.adding(months: 1)?.iso == "2024-02-29")
    #expect(day.adding(months: -1)?.iso == "2023-12-31")
    #expect(day.adding(months: .max) == nil)
    #expect(day.adding(months: -24_300) == nil)
    #expect(Day(iso: "2026-11-21")?.weekday == 6)
  }
}
