import Invoices
import PDF
import Testing
import Values

@Suite("The watermark")
struct WatermarkTests {
  private func pages(_ invoice: Invoice, watermark: Bool) throws -> [Page] {
    try invoice.pages(Fixtures.fonts.get(), Totals(of: invoice), watermark: watermark).pages
  }

  private func invoice(_ language: String, lines: Int = 60) -> Invoice {
    var invoice = Sample.small
    var look = Look()
    look.language = language
    invoice.look = look
    invoice.lines = (1...lines).map {
      Sample.line("Item \($0)", quantity: "1", price: "2", Tax(.standard, rate: decimal("19")))
    }
    return invoice
  }

  @Test(
    "stands once at the foot of each page, and nothing else changes",
    arguments: ["en", "de", "de-CH", "fr", "es", "it", "nl", "pl", "pt", "ar", "he"])
  func eachPage(language: String) throws {
    let plain = try pages(invoice(language), watermark: false)
    let marked = try pages(invoice(language), watermark: true)
    #expect(plain.count > 1 && marked.count == plain.count)
    for (with, without) in zip(marked, plain) {
      let lines = with.texts.filter { $0.contains("Freehold") }
      #expect(lines.count == 1)
      #expect(with.texts.count == without.texts.count + 1)
      for case .text(let run) in with.everyItem where run.text.contains("Freehold") {
        #expect(run.origin.y > with.size.height - .millimetres(20) && run.origin.y < with.size.height - .millimetres(8))
      }
    }
  }

  @Test("stands above a Swiss payment part, which is left as prescribed")
  func swiss() throws {
    var sample = invoice("de", lines: 2)
    sample.currency = "CHF"
    sample.seller = Sample.party("Hofladen GmbH", country: "CH", vatId: nil)
    sample.payments = [Payment()]
    sample.payments[0].account = "CH9300762011623852957"
    sample.payments[0].qr = .swiss
    let (plain, marked) = (try pages(sample, watermark: false), try pages(sample, watermark: true))
    #expect(plain.count == 1 && marked.count == 1)
    #expect(marked[0].texts.contains("Zahlteil"))
    #expect(marked[0].texts.filter { !$0.contains("Freehold") } == plain[0].texts)
    let line = try #require(
      marked[0].everyItem.compactMap { item -> Points? in
        if case .text(let run) = item, run.text.contains("Freehold") { run.origin.y } else { nil }
      }.first)
    #expect(line < marked[0].size.height - .millimetres(105))
  }
}
