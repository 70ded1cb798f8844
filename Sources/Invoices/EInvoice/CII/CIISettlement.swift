/// Payment, taxes and sums of a Cross Industry Invoice.

internal import Values

extension CIIWriter {
  func settlement(_ xml: inout XMLWriter) {
    xml.group("ram:ApplicableHeaderTradeSettlement") { xml in
      xml.leaf("ram:CreditorReferenceID", directDebit?.creditor)
      xml.leaf("ram:PaymentReference", invoice.paymentReference)
      xml.leaf("ram:TaxCurrencyCode", invoice.vatCurrency)
      xml.leaf("ram:InvoiceCurrencyCode", invoice.currency)
      if let payee = invoice.payee { self.payee(payee, &xml) }
      let payments = invoice.eInvoicePayments
      for payment in payments { self.payment(payment, payments.first?.text, &xml) }
      for total in totals.taxes where total.tax.isVAT { tax(total, &xml) }
      period(invoice.period, &xml)
      for allowance in invoice.allowances { allowanceCharge(allowance, isCharge: false, &xml) }
      for charge in invoice.charges { allowanceCharge(charge, isCharge: true, &xml) }
      terms(&xml)
      summation(&xml)
      for preceding in invoice.preceding {
        xml.group("ram:InvoiceReferencedDocument") { xml in
          xml.leaf("ram:IssuerAssignedID", preceding.number)
          CIIWriter.day("ram:FormattedIssueDateTime", preceding.issued, &xml, "qdt:DateTimeString")
        }
      }
      xml.group("ram:ReceivableSpecifiedTradeAccountingAccount") { xml in
        xml.leaf("ram:ID", invoice.references?.accounting)
      }
    }
  }

  private var directDebit: DirectDebit? {
    for payment in invoice.eInvoicePayments { if let debit = payment.directDebit { return debit } }
    return nil
  }

  private func payment(_ payment: Payment, _ text: String?, _ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedTradeSettlementPaymentMeans") { xml in
      xml.leaf("ram:TypeCode", payment.impliedOrWrittenCode(invoice.currency))
      xml.leaf("ram:Information", text)
      xml.group("ram:ApplicableTradeSettlementFinancialCard") { xml in
        xml.leaf("ram:ID", payment.card?.number)
        xml.leaf("ram:CardholderName", payment.card?.holder)
      }
      xml.group("ram:PayerPartyDebtorFinancialAccount") { xml in xml.leaf("ram:IBANID", payment.directDebit?.account) }
      xml.group("ram:PayeePartyCreditorFinancialAccount") { xml in
        let isIBAN = payment.account.map { IBAN.isValid($0) } ?? false
        xml.leaf("ram:IBANID", isIBAN ? payment.account : nil)
        xml.leaf("ram:AccountName", payment.accountName)
        xml.leaf("ram:ProprietaryID", isIBAN ? nil : payment.account)
      }
      xml.group("ram:PayeeSpecifiedCreditorFinancialInstitution") { xml in xml.leaf("ram:BICID", payment.bic) }
    }
  }

  private func tax(_ total: TaxTotal, _ xml: inout XMLWriter) {
    let exemption = invoice.exemption(of: total.tax.category)
    xml.group("ram:ApplicableTradeTax") { xml in
      xml.leaf("ram:CalculatedAmount", total.amount)
      xml.leaf("ram:TypeCode", "VAT")
      xml.leaf("ram:ExemptionReason", exemption.reason)
      xml.leaf("ram:BasisAmount", total.base)
      xml.leaf("ram:CategoryCode", total.tax.category.rawValue)
      xml.leaf("ram:ExemptionReasonCode", exemption.code)
      CIIWriter.day("ram:TaxPointDate", invoice.taxPoint, &xml, "udt:DateString")
      xml.leaf("ram:DueDateTypeCode", invoice.taxPointCode.map { CIIWriter.timeReference($0) })
      xml.leaf("ram:RateApplicablePercent", total.tax.rate)
    }
  }

  /// BT-8 is of UNTDID 2005; CII says the same in UNTDID 2475.
  static func timeReference(_ code: String) -> String {
    switch code {
    case "3": "5"
    case "35": "29"
    case "432": "72"
    default: code
    }
  }

  private func terms(_ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedTradePaymentTerms") { xml in
      xml.leaf("ram:Description", invoice.paymentTerms.map { Skonto.ended($0) })
      CIIWriter.day("ram:DueDateDateTime", invoice.due, &xml)
      xml.leaf("ram:DirectDebitMandateID", directDebit?.mandate)
    }
  }

  private func summation(_ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation") { xml in
      xml.leaf("ram:LineTotalAmount", totals.lines)
      xml.leaf("ram:ChargeTotalAmount", invoice.charges.isEmpty ? nil : totals.charges)
      xml.leaf("ram:AllowanceTotalAmount", invoice.allowances.isEmpty ? nil : totals.allowances)
      xml.leaf("ram:TaxBasisTotalAmount", totals.withoutTax)
      xml.leaf("ram:TaxTotalAmount", totals.tax, ("currencyID", invoice.currency))
      xml.leaf("ram:TaxTotalAmount", invoice.vatInVatCurrency, ("currencyID", invoice.vatCurrency))
      xml.leaf("ram:RoundingAmount", invoice.rounding)
      xml.leaf("ram:GrandTotalAmount", totals.withTax)
      xml.leaf("ram:TotalPrepaidAmount", invoice.prepaid)
      xml.leaf("ram:DuePayableAmount", totals.due)
    }
  }
}
