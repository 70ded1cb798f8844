/// The result has more than 38 digits.
public struct DecimalOverflow: Error, Equatable, Sendable {
  public init() {}
}

/// Where a digit that falls away leads.
public enum Rounding: Sendable {
  /// Half away from zero, as invoices are rounded.
  case halfUp
  /// Half to the even neighbour.
  case halfEven
  /// Towards zero.
  case down
}

extension Decimal {
  public static func + (left: Decimal, right: Decimal) throws(DecimalOverflow) -> Decimal {
    let scale = max(left.scale, right.scale)
    let (sum, overflow) = try left.coefficient(at: scale).addingReportingOverflow(right.coefficient(at: scale))
    guard !overflow, let result = Decimal(coefficient: sum, scale: scale) else { throw DecimalOverflow() }
    return result
  }

  public static func - (left: Decimal, right: Decimal) throws(DecimalOverflow) -> Decimal { try left + (-right) }

  public static prefix func - (operand: Decimal) -> Decimal {
    Decimal(coefficient: -operand.coefficient, scale: operand.scale) ?? operand
  }

  /// Exact: the scales add up; trailing zeros go where 38 digits would not hold them.
  public static func * (left: Decimal, right: Decimal) throws(DecimalOverflow) -> Decimal {
    if let product = product(left, right) { return product }
    guard let product = product(left.normalized, right.normalized) else { throw DecimalOverflow() }
    return product
  }

  private static func product(_ left: Decimal, _ right: Decimal) -> Decimal? {
    let (coefficient, overflow) = left.coefficient.multipliedReportingOverflow(by: right.coefficient)
    return overflow ? nil : Decimal(coefficient: coefficient, scale: left.scale + right.scale)
  }

  /// `scale` digits after the point, 0…38. With more digits asked for than the number has, zeros are appended as far as
  /// 38 digits hold them.
  public func rounded(to scale: Int, _ rule: Rounding = .halfUp) -> Decimal {
    let target = min(max(scale, 0), 38)
    guard target < self.scale else { return padded(to: target) }
    let divisor = powerOfTen(self.scale - target)
    var (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
    // Compared with the half from below: doubling a remainder of 38 digits would overflow.
    let rest = remainder.magnitude
    let half = divisor.magnitude / 2
    let up =
      switch rule {
      case .halfUp: rest >= half
      case .halfEven: rest > half || (rest == half && quotient % 2 != 0)
      case .down: false
      }
    if up { quotient += coefficient < 0 ? -1 : 1 }
    return Decimal(coefficient: quotient, scale: target) ?? self
  }

  /// The same number without zeros at the end of its fraction.
  public var normalized: Decimal {
    var coefficient = coefficient
    var scale = scale
    while scale > 0, coefficient % 10 == 0 {
      coefficient /= 10
      scale -= 1
    }
    return Decimal(coefficient: coefficient, scale: scale) ?? self
  }

  private func padded(to target: Int) -> Decimal {
    var result = self
    while result.scale < target {
      guard result.coefficient.magnitude <= (Decimal.limit / 10).magnitude,
        let next = Decimal(coefficient: result.coefficient * 10, scale: result.scale + 1)
      else { break }
      result = next
    }
    return result
  }

  private func coefficient(at target: Int) throws(DecimalOverflow) -> Int128 {
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: powerOfTen(target - scale))
    if overflow { throw DecimalOverflow() }
    return product
  }
}

extension Decimal: Comparable, Hashable {
  public static func == (left: Decimal, right: Decimal) -> Bool { order(left, right) == 0 }
  public static func < (left: Decimal, right: Decimal) -> Bool { order(left, right) < 0 }

  public func hash(into hasher: inout Hasher) {
    let normal = normalized
    hasher.combine(normal.coefficient)
    hasher.combine(normal.scale)
  }

  /// Whole parts first, then fractions at the larger scale: neither can overflow.
  private static func order(_ left: Decimal, _ right: Decimal) -> Int {
    let (leftWhole, leftRest) = left.coefficient.quotientAndRemainder(dividingBy: powerOfTen(left.scale))
    let (rightWhole, rightRest) = right.coefficient.quotientAndRemainder(dividingBy: powerOfTen(right.scale))
    if leftWhole != rightWhole { return leftWhole < rightWhole ? -1 : 1 }
    let scale = max(left.scale, right.scale)
    let leftFraction = leftRest * powerOfTen(scale - left.scale)
    let rightFraction = rightRest * powerOfTen(scale - right.scale)
    return leftFraction == rightFraction ? 0 : (leftFraction < rightFraction ? -1 : 1)
  }
}
