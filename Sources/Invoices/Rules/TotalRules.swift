/// The rules of the sums (BR-CO-10 … BR-CO-17, BR-DEC-09 … BR-DEC-20). What this program computes keeps them by itself;
/// they are broken by what another program stated, and by currencies with more than two decimals.

internal import Values

extension Findings {
  mutating func checkTotals(_ facts: Facts) {
    checkDecimals(facts)
    do throws(DecimalOverflow) {
      try checkSums(facts)
    } catch {
      append(.overflow)
    }
  }

  private mutating func checkSums(_ facts: Facts) throws(DecimalOverflow) {
    let totals = facts.totals
    let invoice = facts.invoice
    compare("BR-CO-10", "lines", "The lines", totals.lines, facts.computed.lines)
    compare("BR-CO-11", "allowances", "The allowances", totals.allowances, facts.computed.allowances)
    compare("BR-CO-12", "charges", "The charges", totals.charges, facts.computed.charges)
    compare(
      "BR-CO-13", "withoutTax", "Lines, allowances and charges", totals.withoutTax,
      try totals.lines - totals.allowances + totals.charges)
    var tax = Decimal.zero
    for total in totals.taxes { tax = try tax + total.amount }
    compare("BR-CO-14", "tax", "The VAT of all categories", totals.tax, tax)
    compare(
      "BR-CO-15", "withTax", "The total without VAT and the VAT", totals.withTax, try totals.withoutTax + totals.tax)
    compare(
      "BR-CO-16", "due", "The total with VAT, less what is paid, with what is rounded,", totals.due,
      try totals.withTax - (invoice.prepaid ?? .zero) + (invoice.rounding ?? .zero))
    for (index, total) in totals.taxes.enumerated() where !total.isWithinTolerance {
      append(
        Finding(
          rule: "BR-CO-17", field: "totals.taxes[" + String(index) + "].amount",
          sentence: "The VAT is not the taxable amount × the rate.",
          advice: "Remove the stated breakdown: it is computed.", loss: .eInvoice))
    }
  }

  @inline(never)
  private mutating func compare(
    _ rule: String, _ field: String, _ what: String, _ stated: Decimal, _ right: Decimal
  ) {
    guard stated != right else { return }
    append(
      Finding(
        rule: rule, field: "totals." + field,
        sentence: what + " come to " + right.description + ", but " + stated.description + " is stated.",
        advice: "Remove the stated amount: it is computed.", loss: .eInvoice))
  }

  /// BT-106 … BT-117 have two decimals at most.
  private mutating func checkDecimals(_ facts: Facts) {
    let totals = facts.totals
    var amounts: [(rule: String, field: String, value: Decimal)] = [
      ("BR-DEC-09", "totals.lines", totals.lines), ("BR-DEC-10", "totals.allowances", totals.allowances),
      ("BR-DEC-11", "totals.charges", totals.charges), ("BR-DEC-12", "totals.withoutTax", totals.withoutTax),
      ("BR-DEC-13", "totals.tax", totals.tax), ("BR-DEC-14", "totals.withTax", totals.withTax),
      ("BR-DEC-15", "vatInVatCurrency", facts.invoice.vatInVatCurrency ?? .zero),
      ("BR-DEC-16", "prepaid", facts.invoice.prepaid ?? .zero),
      ("BR-DEC-17", "rounding", facts.invoice.rounding ?? .zero), ("BR-DEC-18", "totals.due", totals.due),
    ]
    for total in totals.taxes {
      amounts.append(("BR-DEC-19", "totals.taxes", total.base))
      amounts.append(("BR-DEC-20", "totals.taxes", total.amount))
    }
    for amount in amounts where amount.value.normalized.scale > 2 {
      append(
        Finding(
          rule: amount.rule, field: amount.field, sentence: "An amount has more than two decimals.",
          advice: "E-invoices know two decimals; currencies with more cannot be sent as one.", loss: .eInvoice))
    }
  }
}
