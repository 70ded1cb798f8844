/// Takes out of an imported invoice what follows from the rest of it: the model asks for nothing that can be computed, and
/// an invoice that was written and read again is equal to itself.

internal import Values

extension Invoice {
  mutating func simplify() {
    for index in lines.indices { simplifyLine(index) }
    for index in allowances.indices { allowances[index].simplify(currency) }
    for index in charges.indices { charges[index].simplify(currency) }
    for index in payments.indices {
      let implied = payments[index].impliedCode(currency: currency)
      if payments[index].code == implied { payments[index].code = nil }
      // The text is one for all and repeated in CII.
      if index > 0, payments[index].text == payments[0].text { payments[index].text = nil }
    }
    // The invoice's own currency, named again.
    if vatCurrency == currency, vatInVatCurrency == nil { vatCurrency = nil }
    exemptions.removeAll { $0.reason == nil && $0.code == $0.category.impliedExemption }
    simplifyTotals()
  }

  private mutating func simplifyLine(_ index: Int) {
    if lines[index].id == String(index + 1) { lines[index].id = nil }
    for tax in lines[index].taxes.indices { lines[index].taxes[tax].simplify() }
    for item in lines[index].allowances.indices { lines[index].allowances[item].simplify(currency) }
    for item in lines[index].charges.indices { lines[index].charges[item].simplify(currency) }
    var line = lines[index]
    line.price = nil
    if line.writtenNetPrice == lines[index].price { lines[index].price = nil }
    do {
      let computed = try lines[index].computedNet(decimals: Currency.decimals(currency))
      if lines[index].net == computed { lines[index].net = nil }
    } catch {
      // Too large to compute: what was stated stays, and the rules say so.
      return
    }
  }

  private mutating func simplifyTotals() {
    guard var stated = totals else { return }
    do {
      let computed = try Totals(computing: self)
      if stated.lines == computed.lines { stated.lines = nil }
      if (stated.allowances ?? .zero) == computed.allowances { stated.allowances = nil }
      if (stated.charges ?? .zero) == computed.charges { stated.charges = nil }
      if stated.withoutTax == computed.withoutTax { stated.withoutTax = nil }
      if (stated.tax ?? .zero) == computed.tax { stated.tax = nil }
      if stated.withTax == computed.withTax { stated.withTax = nil }
      if stated.due == computed.due { stated.due = nil }
      if computed.taxes.isStated(by: stated.taxes) { stated.taxes = [] }
      totals = stated == StatedTotals() ? nil : stated
    } catch {
      // Too large to compute: what was stated stays, and the rules say so.
      return
    }
  }
}

extension [TaxTotal] {
  /// Whether both say the same, in whatever order.
  fileprivate func isStated(by stated: [StatedTax]) -> Bool {
    count == stated.count
      && allSatisfy { total in
        stated.contains {
          ($0.tax ?? Tax()).isSame(as: total.tax) && $0.base == total.base && $0.amount == total.amount
        }
      }
  }
}

extension Tax {
  /// 0 % goes without saying where no other rate is allowed.
  fileprivate mutating func simplify() {
    switch category {
    case .zero, .exempt, .reverseCharge, .intraCommunity, .export: if rate?.isZero ?? false { rate = nil }
    default: return
    }
  }
}

extension AllowanceCharge {
  fileprivate mutating func simplify(_ currency: String?) {
    for index in taxes.indices { taxes[index].simplify() }
    guard base != nil, percent != nil else { return }
    var computed = self
    computed.amount = nil
    if computed.writtenAmount(currency) == amount { amount = nil }
  }
}
