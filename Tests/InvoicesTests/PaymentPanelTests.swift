import Foundation
import Invoices
import PDF
import Testing
import Values

@Suite("How an invoice is paid")
struct PaymentPanelTests {
  private func document(_ kind: Kind, _ qr: PaymentCode, currency: String = "EUR") -> Invoice {
    var invoice = Sample.small
    invoice.kind = kind
    invoice.currency = currency
    invoice.payments = [Sample.transfers[0]]
    invoice.payments[0].qr = qr
    invoice.payments[0].accountName = nil
    invoice.payments[0].link = "https://pay.example/1"
    if qr == .swiss {
      invoice.payments[0].account = "CH5604835012345678009"
      invoice.seller?.address?.country = "CH"
    }
    return invoice
  }

  private func links(_ pages: [Page]) -> Int {
    pages.reduce(0) { $0 + $1.everyItem.count { if case .link = $0 { true } else { false } } }
  }

  @Test("is asked for by invoices and pro formas alone", arguments: Kind.allCases)
  func asks(kind: Kind) throws {
    let asks = kind.isInvoice && kind != .creditNote || kind == .proForma
    for qr in [PaymentCode.epc, .link, .none] {
      let pages = try Fixtures.pages(document(kind, qr))
      let texts = pages.flatMap(\.texts)
      let panel = texts.contains("Scan to pay") || texts.contains("Pay online") || texts.contains("Due")
      #expect(panel == asks, "\(kind) \(qr)")
      #expect((links(pages) > 0) == asks)
      if !asks { #expect(!texts.contains("Amount due") && !texts.contains("Account holder")) }
    }
    let bill = try Fixtures.pages(document(kind, .swiss, currency: "CHF")).flatMap(\.texts)
    #expect(bill.contains("Payment part") == asks)
  }

  @Test("is no question of a document that asks for nothing: no code of it is refused")
  func noCode() throws {
    var note = document(.creditNote, .epc)
    note.payments[0].account = "DE00512108001245126199"
    #expect(!note.check().contains { $0.rule == "payment-code" })
    #expect(note.paymentCode(note.payments[0], try Totals(of: note)) == nil)
  }

  @Test("by a credit note names the customer’s account as a refund, never the seller’s own")
  func refund() throws {
    var note = document(.creditNote, .epc)
    #expect(!(try Fixtures.pages(note)).flatMap(\.texts).contains("Refund"))
    note.payments[0].accountName = "Buyer"
    let texts = try Fixtures.pages(note).flatMap(\.texts)
    #expect(texts.contains("Refund") && texts.contains("Buyer"))
    #expect(!texts.contains("Amount due") && !texts.contains("Scan to pay"))
    // The foot is the seller's.
    #expect(texts.count { $0.contains("DE75") } == 1)
  }

  @Test("names an account as what it is", arguments: ["000123456789", "GB29NWBK60161331926819"])
  func account(number: String) throws {
    var invoice = document(.invoice, .none)
    invoice.payments[0].account = number
    let texts = try Fixtures.pages(invoice).flatMap(\.texts)
    let isIBAN = number.hasPrefix("GB")
    #expect(texts.contains("IBAN") == isIBAN)
    #expect(texts.contains("Account") == !isIBAN)
    #expect(texts.contains { $0.hasPrefix("IBAN ") } == isIBAN)
  }

  @Test("opens pages of the web alone", arguments: ["javascript:alert(1)", "file:///etc/passwd", "https://a.example/"])
  func link(address: String) throws {
    var invoice = document(.invoice, .none)
    invoice.payments[0].link = address
    let isWeb = address.hasPrefix("https:")
    #expect((links(try Fixtures.pages(invoice)) == 1) == isWeb)
    let finding = invoice.check().first { $0.rule == "link" }
    #expect((finding == nil) == isWeb)
    #expect(isWeb || finding?.field == "payments[0].link" && finding?.loss == .nothing)
  }

  @Test("says what is too much for a code")
  func tooMuch() throws {
    var invoice = document(.invoice, .epc)
    invoice.lines[0].price = decimal("999999999.99")
    let finding = try #require(invoice.check().first { $0.rule == "payment-code" })
    #expect(finding.sentence.contains("999,999,999.99"))
  }
}
