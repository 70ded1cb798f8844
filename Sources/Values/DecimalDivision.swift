/// The one inexact operation: the caller says how many digits he wants and how the last one is rounded.

extension Decimal {
  /// `self` ÷ `divisor` with `scale` digits (0…38) after the point. Nil for a divisor of zero.
  public func divided(by divisor: Decimal, scale: Int, _ rule: Rounding = .halfUp) throws(DecimalOverflow) -> Decimal? {
    guard !divisor.isZero, scale >= 0, scale <= 38 else { return nil }
    let (top, bottom) = (normalized, divisor.normalized)
    let shift = scale + bottom.scale - top.scale
    var numerator = top.coefficient.magnitude
    var denominator = bottom.coefficient.magnitude
    if shift < 0 { denominator = try Decimal.times(denominator, powerOfTen(min(-shift, 38)).magnitude) }
    var quotient = numerator / denominator
    numerator %= denominator
    for _ in 0..<max(0, shift) {
      let next = try Decimal.times(numerator, 10)
      quotient = try Decimal.times(quotient, 10) + next / denominator
      numerator = next % denominator
    }
    // Compared without doubling the remainder, which could overflow.
    let up =
      switch rule {
      case .halfUp: numerator >= denominator - numerator
      case .halfEven: numerator > denominator - numerator || (numerator == denominator - numerator && quotient % 2 != 0)
      case .down: false
      }
    if up { quotient += 1 }
    guard quotient <= Decimal.limit.magnitude else { throw DecimalOverflow() }
    let negative = (coefficient < 0) != (divisor.coefficient < 0)
    return Decimal(coefficient: negative ? -Int128(quotient) : Int128(quotient), scale: scale)
  }

  private static func times(_ left: UInt128, _ right: UInt128) throws(DecimalOverflow) -> UInt128 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    // One more than the limit leaves room for the digit that is added.
    guard !overflow, product <= UInt128.max - 10 else { throw DecimalOverflow() }
    return product
  }

  /// `percent` ÷ 100 of this number, exact.
  public func percent(_ percent: Decimal) throws(DecimalOverflow) -> Decimal {
    let product = try self * percent
    if let moved = Decimal(coefficient: product.coefficient, scale: product.scale + 2) { return moved }
    let short = product.normalized
    guard let moved = Decimal(coefficient: short.coefficient, scale: short.scale + 2) else { throw DecimalOverflow() }
    return moved
  }
}
