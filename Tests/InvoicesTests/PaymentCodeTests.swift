import Foundation
import Invoices
import Testing
import Values

@Suite("Payment codes")
struct PaymentCodeTests {
  private func transfer(_ qr: PaymentCode) -> Invoice {
    var invoice = Sample.small
    invoice.payments = [Sample.transfers[0]]
    invoice.payments[0].qr = qr
    return invoice
  }

  private func contents(_ invoice: Invoice) throws -> PaymentCodeContents? {
    invoice.paymentCode(invoice.payments[0], try Totals(of: invoice))
  }

  @Test("for SEPA name account, amount and reference as EPC069-12 orders them")
  func epc() throws {
    var invoice = transfer(.epc)
    #expect(
      try contents(invoice)
        == .payload("BCD\n002\n1\nSCT\nSOLADEST600\nFactor Bank\nDE75512108001245126199\nEUR24.99\n\n\n1"))
    invoice.paymentReference = "RF18 5390 0754 7034"
    #expect(
      try contents(invoice)
        == .payload(
          "BCD\n002\n1\nSCT\nSOLADEST600\nFactor Bank\nDE75512108001245126199\nEUR24.99\n\nRF18539007547034\n"))
  }

  @Test("that no bank would take are refused at their field")
  func refused() throws {
    var invoice = transfer(.epc)
    invoice.currency = "USD"
    #expect(
      invoice.check().contains { $0.rule == "payment-code" && $0.field == "payments[0].qr" && $0.loss == .nothing })
    invoice = transfer(.epc)
    invoice.payments[0].account = "DE00512108001245126199"
    #expect(invoice.check().contains { $0.rule == "payment-code" && $0.field == "payments[0].account" })
    invoice = transfer(.swiss)
    #expect(invoice.check().contains { $0.rule == "payment-code" && $0.field == "payments[0].account" })
  }

  @Test("of Switzerland keep QR-IBAN and reference together")
  func swiss() throws {
    var invoice = transfer(.swiss)
    invoice.currency = "CHF"
    invoice.seller?.address?.country = "CH"
    invoice.payments[0].account = "CH44 3199 9123 0008 8901 2"
    invoice.paymentReference = "21 00000 00003 13947 14300 09017"
    let expected = [
      "SPC", "0200", "1", "CH4431999123000889012", "S", "Factor Bank", "1 Main Street", "", "10115", "Somewhere", "CH",
      "", "", "", "", "", "", "", "24.99", "CHF", "S", "Buyer", "1 Main Street", "", "10115", "Somewhere", "FR", "QRR",
      "210000000003139471430009017", "1", "EPD",
    ]
    #expect(try contents(invoice) == .payload(expected.joined(separator: "\n")))
    invoice.paymentReference = "210000000003139471430009018"
    #expect(try contents(invoice) != .payload(expected.joined(separator: "\n")))
    #expect(invoice.check().contains { $0.rule == "payment-code" })
    invoice.payments[0].account = "CH5604835012345678009"
    #expect(invoice.check().contains { $0.rule == "payment-code" } == false)
    invoice.paymentReference = "RF18539007547034"
    #expect(invoice.check().contains { $0.rule == "payment-code" } == false)
  }

  @Test("are read by another’s decoder, in every version", .timeLimit(.minutes(5)))
  func decoded() throws {
    var rows: [String] = []
    var texts: [String] = []
    for version in 1...40 {
      let text = String(repeating: "aB3/ü€\n", count: 400)
      // The longest prefix that fits into the version.
      var (low, high) = (0, 2400)
      while low < high {
        let middle = (low + high + 1) / 2
        if QRCode(Array(text.utf8.prefix(middle)), largest: version) == nil { high = middle - 1 } else { low = middle }
      }
      let bytes = String(decoding: text.utf8.prefix(low), as: UTF8.self).unicodeScalars.filter { $0.value != 0xFFFD }
      let payload = String(String.UnicodeScalarView(bytes))
      let code = try #require(QRCode(Array(payload.utf8), largest: version))
      #expect(code.version == version)
      texts.append(payload)
      rows.append(
        (0..<code.size).map { y in String((0..<code.size).map { x in code[x, y] ? "1" : "0" }) }.joined(separator: ","))
    }
    #expect(try QRDecoding.decode(rows) == texts)
  }
}
