import Testing
import Values

@Suite("A decimal's division")
struct DecimalDivisionTests {
  private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(text)) }

  @Test(
    "rounds the digit that is asked for",
    arguments: [
      ("1", "3", 4, "0.3333"), ("2", "3", 4, "0.6667"), ("-2", "3", 4, "-0.6667"), ("1", "8", 2, "0.13"),
      ("-1", "8", 2, "-0.13"), ("10", "4", 0, "3"), ("7.50", "0.025", 2, "300.00"), ("0", "7", 2, "0.00"),
      ("1000000", "1", 6, "1000000.000000"), ("0.0001", "1000", 2, "0.00"), ("5", "1000", 2, "0.01"),
    ])
  func rounded(top: String, bottom: String, scale: Int, expected: String) throws {
    #expect(try decimal(top).divided(by: decimal(bottom), scale: scale)?.description == expected)
  }

  @Test("by zero is nothing")
  func zero() throws {
    #expect(try decimal("1").divided(by: .zero, scale: 2) == nil)
  }

  @Test("undoes a multiplication, whatever the numbers")
  func inverse() throws {
    var state: UInt64 = 7
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let left = try #require(Decimal(coefficient: Int128(Int64(bitPattern: state) >> 20), scale: Int(state % 7)))
      let right = try #require(Decimal(coefficient: Int128(state >> 40) + 1, scale: Int(state % 5)))
      #expect(try (left * right).divided(by: right, scale: left.scale) == left)
    }
  }

  @Test("says when 38 digits do not hold it")
  func overflow() throws {
    let big = try decimal(String(repeating: "9", count: 38))
    #expect(throws: DecimalOverflow.self) { try big.divided(by: decimal("0.1"), scale: 2) }
  }

  @Test("Percentages are exact")
  func percent() throws {
    #expect(try decimal("19.99").percent(decimal("8.1")).description == "1.61919")
    #expect(try decimal("-0.01").percent(decimal("50")).description == "-0.0050")
  }
}
