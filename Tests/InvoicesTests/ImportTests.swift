import Invoices
import Testing
import Values

@Suite("Importing")
struct ImportTests {
  /// `Sample.full` in UBL or CII with `old` written as `new`.
  private func imported(_ format: EInvoiceFormat, _ old: String, _ new: String) throws -> (Invoice, [Finding]) {
    let written = String(decoding: try Sample.full.eInvoice(format), as: UTF8.self)
    try #require(written.contains(old))
    let (invoice, findings) = Invoice.importing(Array(written.replacing(old, with: new).utf8))
    return (try #require(invoice), findings)
  }

  @Test("a UBL file older than EN 16931 finds the parties' names where it has them")
  func oldNames() throws {
    let name = try #require(Sample.full.buyer?.name)
    let registered = "<cbc:RegistrationName>\(name)</cbc:RegistrationName>"
    let written = String(decoding: try Sample.full.eInvoice(.ubl), as: UTF8.self)
    try #require(written.contains(registered))
    let (invoice, findings) = Invoice.importing(Array(written.replacing(registered, with: "").utf8))
    let buyer = try #require(invoice?.buyer)
    #expect(buyer.name == Sample.full.buyer?.tradingName)
    #expect(buyer.tradingName == nil)
    #expect(findings.count <= 1)
  }

  @Test("a discount of nothing on a price loses nothing")
  func noDiscount() throws {
    var original = Sample.small
    original.lines[0].grossPrice = original.lines[0].price
    original.lines[0].price = nil
    original.lines[0].priceDiscount = .zero
    let (invoice, findings) = Invoice.importing(try original.eInvoice(.cii))
    #expect(findings == [])
    #expect(invoice?.lines[0].priceDiscount == .zero)
  }
}
