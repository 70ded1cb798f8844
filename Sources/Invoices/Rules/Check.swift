/// All findings about an invoice at once, each at its field.

internal import Values

extension Invoice {
  /// What is wrong, for an e-invoice of `format`. Documents that are no invoices in the sense of EN 16931, and those with
  /// other countries' taxes, are held to the rules of arithmetic and payment alone.
  public func check(for format: EInvoiceFormat = .cii) -> [Finding] {
    var findings = Findings()
    do throws(DecimalOverflow) {
      findings.check(try Facts(self, format))
    } catch {
      findings.append(.overflow)
    }
    return findings.all
  }

  /// Whether an e-invoice of this format can be written: of the findings, none costs it.
  public static func allowsEInvoice(_ findings: [Finding], _ format: EInvoiceFormat) -> Bool {
    !findings.contains {
      $0.loss == .eInvoice || $0.loss == .unreadable || (format.isXRechnung && $0.loss == .xrechnung)
    }
  }
}

extension Findings {
  mutating func check(_ facts: Facts) {
    let invoice = facts.invoice
    if !invoice.kind.isInvoice {
      append(.noInvoice)
    } else if invoice.hasOtherTaxes {
      append(.otherTaxes)
    } else {
      checkDocument(facts)
      checkParties(facts)
      checkLines(facts)
      checkAllowances(facts)
      checkCategories(facts)
      checkTotals(facts)
    }
    checkPayments(facts)
    apply(LookRules.all, to: facts)
    if facts.format.isXRechnung { apply(XRechnungRules.document, to: facts) }
  }

  private mutating func checkDocument(_ facts: Facts) {
    let invoice = facts.invoice
    apply(DocumentRules.all, to: facts)
    for (index, note) in invoice.notes.enumerated() { apply(DocumentRules.note, to: note, at: at("notes", index)) }
    for (index, preceding) in invoice.preceding.enumerated() {
      apply(DocumentRules.preceding, to: preceding, at: at("preceding", index))
    }
    for (index, attachment) in invoice.attachments.enumerated() {
      apply(DocumentRules.attachment, to: attachment, at: at("attachments", index))
    }
    if let period = invoice.period { apply(DocumentRules.period(line: false), to: period, at: "period") }
  }

  private mutating func checkParties(_ facts: Facts) {
    let invoice = facts.invoice
    if let seller = invoice.seller { checkParty(seller, PartyRules.seller, at: "seller") }
    if let buyer = invoice.buyer { checkParty(buyer, PartyRules.buyer, at: "buyer") }
    if let payee = invoice.payee { apply(PartyRules.payee, to: payee, at: "payee") }
    if let representative = invoice.taxRepresentative {
      apply(PartyRules.representative, to: representative, at: "taxRepresentative")
      apply(PartyRules.address, to: representative.address ?? Address(), at: "taxRepresentative.address")
    }
    if let delivery = invoice.delivery {
      apply(PartyRules.delivery, to: delivery, at: "delivery")
      apply(PartyRules.address, to: delivery.address ?? Address(), at: "delivery.address")
    }
  }

  private mutating func checkParty(_ party: Party, _ rules: [Rule<Party>], at path: String) {
    apply(rules, to: party, at: path)
    apply(PartyRules.address, to: party.address ?? Address(), at: path + ".address")
    for (index, id) in party.ids.enumerated() {
      apply(PartyRules.identifier, to: id, at: path + "." + at("ids", index))
    }
  }

  private mutating func checkLines(_ facts: Facts) {
    for index in facts.invoice.lines.indices {
      let line = facts.invoice.lines[index]
      // Written out for what is wrong alone.
      var path: String { at("lines", index) }
      apply(LineRules.all, to: Part(value: line, facts: facts), at: path)
      if let period = line.period { apply(DocumentRules.period(line: true), to: period, at: path + ".period") }
      for (index, allowance) in line.allowances.enumerated() {
        apply(AllowanceRules.lineAllowance, to: allowance, at: path + "." + at("allowances", index))
      }
      for (index, charge) in line.charges.enumerated() {
        apply(AllowanceRules.lineCharge, to: charge, at: path + "." + at("charges", index))
      }
      for (index, item) in line.classifications.enumerated() {
        apply(LineRules.classification, to: item, at: path + "." + at("classifications", index))
      }
      for (index, item) in line.attributes.enumerated() {
        apply(LineRules.attribute, to: item, at: path + "." + at("attributes", index))
      }
    }
  }

  private mutating func checkAllowances(_ facts: Facts) {
    for (index, allowance) in facts.invoice.allowances.enumerated() {
      apply(AllowanceRules.allowance, to: allowance, at: at("allowances", index))
    }
    for (index, charge) in facts.invoice.charges.enumerated() {
      apply(AllowanceRules.charge, to: charge, at: at("charges", index))
    }
  }

  private mutating func checkPayments(_ facts: Facts) {
    for (index, payment) in facts.invoice.payments.enumerated() {
      let part = Part(value: payment, facts: facts)
      if facts.invoice.kind.isInvoice { apply(PaymentRules.means, to: part, at: at("payments", index)) }
      apply(PaymentRules.printed, to: part, at: at("payments", index))
      if case .refused(let field, let sentence, let advice) = facts.invoice.paymentCode(payment, facts.totals) {
        append(
          Finding(
            rule: "payment-code", field: at("payments", index) + "." + field, sentence: sentence, advice: advice,
            loss: .nothing))
      }
      if facts.format.isXRechnung { apply(XRechnungRules.payment, to: part, at: at("payments", index)) }
    }
  }
}

private func at(_ name: String, _ index: Int) -> String { name + "[" + String(index) + "]" }

extension Invoice {
  /// Whether a tax stands on it that is not VAT.
  var hasOtherTaxes: Bool {
    lines.indices.contains { lines[$0].taxes.contains { !$0.isVAT } }
      || allowances.contains { $0.taxes.contains { !$0.isVAT } }
      || charges.contains { $0.taxes.contains { !$0.isVAT } }
  }
}

extension Finding {
  static let overflow = Finding(
    rule: "digits", field: "", sentence: "A number is too large to calculate with.",
    advice: "Amounts, prices and quantities together may have 38 digits.", loss: .unreadable)
  static let noInvoice = Finding(
    rule: "kind", field: "kind", sentence: "Only invoices and credit notes can be e-invoices.",
    advice: "Nothing is to be done: the document is a plain PDF.", loss: .eInvoice)
  static let otherTaxes = Finding(
    rule: "taxes", field: "", sentence: "Taxes other than VAT have no place in a European e-invoice.",
    advice: "Nothing is to be done: the invoice is a plain PDF.", loss: .eInvoice)
}
