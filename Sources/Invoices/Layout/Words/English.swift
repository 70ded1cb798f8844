extension Words {
  static let english = Words(
    invoice: "Invoice", creditNote: "Credit note", correctedInvoice: "Corrected invoice",
    prepaymentInvoice: "Prepayment invoice", proForma: "Pro forma invoice", quote: "Quote", receipt: "Receipt",
    number: "Number", date: "Date", due: "Due", validUntil: "Valid until", delivered: "Delivered", period: "Period",
    customer: "Customer", yourReference: "Your reference", order: "Order", contract: "Contract", project: "Project",
    deliveryNote: "Delivery note", refersTo: "Refers to", vatId: "VAT ID", taxId: "Tax no.",
    deliveryAddress: "Delivery address", position: "#", description: "Description", quantity: "Quantity",
    price: "Price", tax: "VAT", amount: "Amount", article: "Article", allowance: "Allowance", charge: "Charge",
    per: "per", subtotal: "Subtotal", withoutTax: "Total without VAT", on: "on", total: "Total",
    prepaid: "Already paid",
    rounding: "Rounding", amountDue: "Amount due", refund: "Amount credited", carriedForward: "Carried forward",
    broughtForward: "Brought forward", page: "Page {1} of {2}", payment: "Payment", holder: "Account holder",
    reference: "Reference", scan: "Scan to pay", payOnline: "Pay online", card: "Paid by card ending in",
    directDebit: "The amount will be debited from {1} under mandate {2}.",
    reverseCharge: "Reverse charge: the recipient owes the VAT.",
    intraCommunity: "VAT-exempt intra-Community supply.", export: "VAT-exempt export.",
    outsideScope: "Not subject to VAT.", exempt: "Exempt from VAT.",
    units: [
      UnitWord("HUR", "hour", "hours"), UnitWord("DAY", "day", "days"), UnitWord("MIN", "minute", "minutes"),
      UnitWord("WEE", "week", "weeks"), UnitWord("MON", "month", "months"), UnitWord("ANN", "year", "years"),
      UnitWord("H87", "pc", "pcs"), UnitWord("EA", "pc", "pcs"), UnitWord("SET", "set", "sets"),
      UnitWord("LS", "flat", "flat"), UnitWord("XPK", "pack", "packs"), UnitWord("NAR", "article", "articles"),
    ])
}
