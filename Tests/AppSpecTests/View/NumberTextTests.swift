import Testing

@testable import AppSpec

@Suite("Numbers, amounts and days as people read them")
struct NumberTextTests {
  private func shown(_ write: (ArraySlice<UInt8>, inout [UInt8]) -> Bool, _ text: String) -> String? {
    var out: [UInt8] = []
    guard write(Array(text.utf8)[...], &out) else {
      #expect(out.isEmpty)
      return nil
    }
    return String(decoding: out, as: UTF8.self).map { $0 == "\u{202F}" || $0 == "\u{A0}" ? "_" : String($0) }.joined()
  }

  @Test(
    "digits in groups, rounded half away from zero",
    arguments: [
      ("1234567.891", nil, "1_234_567.891"), ("999", nil, "999"), ("-1000", nil, "−1_000"), ("0.005", 2, "0.01"),
      ("999.995", 2, "1_000.00"), ("-0.004", 2, "0.00"), ("-0.005", 2, "−0.01"), ("1", 2, "1.00"), ("1.5", 0, "2"),
      ("123456789012345678901234567890.12", nil, "123_456_789_012_345_678_901_234_567_890.12"), ("12.50", 2, "12.50"),
    ] as [(String, Int?, String)])
  func numbers(_ text: String, _ decimals: Int?, _ expected: String) {
    #expect(shown({ NumberText.append($0, decimals: decimals, to: &$1) }, text) == expected)
  }

  @Test(
    "0.19 is 19 %",
    arguments: [
      ("0.19", "19"), ("0.1834", "18.34"), ("-0.005", "−0.5"), ("1", "100"), ("0", "0"), ("12.3456", "1_234.56"),
    ])
  func percent(_ text: String, _ expected: String) {
    #expect(shown({ NumberText.append($0, decimals: nil, shift: 2, to: &$1) }, text) == expected)
  }

  @Test(
    "what is no plain number is left alone", arguments: ["NaN", "Infinity", "1e300", "", "-", "1.2.3", ".5", "<b>"])
  func notNumbers(_ text: String) {
    #expect(shown({ NumberText.append($0, decimals: 2, to: &$1) }, text) == nil)
  }

  @Test(
    "amounts have their currency's decimals (ISO 4217)",
    arguments: [
      ("1234.5", "EUR", "€1_234.50"), ("-5", "USD", "−$5.00"), ("1234.5", "JPY", "1_235_JPY"),
      ("1.2345", "KWD", "1.235_KWD"),
      ("10", "PLN", "10.00_PLN"),
    ])
  func amounts(_ text: String, _ code: String, _ expected: String) {
    #expect(shown({ Currency(code).append($0, to: &$1) }, text) == expected)
  }

  @Test(
    "days and times",
    arguments: [
      ("2026-03-12", "12 Mar 2026"), ("0987-01-01", "1 Jan 987"),
    ])
  func days(_ iso: String, _ expected: String) { #expect(DateText.day(iso) == expected) }

  @Test(
    "times name their zone when they have one",
    arguments: [
      ("2026-03-12 09:30:15.123+00", "12 Mar 2026, 09:30 UTC"), ("2026-03-12T09:30:15Z", "12 Mar 2026, 09:30 UTC"),
      ("2026-03-12 09:30:15", "12 Mar 2026, 09:30"), ("2026-03-12 09:30:15+05:30", "12 Mar 2026, 09:30 +05:30"),
    ])
  func times(_ iso: String, _ expected: String) { #expect(DateText.timestamp(iso) == expected) }

  @Test(
    "what is no day is left alone",
    arguments: ["infinity", "0044-03-15 BC", "12026-01-01", "2026-13-01", "", "2026-03-1<"])
  func notDays(_ text: String) {
    #expect(DateText.day(text) == nil && DateText.timestamp(text) == nil)
    #expect(DateText.timestamp("2026-03-12 09:30:15+<script>") == nil)
  }
}
