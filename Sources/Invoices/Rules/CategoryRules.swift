/// The rules of the VAT categories (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG, BR-B): nine families of the
/// same ten rules, so they are made from what differs.

internal import Values

/// What a category asks for.
struct CategoryFamily {
  let category: TaxCategory
  /// `BR-S`.
  let id: String
  /// As a person calls it.
  let name: String

  static let all: [CategoryFamily] = [
    CategoryFamily(category: .standard, id: "BR-S", name: "standard-rated"),
    CategoryFamily(category: .zero, id: "BR-Z", name: "zero-rated"),
    CategoryFamily(category: .exempt, id: "BR-E", name: "exempt"),
    CategoryFamily(category: .reverseCharge, id: "BR-AE", name: "reverse-charge"),
    CategoryFamily(category: .intraCommunity, id: "BR-IC", name: "intra-Community"),
    CategoryFamily(category: .export, id: "BR-G", name: "export"),
    CategoryFamily(category: .outsideScope, id: "BR-O", name: "outside the scope of VAT"),
    CategoryFamily(category: .canaryIslands, id: "BR-AF", name: "IGIC"),
    CategoryFamily(category: .ceutaMelilla, id: "BR-AG", name: "IPSI"),
  ]

  /// -05, -06, -07: what is wrong with the rate, if anything.
  func wrongRate(_ rate: Decimal?, _ format: EInvoiceFormat) -> String? {
    switch category {
    case .standard:
      guard let rate, !rate.isZero, !rate.isNegative else { return "A standard rate is more than 0 %." }
      return nil
    case .canaryIslands, .ceutaMelilla:
      guard let rate, !rate.isNegative else { return "The rate is missing." }
      // The standard and the rules for UBL allow it.
      let isRefused = category == .canaryIslands && rate.isZero && !format.isUBL
      return isRefused ? "A CII e-invoice takes no IGIC of 0 %." : nil
    case .outsideScope: return rate == nil ? nil : "What is outside the scope of VAT has no rate, not even 0 %."
    default: return rate.map { $0.isZero } ?? true ? nil : "The rate of this category is 0 %."
    }
  }

  /// -02, -03, -04: which identifiers are missing or too many.
  func missingIds(_ invoice: Invoice) -> (field: String, sentence: String, advice: String)? {
    let seller = invoice.seller?.vatId != nil || invoice.taxRepresentative?.vatId != nil
    let buyer = invoice.buyer
    switch category {
    case .outsideScope:
      guard seller || buyer?.vatId != nil else { return nil }
      return (
        "seller.vatId", "An invoice outside the scope of VAT names no VAT identifiers.",
        "Remove those of seller and buyer."
      )
    case .reverseCharge where buyer?.vatId == nil && buyer?.legalId?.id == nil:
      return ("buyer.vatId", "The buyer owes the VAT but has no VAT identifier.", "Enter it.")
    case .intraCommunity where buyer?.vatId == nil:
      return ("buyer.vatId", "The buyer in another country has no VAT identifier.", "Enter it.")
    case .intraCommunity where !seller, .export where !seller:
      return ("seller.vatId", "The seller's VAT identifier is missing.", "Enter it.")
    default:
      guard !seller, invoice.seller?.taxId == nil else { return nil }
      return ("seller.vatId", "The seller has neither a VAT identifier nor a tax number.", "Enter one of them.")
    }
  }

  /// -10: these must say why no VAT is paid; the others must not.
  var needsReason: Bool {
    switch category {
    case .exempt, .reverseCharge, .intraCommunity, .export, .outsideScope: true
    default: false
    }
  }
}

extension Findings {
  mutating func checkCategories(_ facts: Facts) {
    for family in CategoryFamily.all where facts.uses(family.category) {
      checkRates(family, facts)
      checkIds(family, facts)
      checkBreakdown(family, facts)
      checkReason(family, facts)
    }
    if facts.uses(.intraCommunity) { checkDelivery(facts) }
    if facts.uses(.outsideScope) { checkNothingBeside(facts) }
    if facts.uses(.splitPayment) { checkSplitPayment(facts) }
  }

  @inline(never)
  private mutating func add(_ rule: String, _ field: String, _ sentence: String, _ advice: String) {
    append(Finding(rule: rule, field: field, sentence: sentence, advice: advice, loss: .eInvoice))
  }

  private mutating func checkRates(_ family: CategoryFamily, _ facts: Facts) {
    let invoice = facts.invoice
    for index in invoice.lines.indices {
      checkRate(invoice.lines[index].taxes, family, facts, "-05", "lines", index)
    }
    for (index, allowance) in invoice.allowances.enumerated() {
      checkRate(allowance.taxes, family, facts, "-06", "allowances", index)
    }
    for (index, charge) in invoice.charges.enumerated() {
      checkRate(charge.taxes, family, facts, "-07", "charges", index)
    }
  }

  private mutating func checkRate(
    _ taxes: [Tax], _ family: CategoryFamily, _ facts: Facts, _ rule: String, _ list: String, _ place: Int
  ) {
    for (index, tax) in taxes.enumerated() where tax.category == family.category {
      guard let sentence = family.wrongRate(tax.rate, facts.format) else { continue }
      add(
        family.id + rule, list + "[" + String(place) + "].taxes[" + String(index) + "].rate", sentence,
        "Correct the rate or choose another category.")
    }
  }

  private mutating func checkIds(_ family: CategoryFamily, _ facts: Facts) {
    guard let missing = family.missingIds(facts.invoice) else { return }
    let place =
      facts.invoice.lines.contains { $0.taxes.contains { $0.category == family.category } }
      ? "-02"
      : facts.invoice.allowances.contains { $0.taxes.contains { $0.category == family.category } } ? "-03" : "-04"
    add(family.id + place, missing.field, missing.sentence, missing.advice)
  }

  /// -01, -08 and -09. They can only be broken by what another program stated.
  private mutating func checkBreakdown(_ family: CategoryFamily, _ facts: Facts) {
    guard facts.invoice.totals?.taxes.isEmpty == false else { return }
    let shown = facts.totals.taxes.filter { $0.tax.isVAT && $0.tax.category == family.category }
    let isOne = family.category != .standard && family.category != .canaryIslands && family.category != .ceutaMelilla
    if shown.isEmpty || (isOne && shown.count > 1) {
      add(
        family.id + "-01", "totals.taxes", "What is " + family.name + " has no line of its own in the VAT breakdown.",
        "Remove the stated breakdown: it is computed.")
    }
    for (index, total) in facts.totals.taxes.enumerated() where total.tax.category == family.category {
      checkSums(of: total, family, facts, at: "totals.taxes[" + String(index) + "]")
    }
  }

  private mutating func checkSums(of total: TaxTotal, _ family: CategoryFamily, _ facts: Facts, at path: String) {
    let right = facts.computed.taxes.first { $0.tax.isSame(as: total.tax) }
    if right?.base != total.base {
      add(
        family.id + "-08", path + ".base",
        "The lines taxed so come to " + (right?.base ?? .zero).description + ", not to " + total.base.description + ".",
        "Remove the stated breakdown: it is computed.")
    }
    if !total.isWithinTolerance {
      add(
        family.id + "-09", path + ".amount", "The VAT is not the taxable amount × the rate.",
        "Remove the stated breakdown: it is computed.")
    }
  }

  private mutating func checkReason(_ family: CategoryFamily, _ facts: Facts) {
    let written = facts.invoice.exemptions.firstIndex { $0.category == family.category }
    let path = written.map { "exemptions[" + String($0) + "]" } ?? "exemptions"
    let exemption = facts.invoice.exemption(of: family.category)
    let says = exemption.reason != nil || exemption.code != nil
    if family.needsReason, !says {
      add(
        family.id + "-10", path, "It is not said why no VAT is paid on what is " + family.name + ".",
        "Enter the reason as your tax adviser words it.")
    } else if !family.needsReason, says {
      add(family.id + "-10", path, "What is " + family.name + " needs no reason for paying no VAT.", "Remove it.")
    }
    if let code = exemption.code, !CodeLists.exemptions.contains(code) {
      add("BR-CL-22", path + ".code", "There is no such reason code.", "Use a VATEX code, or words.")
    }
  }

  private mutating func checkDelivery(_ facts: Facts) {
    let invoice = facts.invoice
    if invoice.delivery?.date == nil, invoice.period?.start == nil, invoice.period?.end == nil {
      add("BR-IC-11", "delivery.date", "The day of delivery to the other country is missing.", "Enter it.")
    }
    if invoice.delivery?.address?.country == nil {
      add("BR-IC-12", "delivery.address.country", "The country of delivery is missing.", "Enter its code.")
    }
  }

  private mutating func checkNothingBeside(_ facts: Facts) {
    let rules = [("lines", "BR-O-12"), ("allowances", "BR-O-13"), ("charges", "BR-O-14")]
    let others = [
      facts.invoice.lines.contains { $0.taxes.contains { $0.category != .outsideScope } },
      facts.invoice.allowances.contains { $0.taxes.contains { $0.category != .outsideScope } },
      facts.invoice.charges.contains { $0.taxes.contains { $0.category != .outsideScope } },
    ]
    for (index, (field, rule)) in rules.enumerated() where others[index] {
      add(
        rule, field, "What is outside the scope of VAT cannot stand beside what is within it.",
        "Write two invoices, or choose exempt (E).")
    }
    if facts.totals.taxes.contains(where: { $0.tax.category != .outsideScope }) {
      add(
        "BR-O-11", "lines", "The VAT breakdown has other categories beside “outside the scope”.", "Write two invoices.")
    }
  }

  private mutating func checkSplitPayment(_ facts: Facts) {
    let countries = [
      facts.invoice.seller?.address?.country, facts.invoice.buyer?.address?.country,
      facts.invoice.delivery?.address?.country,
    ]
    if countries.contains(where: { $0 != nil && $0 != "IT" }) {
      add("BR-B-01", "lines", "Split payment exists within Italy only.", "Choose another category.")
    }
    if facts.uses(.standard) {
      add("BR-B-02", "lines", "Split payment and standard rate exclude each other.", "Write two invoices.")
    }
  }
}

extension Facts {
  func uses(_ category: TaxCategory) -> Bool {
    computed.taxes.contains { $0.tax.isVAT && $0.tax.category == category }
      || totals.taxes.contains { $0.tax.isVAT && $0.tax.category == category }
  }
}

extension TaxTotal {
  /// Within one unit of the currency, as the validation artefacts compare (BR-CO-17, BR-S-09).
  var isWithinTolerance: Bool {
    do {
      let difference = try base.percent(tax.rate ?? .zero).rounded(to: 2) - amount
      return tax.rate?.isZero ?? true ? amount.isZero : difference < Decimal(1) && difference > Decimal(-1)
    } catch {
      return false
    }
  }
}
