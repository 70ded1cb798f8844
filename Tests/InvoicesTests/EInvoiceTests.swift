import Foundation
import Invoices
import Testing
import Values

@Suite("An e-invoice")
struct EInvoiceTests {
  static let formats: [EInvoiceFormat] = [.cii, .ubl, .xrechnung, .xrechnungUBL]

  @Test("that was written and read again is the same invoice", arguments: formats)
  func roundTrip(format: EInvoiceFormat) throws {
    for original in [Sample.small, Sample.full] + (1...200).map({ RandomInvoice.make(seed: $0) }) {
      let (invoice, findings) = Invoice.importing(try original.eInvoice(format))
      #expect(findings == [])
      #expect(invoice?.json.text == original.json.text)
      guard invoice?.json.text == original.json.text, findings.isEmpty else { return }
    }
  }

  @Test("of every kind keeps schema and schematron, and a wrong total does not", .timeLimit(.minutes(5)))
  func schematron() throws {
    try SchematronRun.inFolder { run in
      for (index, invoice) in ([Sample.small, Sample.full] + (1...12).map { RandomInvoice.make(seed: $0) }).enumerated()
      {
        #expect(invoice.check().filter { $0.loss == .eInvoice } == [])
        for format in [EInvoiceFormat.cii, .ubl] {
          try run.add("\(index)-\(format.rawValue).xml", invoice.eInvoice(format))
        }
      }
      var wrong = Sample.small
      wrong.totals = StatedTotals()
      wrong.totals?.withTax = decimal("1.00")
      try run.add("wrong.xml", wrong.eInvoice(.cii))
      var findings = try run.findings()
      #expect(findings.removeValue(forKey: "wrong.xml")?.contains("BR-CO-15") == true)
      #expect(findings == [:])
      #expect(run.checked >= 29)
    }
  }
}
