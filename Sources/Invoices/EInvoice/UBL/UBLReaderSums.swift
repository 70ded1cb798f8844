/// Reads payment, taxes and sums of a UBL document.

internal import Values

extension UBLReader {
  mutating func readPayments(_ invoice: inout Invoice) {
    invoice.paymentTerms = root.text("PaymentTerms/Note")
    var creditor: String?
    for party in [root.find("AccountingSupplierParty/Party"), root.first("PayeeParty")] {
      for identification in party?.all("PartyIdentification") ?? [] {
        if let id = identification.first("ID"), id.attribute("schemeID") == "SEPA" { creditor = id.value }
      }
    }
    for element in root.all("PaymentMeans") {
      invoice.paymentReference = invoice.paymentReference ?? element.text("PaymentID")
      invoice.payments.append(UBLReader.payment(element, creditor))
    }
  }

  private static func payment(_ element: XMLElement, _ creditor: String?) -> Payment {
    var payment = Payment()
    payment.code = element.text("PaymentMeansCode")
    payment.text = element.first("PaymentMeansCode")?.attribute("name")
    payment.account = element.text("PayeeFinancialAccount/ID")
    payment.accountName = element.text("PayeeFinancialAccount/Name")
    // Files older than EN 16931 name the bank itself.
    payment.bic =
      element.text("PayeeFinancialAccount/FinancialInstitutionBranch/ID")
      ?? element.text("PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/ID")
    payment.card = element.first("CardAccount").map {
      var card = Card()
      card.number = $0.text("PrimaryAccountNumberID")
      card.holder = $0.text("HolderName")
      return card
    }
    let mandate = element.first("PaymentMandate")
    if mandate != nil || (payment.code == "59" && creditor != nil) {
      var debit = DirectDebit()
      debit.mandate = mandate?.text("ID")
      debit.account = mandate?.text("PayerFinancialAccount/ID")
      debit.creditor = creditor
      payment.directDebit = debit
    }
    return payment
  }

  mutating func readAllowances(
    _ element: XMLElement, _ allowances: inout [AllowanceCharge], _ charges: inout [AllowanceCharge]
  ) {
    for element in element.all("AllowanceCharge") {
      var item = AllowanceCharge()
      item.amount = problems.decimal(element, "Amount")
      item.base = problems.decimal(element, "BaseAmount")
      item.percent = problems.decimal(element, "MultiplierFactorNumeric")
      item.reason = element.text("AllowanceChargeReason")
      item.reasonCode = element.text("AllowanceChargeReasonCode")
      for category in element.all("TaxCategory") { item.taxes.append(tax(category)) }
      let indicator = element.text("ChargeIndicator")
      if indicator == "true" || indicator == "1" { charges.append(item) } else { allowances.append(item) }
    }
  }

  mutating func tax(_ element: XMLElement) -> Tax {
    var tax = Tax(problems.category(element.first("ID")))
    tax.rate = problems.decimal(element, "Percent")
    if let scheme = element.text("TaxScheme/ID"), scheme != "VAT" { tax.name = scheme }
    return tax
  }

  /// Files older than EN 16931 state the rate beside the category.
  mutating func subtotalTax(_ element: XMLElement, _ category: XMLElement) -> Tax {
    var tax = tax(category)
    tax.rate = tax.rate ?? problems.decimal(element, "Percent")
    return tax
  }

  mutating func readTotals(_ invoice: inout Invoice) {
    guard let sums = root.first("LegalMonetaryTotal") else { return }
    var totals = StatedTotals()
    totals.lines = problems.decimal(sums, "LineExtensionAmount")
    totals.withoutTax = problems.decimal(sums, "TaxExclusiveAmount")
    totals.withTax = problems.decimal(sums, "TaxInclusiveAmount")
    totals.allowances = problems.decimal(sums, "AllowanceTotalAmount")
    totals.charges = problems.decimal(sums, "ChargeTotalAmount")
    totals.due = problems.decimal(sums, "PayableAmount")
    invoice.prepaid = problems.decimal(sums, "PrepaidAmount")
    invoice.rounding = problems.decimal(sums, "PayableRoundingAmount")
    invoice.totals = totals
  }

  mutating func readTaxes(_ invoice: inout Invoice) {
    for element in root.all("TaxTotal") {
      let amount = element.first("TaxAmount")
      let currency = amount?.attribute("currencyID")
      let isAccounting =
        currency != nil && currency == invoice.vatCurrency
        && (currency != invoice.currency || invoice.totals?.tax != nil)
      if isAccounting, element.first("TaxSubtotal") == nil {
        invoice.vatInVatCurrency = problems.decimal(amount)
        continue
      }
      invoice.totals?.tax = problems.decimal(amount)
      for subtotal in element.all("TaxSubtotal") { readSubtotal(subtotal, &invoice) }
    }
  }

  private mutating func readSubtotal(_ element: XMLElement, _ invoice: inout Invoice) {
    guard let category = element.first("TaxCategory") else { return }
    var stated = StatedTax()
    let tax = subtotalTax(element, category)
    stated.tax = tax
    stated.base = problems.decimal(element, "TaxableAmount")
    stated.amount = problems.decimal(element, "TaxAmount")
    invoice.totals?.taxes.append(stated)
    invoice.add(
      exemption: tax.category, category.text("TaxExemptionReason"),
      category.text("TaxExemptionReasonCode"))
  }
}
