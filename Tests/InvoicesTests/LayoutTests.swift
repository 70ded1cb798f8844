import Foundation
import PDF
import ProcessTesting
import Testing
import Values

@testable import Invoices

@Suite("An invoice’s pages")
struct LayoutTests {
  private func long(_ count: Int) -> Invoice {
    var invoice = Sample.small
    invoice.lines = (1...count).map {
      Sample.line("Item \($0)", quantity: "\($0)", price: "1.25", Tax(.standard, rate: decimal("19")))
    }
    return invoice
  }

  @Test(
    "repeat the table’s head, carry the sum over, and keep the last line with the totals", arguments: [25, 26, 60, 300])
  func carried(count: Int) throws {
    let invoice = long(count)
    let pages = try Fixtures.pages(invoice)
    let totals = try Totals(of: invoice)
    var sum = Decimal.zero
    var next = 0
    for (index, page) in pages.enumerated() {
      let texts = page.texts
      #expect(texts.contains("Page \(index + 1) of \(pages.count)"))
      guard texts.contains("Description") else { continue }
      if index > 0 { #expect(texts.contains("Brought forward")) }
      while next < count, texts.contains("Item \(next + 1)") {
        sum = try sum + totals.nets[next]
        next += 1
      }
      if next < count {
        let place = try #require(texts.firstIndex(of: "Carried forward"))
        #expect(texts[place + 1].filter { $0 != "," } == sum.description)
      }
    }
    #expect(next == count)
    let last = try #require(pages.first { $0.texts.contains("Amount due") })
    #expect(last.texts.contains("Item \(count)"))
  }

  @Test("are as few as less air makes them, whatever was foreseen", arguments: Template.allCases)
  func fewest(template: Template) throws {
    var (tried, spared) = (0, 0)
    for count in 1...60 {
      for payments in [[], Sample.transfers, [Sample.card]] {
        var invoice = long(count)
        invoice.payments = payments
        invoice.look = Look()
        invoice.look?.template = template
        let totals = try Totals(of: invoice)
        let normal = try InvoiceLayout(invoice, totals, Fixtures.fonts.get(), .normal)
        let pages = try normal.pages().pages.count
        guard normal.endsWithLittle else { continue }
        tried += 1
        if normal.mayShrink { continue }
        spared += 1
        #expect(try InvoiceLayout(invoice, totals, Fixtures.fonts.get(), .tight).pages().pages.count == pages)
      }
    }
    #expect(spared > 0 && spared < tried)
  }

  @Test("hold everything within their edges, in every language and template")
  func edges() throws {
    for language in ["en", "de", "de-CH", "fr", "es", "it", "nl", "pl", "pt", "ar", "he"] {
      for template in Template.allCases {
        for paper in Paper.allCases {
          var invoice = Sample.full
          var look = Look()
          (look.language, look.template, look.paper) = (language, template, paper)
          invoice.look = look
          for page in try Fixtures.pages(invoice) {
            for case .text(let run) in page.everyItem {
              #expect(run.origin.x >= 20 && run.origin.x + run.width <= page.size.width - 20, "\(language) \(run.text)")
              #expect(run.origin.y > 10 && run.origin.y < page.size.height - 10, "\(language) \(run.text)")
            }
          }
        }
      }
    }
  }

  @Test("hold long names and numbers within their edges too", arguments: Template.allCases)
  func longNames(template: Template) throws {
    for language in ["en", "ar"] {
      var invoice = long(40)
      var look = Look()
      (look.language, look.template) = (language, template)
      invoice.look = look
      invoice.number = "2026-" + String(repeating: "0042-", count: 12)
      invoice.seller?.name = String(repeating: "A company with a long name ", count: 8)
      invoice.buyer?.name = String(repeating: "Donaudampfschifffahrtsgesellschaft", count: 4)
      for page in try Fixtures.pages(invoice) {
        for case .text(let run) in page.everyItem {
          #expect(run.origin.x >= 20 && run.origin.x + run.width <= page.size.width - 20, "\(language) \(run.text)")
        }
      }
    }
  }

  @Test("break a description that is longer than a page, and lose no line of it")
  func longDescription() throws {
    var invoice = long(3)
    invoice.lines[1].description = (1...200).map { "Paragraph \($0)." }.joined(separator: "\n")
    let texts = try Fixtures.pages(invoice).flatMap(\.texts)
    for number in 1...200 { #expect(texts.contains("Paragraph \(number).")) }
    #expect(texts.filter { $0 == "Item 2" }.count == 1)
  }

  @Test("draw closer together where one line would stand alone on a page")
  func tight() throws {
    var alone = 0
    for lines in 1...40 {
      var invoice = long(lines)
      invoice.paymentTerms = "Payable within 14 days."
      let pages = try Fixtures.pages(invoice)
      guard pages.count > 1, let last = pages.last else { continue }
      // Head, terms and foot: nothing else.
      if !last.texts.contains("Amount due") { alone += 1 }
    }
    #expect(alone <= 1, "\(alone) of 40")
  }

  @Test("write numbers and days as their language does")
  func languages() throws {
    func texts(_ language: String) throws -> [String] {
      var invoice = long(2)
      invoice.lines[0].price = decimal("1234567.5")
      invoice.look = Look()
      invoice.look?.language = language
      return try Fixtures.pages(invoice).flatMap(\.texts)
    }
    #expect(try texts("en").contains("1,234,567.50"))
    #expect(try texts("de").contains("1.234.567,50"))
    #expect(try texts("de-CH").contains("1’234’567.50"))
    #expect(try texts("fr").contains("1\u{202F}234\u{202F}567,50"))
    #expect(try texts("pl").contains("21.11.2026"))
    #expect(try texts("en-US").contains("Nov 21, 2026"))
    #expect(try texts("ar").contains { $0.contains("فاتورة") })
    #expect(try texts("he").contains { $0.contains("חשבונית") })
  }

  @Test("keep a number as it was written behind an Arabic title", arguments: Template.allCases)
  func numberBehindArabic(template: Template) throws {
    var invoice = long(60)
    invoice.number = "2026-077"
    var look = Look()
    (look.language, look.template) = ("ar", template)
    invoice.look = look
    for page in try Fixtures.pages(invoice) {
      let runs = page.everyItem.compactMap { item in if case .text(let run) = item { run } else { nil } }
      #expect(runs.contains { $0.text.contains("2026-077") })
    }
  }

  @Test("become a PDF with the e-invoice inside, which is read back, and whose every line can be copied")
  func pdf() throws {
    var invoice = long(120)
    invoice.payments = [Sample.transfers[0]]
    invoice.payments[0].qr = .epc
    let document = try invoice.pdf(Fixtures.fonts.get(), created: DocumentDate(secondsSince1970: 1_790_000_000))
    #expect(document.eInvoice == .cii)
    var back = try #require(Invoice.importing(document.bytes).invoice)
    back.payments[0].qr = .epc
    #expect(back == invoice)
    let again = try invoice.pdf(Fixtures.fonts.get(), created: DocumentDate(secondsSince1970: 1_790_000_000))
    #expect(again.bytes == document.bytes)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
    try Data(document.bytes).write(to: file)
    let check = try TestProcess.run("qpdf", ["--check", file.path])
    let text = try TestProcess.run("pdftotext", ["-layout", file.path, "-"])
    try FileManager.default.removeItem(at: file)
    #expect(check.status == 0, "\(check.output)")
    for number in 1...120 { #expect(text.output.contains("Item \(number) ")) }
    #expect(text.output.contains("€10,799.25"))
    #expect(!text.output.contains("cannot print value"))
  }

  @Test("without an e-invoice are a PDF all the same")
  func plain() throws {
    var invoice = Sample.small
    invoice.buyer = nil
    let document = try invoice.pdf(Fixtures.fonts.get(), created: DocumentDate(secondsSince1970: 0))
    #expect(document.eInvoice == nil)
    #expect(document.findings.contains { $0.rule == "BR-07" })
    #expect(try Fixtures.pages(Invoice()).count == 1)
  }

  @Test("of a quote and a credit note say so")
  func kinds() throws {
    var invoice = Sample.small
    invoice.kind = .creditNote
    #expect(try Fixtures.pages(invoice)[0].texts.contains { $0.hasPrefix("Credit note") })
    #expect(try Fixtures.pages(invoice)[0].texts.contains("Amount credited"))
    invoice.kind = .quote
    #expect(try Fixtures.pages(invoice)[0].texts.contains { $0.hasPrefix("Quote") })
  }
}
