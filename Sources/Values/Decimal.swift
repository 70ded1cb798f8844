/// An exact decimal number: an integer coefficient and a scale, value = coefficient ÷ 10^scale.
///
/// At most 38 digits, of which at most 38 after the point. The scale is kept as written (`1.50` prints as `1.50`) and
/// does not matter for `==`, `<` and hashing. Arithmetic is exact or throws; it never rounds by itself and never traps.
public struct Decimal: Sendable, CustomStringConvertible {
  public let coefficient: Int128
  /// Digits after the point, 0…38.
  public let scale: Int

  public static let zero = Decimal(0)
  static let limit = powerOfTen(38) - 1

  public init(_ integer: Int64) {
    coefficient = Int128(integer)
    scale = 0
  }

  /// Nil beyond 38 digits.
  public init?(coefficient: Int128, scale: Int) {
    guard scale >= 0, scale <= 38, coefficient.magnitude <= Decimal.limit.magnitude else { return nil }
    self.coefficient = coefficient
    self.scale = scale
  }

  /// `[+-]digits[.digits]`: ASCII, no exponent, no grouping, no spaces. Nil for all else and beyond 38 digits.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == 45
    if negative || bytes.first == 43 { bytes = bytes.dropFirst() }
    let whole = bytes.prefix { $0 != 46 }
    let fraction = bytes.dropFirst(whole.count).dropFirst()
    guard !whole.isEmpty, whole.count == bytes.count || !fraction.isEmpty, fraction.count <= 38 else { return nil }
    var coefficient: Int128 = 0
    for digits in [whole, fraction] {
      for byte in digits {
        guard byte >= 48, byte <= 57, coefficient <= Decimal.limit / 10 else { return nil }
        coefficient = coefficient * 10 + Int128(byte - 48)
      }
    }
    self.init(coefficient: negative ? -coefficient : coefficient, scale: fraction.count)
  }

  /// Plain notation with exactly `scale` digits after the point.
  public var description: String {
    // A sign, 39 digits and the point.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 41) { text in
      var start = text.count
      func put(_ byte: UInt8) {
        start -= 1
        text.initializeElement(at: start, to: byte)
      }
      var written = 0
      func put(digit: UInt8) {
        put(0x30 + digit)
        written += 1
        if written == scale { put(UInt8(ascii: ".")) }
      }
      var rest = coefficient.magnitude
      // Dividing 128 bits takes ten times as long.
      while rest > UInt128(UInt64.max) {
        put(digit: UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      }
      var low = UInt64(truncatingIfNeeded: rest)
      while low > 0 || written <= scale {
        put(digit: UInt8(truncatingIfNeeded: low % 10))
        low /= 10
      }
      if coefficient < 0 { put(UInt8(ascii: "-")) }
      return String(decoding: UnsafeBufferPointer(rebasing: text[start...]), as: UTF8.self)
    }
  }

  public var isNegative: Bool { coefficient < 0 }
  public var isZero: Bool { coefficient == 0 }
}

/// 10^exponent for 0…38.
func powerOfTen(_ exponent: Int) -> Int128 {
  var power: Int128 = 1
  for _ in 0..<exponent { power *= 10 }
  return power
}
