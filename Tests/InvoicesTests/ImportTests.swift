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
    #expect(findings == [])
  }

  @Test("a UBL file older than EN 16931 says a line's tax with its sums, and names the bank itself")
  func oldPlaces() throws {
    var original = Sample.small
    var payment = Payment()
    payment.account = "DE89370400440532013000"
    payment.bic = "COBADEFFXXX"
    original.payments = [payment]
    let written = String(decoding: try original.eInvoice(.ubl), as: UTF8.self)
    let tax = try #require(
      written.firstMatch(of: /<cac:ClassifiedTaxCategory>\s*(?<parts>[\s\S]*?)<\/cac:ClassifiedTaxCategory>\s*/))
    let sums = """
      <cac:TaxTotal><cac:TaxSubtotal><cac:TaxCategory>\(tax.parts)</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
      """
    let old = written.replacing(tax.0, with: "").replacing("<cac:Item>", with: sums + "<cac:Item>")
      .replacing(
        /<cac:FinancialInstitutionBranch>\s*(<cbc:ID>.*?<\/cbc:ID>)/,
        with: { "<cac:FinancialInstitutionBranch><cac:FinancialInstitution>\($0.1)</cac:FinancialInstitution>" })
    try #require(old.contains("<cac:FinancialInstitution>"))
    let (invoice, findings) = Invoice.importing(Array(old.utf8))
    #expect(findings == [])
    #expect(invoice == original)
  }

  @Test("a VAT currency that is the invoice's own says nothing", arguments: [EInvoiceFormat.ubl, .cii])
  func ownCurrency(_ format: EInvoiceFormat) throws {
    let (own, tax) =
      format == .ubl
      ? ("cbc:DocumentCurrencyCode", "cbc:TaxCurrencyCode") : ("ram:InvoiceCurrencyCode", "ram:TaxCurrencyCode")
    let written = String(decoding: try Sample.small.eInvoice(format), as: UTF8.self)
    let old = written.replacing("<\(own)>EUR</\(own)>", with: "<\(own)>EUR</\(own)><\(tax)>EUR</\(tax)>")
    try #require(old != written)
    let (invoice, findings) = Invoice.importing(Array(old.utf8))
    #expect(findings == [])
    #expect(invoice == Sample.small)
  }

  @Test("an invoice of ZUGFeRD 1 is read by its own names")
  func zugferd1() throws {
    var written = String(decoding: try Sample.small.eInvoice(.cii), as: UTF8.self)
    for (later, earlier) in [
      ("rsm:CrossIndustryInvoice", "rsm:CrossIndustryDocument"),
      ("rsm:ExchangedDocumentContext", "rsm:SpecifiedExchangedDocumentContext"),
      ("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"),
      ("rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction"),
      ("ram:ApplicableHeaderTrade", "ram:ApplicableSupplyChainTrade"),
      ("ram:SpecifiedLineTrade", "ram:SpecifiedSupplyChainTrade"),
      ("SettlementHeaderMonetary", "SettlementMonetary"), ("SettlementLineMonetary", "SettlementMonetary"),
      ("ram:RateApplicablePercent", "ram:ApplicablePercent"), ("ram:IssuerAssignedID", "ram:ID"),
    ] {
      written = written.replacing(later, with: earlier)
    }
    let (invoice, findings) = Invoice.importing(Array(written.utf8))
    #expect(findings == [])
    #expect(invoice == Sample.small)
  }

  @Test("an e-invoice inside a PDF is found behind a long comment, packed and as it is", arguments: [true, false])
  func longComment(isPacked: Bool) throws {
    let written = String(decoding: try Sample.small.eInvoice(.cii), as: UTF8.self)
    let comment = "?>\n<!-- " + String(repeating: "Licence. ", count: 1_000) + "-->\n"
    let xml = Array(written.replacing("?>", with: comment, maxReplacements: 1).utf8)
    try #require(xml.count > 9_000)
    // One stored block (RFC 1951, section 3.2.4); the sum at its end is not asked for.
    let count = [UInt8(xml.count & 255), UInt8(xml.count >> 8)]
    let packed = [0x78, 0x01, 0x01] + count + count.map { ~$0 } + xml + [0, 0, 0, 0]
    let pdf = Array("%PDF-1.7\nstream\n".utf8) + (isPacked ? packed : xml) + Array("\nendstream\n".utf8)
    let (invoice, findings) = Invoice.importing(pdf)
    #expect(findings == [])
    #expect(invoice == Sample.small)
  }

  @Test("carriage of an extended profile is a charge; sums of nothing lose nothing")
  func carriage() throws {
    let (invoice, findings) = try imported(
      .cii, "<ram:SpecifiedTradePaymentTerms>",
      """
      <ram:SpecifiedLogisticsServiceCharge><ram:Description>Carriage</ram:Description><ram:AppliedAmount>5.80</ram:AppliedAmount>
      <ram:AppliedTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
      <ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:AppliedTradeTax></ram:SpecifiedLogisticsServiceCharge>
      <ram:Unknown><ram:TotalAmount>0.00</ram:TotalAmount></ram:Unknown><ram:SpecifiedTradePaymentTerms>
      """)
    #expect(findings == [])
    let charge = try #require(invoice.charges.last)
    #expect(charge.reason == "Carriage")
    #expect(charge.amount == Decimal("5.80"))
    #expect(charge.taxes.map(\.rate) == [Decimal("19")])
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

  @Test("UTF-16 is read, in both orders, with a mark and without", arguments: [true, false], [true, false])
  func utf16(isLittle: Bool, hasMark: Bool) throws {
    var original = Sample.small
    original.buyer?.name = "Zażółć 漢 🎉"
    let written = String(decoding: try original.eInvoice(.ubl), as: UTF8.self).replacing("UTF-8", with: "UTF-16")
    try #require(written.contains("encoding=\"UTF-16\""))
    let units = (hasMark ? [0xFEFF] : []) + Array(written.utf16)
    let bytes = units.flatMap { unit in
      isLittle ? [UInt8(unit & 255), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 255)]
    }
    let (invoice, findings) = Invoice.importing(bytes)
    #expect(findings == [] && invoice == original)
    // Half a character more, and a surrogate that stands alone.
    #expect(Invoice.importing(bytes + [0x20]).invoice == nil)
    #expect(Invoice.importing(bytes + (isLittle ? [0x00, 0xD8] : [0xD8, 0x00])).invoice == nil)
  }

  @Test("a PDF is one behind what some servers put before it; an encrypted one is called so")
  func unusualPDF() throws {
    let xml = try Sample.small.eInvoice(.cii)
    let pdf = Array("%PDF-1.7\nstream\n".utf8) + xml + Array("\nendstream\n".utf8)
    #expect(Invoice.importing(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + pdf).invoice == Sample.small)
    let closed = Array("%PDF-1.7\nstream\nsecret\nendstream\ntrailer<</Encrypt 5 0 R>>".utf8)
    #expect(Invoice.importing(closed).findings.first?.sentence.contains("encrypted") == true)
    #expect(Invoice.importing(Array("%PDF-1.7\n".utf8)).findings.first?.rule == "e-invoice")
  }
}
