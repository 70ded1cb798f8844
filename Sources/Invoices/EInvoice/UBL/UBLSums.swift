/// Payment, taxes and sums of a UBL document.

internal import Values

extension UBLWriter {
  func payments(_ xml: inout XMLWriter) {
    for (index, payment) in invoice.eInvoicePayments.enumerated() {
      xml.group("cac:PaymentMeans") { xml in
        let code = payment.impliedOrWrittenCode(invoice.currency)
        xml.leaf("cbc:PaymentMeansCode", code, ("name", index == 0 ? payment.text : nil))
        if isCreditNote, index == 0 { xml.leaf("cbc:PaymentDueDate", invoice.due?.iso) }
        xml.leaf("cbc:PaymentID", invoice.paymentReference)
        if let card = payment.card { self.card(card, &xml) }
        xml.group("cac:PayeeFinancialAccount") { xml in
          xml.leaf("cbc:ID", payment.account)
          xml.leaf("cbc:Name", payment.accountName)
          xml.group("cac:FinancialInstitutionBranch") { xml in xml.leaf("cbc:ID", payment.bic) }
        }
        if let debit = payment.directDebit {
          xml.group("cac:PaymentMandate") { xml in
            xml.leaf("cbc:ID", debit.mandate)
            xml.group("cac:PayerFinancialAccount") { xml in xml.leaf("cbc:ID", debit.account) }
          }
        }
      }
    }
    xml.group("cac:PaymentTerms") { xml in xml.leaf("cbc:Note", invoice.paymentTerms.map { Skonto.ended($0) }) }
  }

  /// The schema wants a network, of which EN 16931 knows nothing.
  private func card(_ card: Card, _ xml: inout XMLWriter) {
    xml.group("cac:CardAccount") { xml in
      xml.leaf("cbc:PrimaryAccountNumberID", card.number)
      xml.leaf("cbc:NetworkID", "NA")
      xml.leaf("cbc:HolderName", card.holder)
    }
  }

  func sums(_ xml: inout XMLWriter) {
    for allowance in invoice.allowances { allowanceCharge(allowance, isCharge: false, &xml) }
    for charge in invoice.charges { allowanceCharge(charge, isCharge: true, &xml) }
    taxes(&xml)
    xml.group("cac:LegalMonetaryTotal") { xml in
      self.amount("cbc:LineExtensionAmount", totals.lines, &xml)
      self.amount("cbc:TaxExclusiveAmount", totals.withoutTax, &xml)
      self.amount("cbc:TaxInclusiveAmount", totals.withTax, &xml)
      self.amount("cbc:AllowanceTotalAmount", invoice.allowances.isEmpty ? nil : totals.allowances, &xml)
      self.amount("cbc:ChargeTotalAmount", invoice.charges.isEmpty ? nil : totals.charges, &xml)
      self.amount("cbc:PrepaidAmount", invoice.prepaid, &xml)
      self.amount("cbc:PayableRoundingAmount", invoice.rounding, &xml)
      self.amount("cbc:PayableAmount", totals.due, &xml)
    }
  }

  private func taxes(_ xml: inout XMLWriter) {
    xml.group("cac:TaxTotal") { xml in
      amount("cbc:TaxAmount", totals.tax, &xml)
      for total in totals.taxes where total.tax.isVAT {
        xml.group("cac:TaxSubtotal") { xml in
          amount("cbc:TaxableAmount", total.base, &xml)
          amount("cbc:TaxAmount", total.amount, &xml)
          let exemption = invoice.exemption(of: total.tax.category)
          category("cac:TaxCategory", total.tax, exemption.reason, exemption.code, &xml)
        }
      }
    }
    if let vat = invoice.vatInVatCurrency {
      xml.group("cac:TaxTotal") { xml in xml.leaf("cbc:TaxAmount", vat, ("currencyID", invoice.vatCurrency)) }
    }
  }

  func category(_ element: StaticString, _ tax: Tax, _ reason: String?, _ code: String?, _ xml: inout XMLWriter) {
    xml.group(element) { xml in
      xml.leaf("cbc:ID", tax.category.rawValue)
      xml.leaf("cbc:Percent", tax.inBreakdown.rate)
      xml.leaf("cbc:TaxExemptionReasonCode", code)
      xml.leaf("cbc:TaxExemptionReason", reason)
      xml.group("cac:TaxScheme") { xml in xml.leaf("cbc:ID", "VAT") }
    }
  }

  func amount(_ element: StaticString, _ amount: Decimal?, _ xml: inout XMLWriter) {
    xml.leaf(element, amount, ("currencyID", invoice.currency))
  }

  func allowanceCharge(_ item: AllowanceCharge, isCharge: Bool, _ xml: inout XMLWriter) {
    xml.group("cac:AllowanceCharge") { xml in
      xml.leaf("cbc:ChargeIndicator", isCharge ? "true" : "false")
      xml.leaf("cbc:AllowanceChargeReasonCode", item.reasonCode)
      xml.leaf("cbc:AllowanceChargeReason", item.reason)
      xml.leaf("cbc:MultiplierFactorNumeric", item.percent)
      self.amount("cbc:Amount", item.writtenAmount(invoice.currency), &xml)
      self.amount("cbc:BaseAmount", item.base, &xml)
      for tax in item.taxes { category("cac:TaxCategory", tax, nil, nil, &xml) }
    }
  }
}
