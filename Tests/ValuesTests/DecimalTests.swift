import Testing
import Values

@Suite struct DecimalTests {
  @Test(
    "A decimal is printed as it was written",
    arguments: [
      ("0", "0"), ("1.50", "1.50"), ("-0.05", "-0.05"), ("+7", "7"), ("007.10", "7.10"), ("-0.0", "0.0"),
      (String(repeating: "9", count: 38), String(repeating: "9", count: 38)),
      ("0." + String(repeating: "0", count: 37) + "1", "0." + String(repeating: "0", count: 37) + "1"),
    ])
  func text(given: String, expected: String) { #expect(Decimal(given)?.description == expected) }

  @Test(
    "What is no plain number is none",
    arguments: [
      "", "-", "+", ".", "1.", ".5", "1e5", "1,5", "1 000", " 1", "0x1", "--1", "1.2.3", "NaN", "Infinity", "１",
      String(repeating: "9", count: 39), "0." + String(repeating: "0", count: 39),
      "1" + String(repeating: "0", count: 100_000),
    ])
  func none(text: String) { #expect(Decimal(text) == nil) }

  @Test("Equal is what has the same value, also in a set")
  func equality() throws {
    let values = try ["1", "1.0", "1.000"].map { try #require(Decimal($0)) }
    #expect(Set(values).count == 1)
    #expect(try #require(Decimal("1.10")) > values[0])
    #expect(try #require(Decimal("-1.10")) > #require(Decimal("-1.1000000000000000000000000000000001")))
    let big = try #require(Decimal(String(repeating: "9", count: 38)))
    let small = try #require(Decimal("0." + String(repeating: "9", count: 38)))
    #expect(small < big && -big < -small && -small < small)
  }

  @Test("Sums and products are exact")
  func arithmetic() throws {
    func decimal(_ text: String) throws -> Decimal { try #require(Decimal(text)) }
    #expect(try (decimal("0.1") + decimal("0.20")).description == "0.30")
    #expect(try (decimal("1") - decimal("1.005")).description == "-0.005")
    #expect(try (decimal("19.99") * decimal("-3")).description == "-59.97")
    #expect(try (decimal("0.19") * decimal("100.00")).description == "19.0000")
    let tiny = try decimal("0.1000000000000000000000000")
    #expect(try tiny * tiny == decimal("0.01"))
  }

  @Test("What 38 digits do not hold is thrown, never wrapped")
  func overflow() throws {
    let big = try #require(Decimal(String(repeating: "9", count: 38)))
    #expect(throws: DecimalOverflow.self) { try big + Decimal(1) }
    #expect(throws: DecimalOverflow.self) { try big * Decimal(10) }
    #expect(throws: DecimalOverflow.self) { try big - #require(Decimal("0.1")) }
    #expect(throws: DecimalOverflow.self) { try -big - Decimal(1) }
  }

  @Test(
    "Rounding is half up as on invoices, half even where asked for",
    arguments: [
      ("2.345", 2, "2.35", "2.34"), ("2.355", 2, "2.36", "2.36"), ("-2.345", 2, "-2.35", "-2.34"),
      ("2.3449", 2, "2.34", "2.34"),
      ("0.5", 0, "1", "0"), ("1.5", 0, "2", "2"), ("-0.5", 0, "-1", "0"), ("5", 2, "5.00", "5.00"),
      ("99.995", 2, "100.00", "100.00"),
    ])
  func rounding(text: String, scale: Int, up: String, even: String) throws {
    let value = try #require(Decimal(text))
    #expect(value.rounded(to: scale).description == up)
    #expect(value.rounded(to: scale, .halfEven).description == even)
  }

  @Test("Zeros are appended as far as there is room")
  func padding() throws {
    let big = try #require(Decimal(String(repeating: "9", count: 37)))
    #expect(big.rounded(to: 5) == big)
    #expect(big.rounded(to: 5).scale == 1)
    #expect(try #require(Decimal("1.999")).rounded(to: 2, .down).description == "1.99")
    #expect(try #require(Decimal("1.500")).normalized.description == "1.5")
  }
}
