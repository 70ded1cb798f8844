/// What a line, an allowance or a charge comes to.

internal import Values

extension Line {
  /// BT-146: the net price; the gross price less its discount where no net price is written.
  func netPrice() throws(DecimalOverflow) -> Decimal {
    if let price { return price }
    guard let grossPrice else { return .zero }
    return try grossPrice - (priceDiscount ?? .zero)
  }

  /// BT-131 = BT-129 × BT-146 ÷ BT-149 + Σ BT-141 − Σ BT-136, rounded to the currency's decimals.
  func computedNet(decimals: Int) throws(DecimalOverflow) -> Decimal {
    let product = try (quantity ?? Decimal(1)) * netPrice()
    var base = priceBase ?? Decimal(1)
    if base.isZero { base = Decimal(1) }
    var net = try product.divided(by: base, scale: decimals) ?? .zero
    for charge in charges { net = try net + charge.computedAmount(decimals: decimals) }
    for allowance in allowances { net = try net - allowance.computedAmount(decimals: decimals) }
    return net.rounded(to: decimals)
  }
}

extension AllowanceCharge {
  /// The amount as written, or its percentage of its base, rounded to the currency's decimals.
  func computedAmount(decimals: Int) throws(DecimalOverflow) -> Decimal {
    if let amount { return amount.rounded(to: decimals) }
    guard let base, let percent else { return .zero }
    return try base.percent(percent).rounded(to: decimals)
  }
}

// MARK: - As written in an e-invoice

extension Line {
  /// The net price, where it can be said: `Totals` has already found whether it can.
  var writtenNetPrice: Decimal? {
    do { return price == nil && grossPrice == nil ? nil : try netPrice() } catch { return nil }
  }
}

extension AllowanceCharge {
  func writtenAmount(_ currency: String?) -> Decimal? {
    guard amount != nil || (base != nil && percent != nil) else { return nil }
    do { return try computedAmount(decimals: Currency.decimals(currency)) } catch { return nil }
  }
}
