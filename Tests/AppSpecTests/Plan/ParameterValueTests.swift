import Testing
import Values

@testable import AppSpec

@Suite("What a person types becomes a bound value or a problem at its field")
struct ParameterValueTests {
  static let good: [(type: ParameterType, typed: String, value: String)] = [
    (.text, " as typed ", " as typed "), (.text, "two\r\nlines", "two\nlines"), (.integer, " 42 ", "42"),
    (.integer, "-7", "-7"), (.integer, "+7", "7"), (.decimal, "1234.50", "1234.50"), (.decimal, "12,5", "12.5"),
    (.decimal, "12,50", "12.50"), (.boolean, "on", "true"), (.boolean, "No", "false"),
    (.day, "2024-02-29", "2024-02-29"), (.timestamp, "2026-03-12T09:30", "2026-03-12T09:30:00Z"),
    (.timestamp, "2026-03-12T09:30:00+01:00", "2026-03-12T08:30:00Z"),
    (.uuid, "0190C2F4-7A3B-7C11-9D2E-5F60718293A4", "0190c2f4-7a3b-7c11-9d2e-5f60718293a4"),
    (SampleApp.methods, "card", "card"),
  ]

  @Test("what is of the type is taken over in PostgreSQL's form", arguments: good)
  func accepts(_ type: ParameterType, _ typed: String, _ value: String) {
    #expect(SampleApp.parameter("x", type).parse(typed) == .success(value))
  }

  static let bad: [(type: ParameterType, typed: String)] = [
    (.text, "a\0b"), (.integer, "1.5"), (.integer, "12e3"), (.integer, "9223372036854775808"), (.integer, "١٢"),
    (.decimal, "1,234"), (.decimal, "1.234,50"), (.decimal, "1e3"), (.decimal, "NaN"), (.decimal, "12,"),
    (.boolean, "maybe"), (.day, "2025-02-29"), (.day, "12.03.2026"), (.day, "infinity"), (.timestamp, "tomorrow"),
    (.uuid, "0190c2f4"), (SampleApp.methods, "' or 1=1"), (SampleApp.methods, "CARD"),
  ]

  @Test("what is not of the type is refused with advice", arguments: bad)
  func refuses(_ type: ParameterType, _ typed: String) {
    guard case .failure(let problem) = SampleApp.parameter("x", type).parse(typed) else {
      Issue.record("“\(typed)” was accepted as \(type.word)")
      return
    }
    #expect(problem.field == "x" && !problem.message.isEmpty)
  }

  @Test("white space alone is an empty value", arguments: ["", "  ", "\t\n"])
  func empty(_ typed: String) {
    for type in [ParameterType.text, .integer, .day, SampleApp.methods] {
      #expect(SampleApp.parameter("x", type).parse(typed) == .success(nil))
    }
  }

  @Test("bounds are inclusive, by the type's own order, and by length for text")
  func bounds() {
    let amount = SampleApp.parameter("x", .decimal, minimum: "0.01", maximum: "100")
    #expect(amount.parse("0.01") == .success("0.01") && amount.parse("100.00") == .success("100.00"))
    #expect(message(amount, "0.009") == "The least possible is 0.01.")
    #expect(message(amount, "100.001") == "The most possible is 100.")
    let count = SampleApp.parameter("x", .integer, minimum: "9", maximum: "10")
    #expect(count.parse("10") == .success("10") && message(count, "11") != nil)
    let day = SampleApp.parameter("x", .day, minimum: "2026-01-01")
    #expect(message(day, "2025-12-31") == "The least possible is 1 Jan 2026.")
    let text = SampleApp.parameter("x", .text, maximum: "3")
    #expect(text.parse("äöü") == .success("äöü") && message(text, "four") == "Write at most 3 characters.")
  }

  @Test("defaults are counted from the request's own day")
  func defaults() {
    let late = Instant(iso: "2024-02-28T23:59:59Z")!
    #expect(SampleApp.parameter("x", .day, fallback: .today(plusDays: 1)).fallbackValue(now: late) == "2024-02-29")
    #expect(
      SampleApp.parameter("x", .timestamp, fallback: .today(plusDays: 0)).fallbackValue(now: late)
        == "2024-02-28T00:00:00Z")
    #expect(SampleApp.parameter("x", .timestamp, fallback: .now).fallbackValue(now: late) == "2024-02-28T23:59:59Z")
    #expect(SampleApp.parameter("x", .day, fallback: .now).fallbackValue(now: late) == "2024-02-28")
  }

  private func message(_ parameter: Parameter, _ typed: String) -> String? {
    if case .failure(let problem) = parameter.parse(typed) { problem.message } else { nil }
  }
}
