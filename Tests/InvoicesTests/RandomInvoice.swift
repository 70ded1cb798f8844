/// Random invoices that keep EN 16931, for properties that must hold for all of them.

import Invoices
import Values

/// SplitMix64: the same seed gives the same invoice everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

enum RandomInvoice {
  static func make(seed: UInt64) -> Invoice {
    var generator = SeededGenerator(state: seed)
    var invoice = Sample.full
    if Bool.random(using: &generator) { invoice.kind = .creditNote }
    if invoice.kind == .invoice, Int.random(in: 0..<4, using: &generator) == 0 { invoice.typeCode = "389" }
    let count = Int.random(in: 1...12, using: &generator)
    invoice.lines = (0..<count).map { _ in line(&generator) }
    invoice.allowances = (0..<Int.random(in: 0...2, using: &generator)).map { _ in allowance(&generator, taxed: true) }
    invoice.charges = (0..<Int.random(in: 0...2, using: &generator)).map { _ in allowance(&generator, taxed: true) }
    invoice.payments = [Sample.transfers, [Sample.debit], [Sample.card]].randomElement(using: &generator) ?? []
    if !uses(invoice, .exempt) { invoice.exemptions = [] }
    if Bool.random(using: &generator) { invoice.prepaid = nil }
    if Bool.random(using: &generator) { invoice.rounding = nil }
    if Bool.random(using: &generator) { invoice.references = nil }
    if Bool.random(using: &generator) { invoice.taxPointCode = nil }
    return invoice
  }

  static func amount(_ generator: inout SeededGenerator, scale: Int, upTo limit: Int) -> Decimal {
    Decimal(coefficient: Int128(Int.random(in: 0...limit, using: &generator)), scale: scale) ?? .zero
  }

  private static func tax(_ generator: inout SeededGenerator) -> Tax {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: Tax(.exempt)
    case 1: Tax(.zero)
    case 2: Tax(.reverseCharge)
    case 3: Tax(.standard, rate: decimal("7"))
    case 4: Tax(.standard, rate: decimal("8.1"))
    default: Tax(.standard, rate: decimal("19"))
    }
  }

  private static func line(_ generator: inout SeededGenerator) -> Line {
    var line = Sample.line("Item", quantity: "1", price: "1", tax(&generator))
    line.quantity = amount(&generator, scale: Int.random(in: 0...4, using: &generator), upTo: 100_000)
    if Int.random(in: 0..<6, using: &generator) == 0 { line.quantity = line.quantity.map { -$0 } }
    line.price = amount(&generator, scale: Int.random(in: 0...6, using: &generator), upTo: 1_000_000)
    if Bool.random(using: &generator) { line.priceBase = Decimal(Int64.random(in: 1...1000, using: &generator)) }
    if Bool.random(using: &generator) { line.allowances = [allowance(&generator, taxed: false)] }
    if Bool.random(using: &generator) { line.charges = [allowance(&generator, taxed: false)] }
    return line
  }

  private static func allowance(_ generator: inout SeededGenerator, taxed: Bool) -> AllowanceCharge {
    var item = AllowanceCharge()
    item.reason = "Reason"
    if taxed { item.taxes = [tax(&generator)] }
    if Bool.random(using: &generator) {
      item.amount = amount(&generator, scale: 2, upTo: 10_000)
    } else {
      item.base = amount(&generator, scale: 2, upTo: 100_000)
      item.percent = amount(&generator, scale: 2, upTo: 10_000)
    }
    return item
  }

  static func uses(_ invoice: Invoice, _ category: TaxCategory) -> Bool {
    (invoice.lines.flatMap(\.taxes) + (invoice.allowances + invoice.charges).flatMap(\.taxes))
      .contains { $0.category == category }
  }
}
