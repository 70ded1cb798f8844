/// What the editor shows while a person types: every finding at its field, and what the invoice adds up to.

internal import Invoices
internal import Values

struct InvoiceReport {
  private let findings: [Finding]
  private let totals: Totals?
  private let eInvoice: Bool

  /// An invoice as JSON, which is held to the rules of EN 16931, or `{"format": …, "invoice": …}`, to those of the format too.
  init(_ input: [UInt8], _ shelf: inout FontShelf) throws(CoreRefusal) {
    let json: JSON
    do { json = try JSON.parse(input) } catch {
      self.init(findings: Invoice.read(input).findings, totals: nil, eInvoice: false)
      return
    }
    guard let named = json["format"], let written = json["invoice"] else {
      try self.init(json, .cii, &shelf)
      return
    }
    guard let format = named.string.flatMap({ EInvoiceFormat(rawValue: $0) }) else { throw .badRequest }
    try self.init(written, format, &shelf)
  }

  private init(_ written: JSON, _ format: EInvoiceFormat, _ shelf: inout FontShelf) throws(CoreRefusal) {
    let (invoice, unread) = Invoice.read(written)
    var findings = unread + invoice.check(for: format)
    if let logo = try shelf.logo(of: invoice.look), logo.image == nil { findings.append(.logo) }
    self.init(
      findings: findings, totals: InvoiceReport.totals(of: invoice),
      eInvoice: Invoice.allowsEInvoice(findings, format))
  }

  private init(findings: [Finding], totals: Totals?, eInvoice: Bool) {
    self.findings = findings
    self.totals = totals
    self.eInvoice = eInvoice
  }

  /// Nil when a number is too large; a finding says so.
  private static func totals(of invoice: Invoice) -> Totals? {
    do { return try Totals(of: invoice) } catch { return nil }
  }

  /// `{"findings": […], "eInvoice": …, "totals": …}`; amounts are decimals as text.
  var json: JSON {
    [
      "findings": .array(findings.map { $0.json }), "eInvoice": .bool(eInvoice),
      "totals": totals.map { $0.report } ?? .null,
    ]
  }
}

extension Totals {
  /// The sums under the names that the model gives to stated ones, and the amount of each line.
  fileprivate var report: JSON {
    [
      "nets": nets.report, "allowanceAmounts": allowanceAmounts.report, "chargeAmounts": chargeAmounts.report,
      "lines": lines.report, "allowances": allowances.report, "charges": charges.report,
      "withoutTax": withoutTax.report, "taxes": .array(taxes.map { $0.report }), "tax": tax.report,
      "withTax": withTax.report, "due": due.report,
    ]
  }
}

extension TaxTotal {
  fileprivate var report: JSON {
    [
      "name": tax.name.map { .string($0) } ?? .null, "category": .string(tax.category.rawValue),
      "rate": tax.rate.map { $0.report } ?? .null, "base": base.report, "amount": amount.report,
    ]
  }
}

extension Decimal {
  fileprivate var report: JSON { .string(description) }
}

extension [Decimal] {
  fileprivate var report: JSON { .array(map { $0.report }) }
}

/// JSON, or an e-invoice as XML or inside a PDF.
func readInvoice(_ input: [UInt8]) throws(CoreRefusal) -> [UInt8] {
  let kind = InvoiceFileKind(input)
  let (invoice, findings) =
    kind == .pdf || kind == .xml ? Invoice.importing(input) : Invoice.read(input)
  guard let invoice else {
    throw CoreRefusal(code: "unreadable", sentence: findings.first?.sentence ?? "This file holds no invoice.")
  }
  let answer: JSON = ["invoice": invoice.json, "findings": .array(findings.map { $0.json })]
  return answer.bytes
}
