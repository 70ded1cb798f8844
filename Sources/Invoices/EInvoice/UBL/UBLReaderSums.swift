/// Reads payment, taxes and sums of a UBL document.

internal import Values

extension UBLReader {
  mutating func readPayments(_ invoice: inout Invoice) {
    invoice.paymentTerms = root.at("PaymentTerms", "Note")?.value
    var creditor: String?
    for party in [root.at("AccountingSupplierParty", "Party"), root.first("PayeeParty")] {
      for identification in party?.all("PartyIdentification") ?? [] {
        if let id = identification.first("ID"), id.attribute("schemeID") == "SEPA" { creditor = id.value }
      }
    }
    for element in root.all("PaymentMeans") {
      invoice.paymentReference = invoice.paymentReference ?? element.first("PaymentID")?.value
      invoice.payments.append(UBLReader.payment(element, creditor))
    }
  }

  private static func payment(_ element: XMLElement, _ creditor: String?) -> Payment {
    var payment = Payment()
    payment.code = element.first("PaymentMeansCode")?.value
    payment.text = element.first("PaymentMeansCode")?.attribute("name")
    payment.account = element.at("PayeeFinancialAccount", "ID")?.value
    payment.accountName = element.at("PayeeFinancialAccount", "Name")?.value
    payment.bic = element.at("PayeeFinancialAccount", "FinancialInstitutionBranch", "ID")?.value
    payment.card = element.first("CardAccount").map {
      var card = Card()
      card.number = $0.first("PrimaryAccountNumberID")?.value
      card.holder = $0.first("HolderName")?.value
      return card
    }
    let mandate = element.first("PaymentMandate")
    if mandate != nil || (payment.code == "59" && creditor != nil) {
      var debit = DirectDebit()
      debit.mandate = mandate?.first("ID")?.value
      debit.account = mandate?.at("PayerFinancialAccount", "ID")?.value
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
      item.amount = problems.decimal(element.first("Amount"))
      item.base = problems.decimal(element.first("BaseAmount"))
      item.percent = problems.decimal(element.first("MultiplierFactorNumeric"))
      item.reason = element.first("AllowanceChargeReason")?.value
      item.reasonCode = element.first("AllowanceChargeReasonCode")?.value
      for category in element.all("TaxCategory") { item.taxes.append(tax(category)) }
      let indicator = element.first("ChargeIndicator")?.value
      if indicator == "true" || indicator == "1" { charges.append(item) } else { allowances.append(item) }
    }
  }

  mutating func tax(_ element: XMLElement) -> Tax {
    var tax = Tax(problems.category(element.first("ID")))
    tax.rate = problems.decimal(element.first("Percent"))
    if let scheme = element.at("TaxScheme", "ID")?.value, scheme != "VAT" { tax.name = scheme }
    return tax
  }

  mutating func readTotals(_ invoice: inout Invoice) {
    guard let sums = root.first("LegalMonetaryTotal") else { return }
    var totals = StatedTotals()
    totals.lines = problems.decimal(sums.first("LineExtensionAmount"))
    totals.withoutTax = problems.decimal(sums.first("TaxExclusiveAmount"))
    totals.withTax = problems.decimal(sums.first("TaxInclusiveAmount"))
    totals.allowances = problems.decimal(sums.first("AllowanceTotalAmount"))
    totals.charges = problems.decimal(sums.first("ChargeTotalAmount"))
    totals.due = problems.decimal(sums.first("PayableAmount"))
    invoice.prepaid = problems.decimal(sums.first("PrepaidAmount"))
    invoice.rounding = problems.decimal(sums.first("PayableRoundingAmount"))
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
    let tax = tax(category)
    stated.tax = tax
    stated.base = problems.decimal(element.first("TaxableAmount"))
    stated.amount = problems.decimal(element.first("TaxAmount"))
    invoice.totals?.taxes.append(stated)
    invoice.add(
      exemption: tax.category, category.first("TaxExemptionReason")?.value,
      category.first("TaxExemptionReasonCode")?.value)
  }
}
