/// The sums of an invoice, computed as EN 16931-1 section 6.4 says: lines are rounded first, VAT is computed once for
/// each category and rate, and every amount has the currency's decimals.

public import Values

/// One line of the tax breakdown (BG-23).
public struct TaxTotal: Sendable, Equatable {
  /// Without its rate where there is none (category O).
  public var tax: Tax
  /// BT-116.
  public var base: Decimal
  /// BT-117.
  public var amount: Decimal
}

public struct Totals: Sendable, Equatable {
  /// BT-131 of each line.
  public var nets: [Decimal] = []
  /// The amount of each allowance (BT-92) and charge (BT-99) on the document.
  public var allowanceAmounts: [Decimal] = []
  public var chargeAmounts: [Decimal] = []
  /// BT-106.
  public var lines = Decimal.zero
  /// BT-107.
  public var allowances = Decimal.zero
  /// BT-108.
  public var charges = Decimal.zero
  /// BT-109.
  public var withoutTax = Decimal.zero
  /// BG-23 and, on documents with other countries' taxes, these, in the order in which they appear.
  public var taxes: [TaxTotal] = []
  /// BT-110.
  public var tax = Decimal.zero
  /// BT-112.
  public var withTax = Decimal.zero
  /// BT-115.
  public var due = Decimal.zero

  /// What the invoice adds up to, whatever another program stated about its sums.
  public init(computing invoice: Invoice) throws(DecimalOverflow) {
    let decimals = Currency.decimals(invoice.currency)
    try addLines(of: invoice, decimals)
    try addAllowancesAndCharges(of: invoice, decimals)
    withoutTax = try lines - allowances + charges
    try computeTaxes(decimals)
    withTax = try withoutTax + tax
    due = try withTax - (invoice.prepaid ?? .zero) + (invoice.rounding ?? .zero)
    due = due.rounded(to: max(decimals, due.normalized.scale))
  }

  /// What is printed and exported: as stated where another program stated it, as computed elsewhere.
  public init(of invoice: Invoice) throws(DecimalOverflow) {
    try self.init(computing: invoice)
    if let stated = invoice.totals { take(stated) }
  }

  private mutating func addLines(of invoice: Invoice, _ decimals: Int) throws(DecimalOverflow) {
    nets.reserveCapacity(invoice.lines.count)
    lines = lines.rounded(to: decimals)
    for line in invoice.lines {
      let net = if let stated = line.net { stated } else { try line.computedNet(decimals: decimals) }
      nets.append(net)
      lines = try lines + net
      try addBase(net, line.taxes)
    }
  }

  private mutating func addAllowancesAndCharges(of invoice: Invoice, _ decimals: Int) throws(DecimalOverflow) {
    allowances = allowances.rounded(to: decimals)
    charges = charges.rounded(to: decimals)
    for allowance in invoice.allowances {
      let amount = try allowance.computedAmount(decimals: decimals)
      allowanceAmounts.append(amount)
      allowances = try allowances + amount
      try addBase(-amount, allowance.taxes)
    }
    for charge in invoice.charges {
      let amount = try charge.computedAmount(decimals: decimals)
      chargeAmounts.append(amount)
      charges = try charges + amount
      try addBase(amount, charge.taxes)
    }
  }

  private mutating func addBase(_ amount: Decimal, _ taxes: [Tax]) throws(DecimalOverflow) {
    for tax in taxes {
      if let index = self.taxes.firstIndex(where: { $0.tax.isSame(as: tax) }) {
        self.taxes[index].base = try self.taxes[index].base + amount
      } else {
        self.taxes.append(TaxTotal(tax: tax.inBreakdown, base: amount, amount: .zero))
      }
    }
  }

  private mutating func computeTaxes(_ decimals: Int) throws(DecimalOverflow) {
    tax = tax.rounded(to: decimals)
    for index in taxes.indices {
      let amount = try taxes[index].base.percent(taxes[index].tax.rate ?? .zero).rounded(to: decimals)
      taxes[index].base = taxes[index].base.rounded(to: max(decimals, taxes[index].base.normalized.scale))
      taxes[index].amount = amount
      tax = try tax + amount
    }
  }

  private mutating func take(_ stated: StatedTotals) {
    lines = stated.lines ?? lines
    allowances = stated.allowances ?? allowances
    charges = stated.charges ?? charges
    withoutTax = stated.withoutTax ?? withoutTax
    tax = stated.tax ?? tax
    withTax = stated.withTax ?? withTax
    due = stated.due ?? due
    guard !stated.taxes.isEmpty else { return }
    taxes = stated.taxes.map {
      TaxTotal(tax: $0.tax ?? Tax(), base: $0.base ?? .zero, amount: $0.amount ?? .zero)
    }
  }
}

extension Tax {
  public var isVAT: Bool { name == nil }

  /// Whether both belong to one line of the breakdown.
  func isSame(as other: Tax) -> Bool {
    guard name == other.name else { return false }
    if isVAT, category != other.category { return false }
    return (rate ?? .zero) == (other.rate ?? .zero)
  }

  /// As it stands in the breakdown: with a rate of 0 where the category is taxed at none, without one outside VAT.
  var inBreakdown: Tax {
    var tax = self
    if isVAT, category == .outsideScope { return tax }
    tax.rate = (rate ?? .zero).normalized
    return tax
  }
}
