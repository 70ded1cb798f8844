/// Reads payment, taxes and sums of a Cross Industry Invoice.

internal import Values

extension CIIReader {
  mutating func readSettlement(_ settlement: XMLElement, _ invoice: inout Invoice) {
    invoice.currency = settlement.text("InvoiceCurrencyCode")
    invoice.vatCurrency = settlement.text("TaxCurrencyCode")
    invoice.paymentReference = settlement.text("PaymentReference")
    invoice.payee = settlement.first("PayeeTradeParty").map { payee($0) }
    for element in settlement.all("SpecifiedTradeSettlementPaymentMeans") { invoice.payments.append(payment(element)) }
    invoice.period = period(settlement)
    readAllowances(settlement, &invoice.allowances, &invoice.charges)
    readTerms(settlement, &invoice)
    for element in settlement.all("InvoiceReferencedDocument") {
      var preceding = PrecedingInvoice()
      preceding.number = element.text("IssuerAssignedID")
      preceding.issued = problems.day(element, "FormattedIssueDateTime/DateTimeString")
      invoice.preceding.append(preceding)
    }
    invoice.references?.accounting = settlement.text("ReceivableSpecifiedTradeAccountingAccount/ID")
    if invoice.references == References() { invoice.references = nil }
    readTotals(settlement, &invoice)
    readTaxes(settlement, &invoice)
  }

  private func payment(_ element: XMLElement) -> Payment {
    var payment = Payment()
    payment.code = element.text("TypeCode")
    payment.text = element.text("Information")
    if let account = element.first("PayeePartyCreditorFinancialAccount") {
      payment.account = account.text("IBANID") ?? account.text("ProprietaryID")
      payment.accountName = account.text("AccountName")
    }
    payment.bic = element.text("PayeeSpecifiedCreditorFinancialInstitution/BICID")
    payment.card = element.first("ApplicableTradeSettlementFinancialCard").map {
      var card = Card()
      card.number = $0.text("ID")
      card.holder = $0.text("CardholderName")
      return card
    }
    if let account = element.text("PayerPartyDebtorFinancialAccount/IBANID") {
      var debit = DirectDebit()
      debit.account = account
      payment.directDebit = debit
    }
    return payment
  }

  private mutating func readTerms(_ settlement: XMLElement, _ invoice: inout Invoice) {
    let terms = settlement.first("SpecifiedTradePaymentTerms")
    invoice.paymentTerms = terms?.text("Description")
    invoice.due = problems.day(terms, "DueDateDateTime/DateTimeString")
    let mandate = terms?.text("DirectDebitMandateID")
    let creditor = settlement.text("CreditorReferenceID")
    guard mandate != nil || creditor != nil else { return }
    // The header has one direct debit; it belongs to the way to pay that debits.
    let index = invoice.payments.firstIndex { $0.directDebit != nil || $0.code == "59" || $0.code == "49" }
    if index == nil { invoice.payments.append(Payment()) }
    let place = index ?? invoice.payments.count - 1
    var debit = invoice.payments[place].directDebit ?? DirectDebit()
    debit.mandate = mandate
    debit.creditor = creditor
    invoice.payments[place].directDebit = debit
  }

  private mutating func readTotals(_ settlement: XMLElement, _ invoice: inout Invoice) {
    guard let sums = settlement.first("SpecifiedTradeSettlementHeaderMonetarySummation") else { return }
    var totals = StatedTotals()
    totals.lines = problems.decimal(sums, "LineTotalAmount")
    totals.allowances = problems.decimal(sums, "AllowanceTotalAmount")
    totals.charges = problems.decimal(sums, "ChargeTotalAmount")
    totals.withoutTax = problems.decimal(sums, "TaxBasisTotalAmount")
    totals.withTax = problems.decimal(sums, "GrandTotalAmount")
    totals.due = problems.decimal(sums, "DuePayableAmount")
    for amount in sums.all("TaxTotalAmount") {
      let currency = amount.attribute("currencyID")
      if currency != nil, currency == invoice.vatCurrency, currency != invoice.currency || totals.tax != nil {
        invoice.vatInVatCurrency = problems.decimal(amount)
      } else {
        totals.tax = problems.decimal(amount)
      }
    }
    invoice.prepaid = problems.decimal(sums, "TotalPrepaidAmount")
    invoice.rounding = problems.decimal(sums, "RoundingAmount")
    invoice.totals = totals
  }

  private mutating func readTaxes(_ settlement: XMLElement, _ invoice: inout Invoice) {
    for element in settlement.all("ApplicableTradeTax") {
      var stated = StatedTax()
      let tax = tax(element)
      stated.tax = tax
      stated.base = problems.decimal(element, "BasisAmount")
      stated.amount = problems.decimal(element, "CalculatedAmount")
      invoice.totals?.taxes.append(stated)
      invoice.add(
        exemption: tax.category, element.text("ExemptionReason"), element.text("ExemptionReasonCode"))
      invoice.taxPoint = invoice.taxPoint ?? problems.day(element, "TaxPointDate/DateString")
      invoice.taxPointCode =
        invoice.taxPointCode ?? element.text("DueDateTypeCode").map { CIIReader.taxPointCode($0) }
    }
  }

  /// BT-8 is of UNTDID 2005; CII says the same in UNTDID 2475.
  private static func taxPointCode(_ code: String) -> String {
    switch code {
    case "5": "3"
    case "29": "35"
    case "72": "432"
    default: code
    }
  }
}

extension Invoice {
  /// The first reason of a category counts.
  mutating func add(exemption category: TaxCategory, _ reason: String?, _ code: String?) {
    guard reason != nil || code != nil, !exemptions.contains(where: { $0.category == category }) else { return }
    var exemption = Exemption()
    exemption.category = category
    exemption.reason = reason
    exemption.code = code
    exemptions.append(exemption)
  }
}
