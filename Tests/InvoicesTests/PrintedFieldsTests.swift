import Foundation
import Invoices
import PDF
import Testing
import Values

@Suite("On the page")
struct PrintedFieldsTests {
  static let languages = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "ar", "he"]

  private func text(_ invoice: Invoice, _ language: String = "en") throws -> String {
    var invoice = invoice
    var look = invoice.look ?? Look()
    look.language = language
    invoice.look = look
    return try Fixtures.pages(invoice).flatMap(\.texts).joined(separator: "\n")
  }

  @Test("stands all that the law and the customer's clerk look for", arguments: languages)
  func all(language: String) throws {
    var invoice = Sample.full
    invoice.taxPointCode = nil
    invoice.taxPoint = day("2026-03-31")
    invoice.payments = []
    let text = try text(invoice, language)
    // Tax representative, payee, VAT in the currency of account, orders, tender, object, company number, attachments.
    for part in ["Fiscal GmbH", "AT123", "Factor Bank", "SEK", "SO-1", "RA-1", "T-1", "O-1", "HRB 1", "A-1", "A-2"] {
      #expect(text.contains(part), "\(language): \(part)")
    }
    #expect(text.contains("times.csv") && text.contains("2026"))
    let months = ["en": "31 Mar 2026", "de": "31.03.2026", "nl": "31-03-2026"]
    if let written = months[language] { #expect(text.contains(written)) }
  }

  @Test("each language has words of its own for them")
  func words() throws {
    var invoice = Sample.small
    var payee = Payee()
    payee.name = "P"
    invoice.payee = payee
    var references = References()
    (references.salesOrder, references.tender) = ("S", "T")
    invoice.references = references
    #expect(try text(invoice, "de").contains("Zahlungsempfänger: P"))
    #expect(try text(invoice, "de").contains("Auftrag\nS") && text(invoice, "de").contains("Ausschreibung\nT"))
    #expect(try text(invoice, "fr").contains("Bénéficiaire\u{A0}: P"))
    #expect(try text(invoice, "en").contains("Payee: P"))
    #expect(try text(invoice, "pl").contains("Przetarg\nT"))
  }

  @Test("the company's number stands beside the legal form, once")
  func companyNumber() throws {
    var invoice = Sample.small
    invoice.seller?.legalId = Identifier("HRB 4711")
    invoice.seller?.legalForm = "Amtsgericht Berlin HRB 4711"
    #expect(try text(invoice).ranges(of: "HRB 4711").count == 1)
    invoice.seller?.legalForm = "GmbH, Berlin"
    let both = try text(invoice)
    #expect(both.contains("GmbH, Berlin") && both.contains("HRB 4711"))
  }

  @Test("VAT in the currency of account stands with the sums, with its currency")
  func vatCurrency() throws {
    var invoice = Sample.small
    (invoice.vatCurrency, invoice.vatInVatCurrency) = ("USD", decimal("-4.5"))
    let text = try text(invoice)
    #expect(text.contains("\u{2212}$4.50\nVAT (USD)") || text.contains("–$4.50\nVAT (USD)"))
  }

  @Test("a sign stands before the currency, in English too")
  func negative() throws {
    var invoice = Sample.small
    invoice.lines[0].quantity = decimal("-2")
    let text = try text(invoice)
    #expect(text.contains("€24.99") && !text.contains("€–") && !text.contains("€\u{2212}"))
  }

  @Test(
    "units follow their numbers",
    arguments: [
      ("ar", "HUR", "1", "ساعة"), ("ar", "HUR", "3", "ساعات"), ("ar", "HUR", "32", "ساعة"),
      ("ar", "HUR", "103", "ساعات"),
      ("fr", "HUR", "0.5", "heure"), ("fr", "HUR", "1.5", "heure"), ("fr", "HUR", "2", "heures"),
      ("pl", "ANN", "1", "rok"), ("pl", "ANN", "2", "lata"), ("pl", "ANN", "5", "lat"), ("pl", "ANN", "12", "lat"),
      ("pl", "ANN", "22", "lata"), ("pl", "ANN", "1.5", "roku"), ("pl", "DAY", "1.5", "dnia"),
      ("en", "HUR", "0", "hours"),
      ("en", "EA", "1", "pc"), ("en", "EA", "2", "pcs"),
    ])
  func units(_ language: String, _ unit: String, _ quantity: String, _ word: String) throws {
    var invoice = Sample.small
    (invoice.lines[0].unit, invoice.lines[0].quantity) = (unit, decimal(quantity))
    let lines = try text(invoice, language).split(separator: "\n")
    let number = quantity.replacing(".", with: ["en", "ar"].contains(language) ? "." : ",")
    #expect(lines.contains { $0 == "\(number)\u{A0}\(word)" || $0 == "\(word)\u{A0}\(number)" }, "\(lines)")
  }

  @Test("French colons keep their distance")
  func colon() throws {
    var invoice = Sample.full
    invoice.delivery?.name = nil
    #expect(try text(invoice, "fr").contains("Adresse de livraison\u{A0}: "))
    #expect(try text(invoice, "fr").contains("Colour\u{A0}: blue"))
    #expect(try text(invoice, "en").contains("Colour: blue"))
  }

  @Test("no word of a label is broken", arguments: Template.allCases)
  func labels(template: Template) throws {
    var invoice = Sample.full
    var look = Look()
    (look.template, look.language) = (template, "de")
    invoice.look = look
    let serif = try Fixtures.serif.get()
    let pages = try invoice.pages(serif, Totals(of: invoice)).pages
    #expect(pages.flatMap(\.texts).contains("Leistungszeitraum"))
  }

  @Test("amounts of many digits stand beside each other, not on top of each other", arguments: Template.allCases)
  func longAmounts(template: Template) throws {
    for language in ["en", "ar"] {
      for digits in [15, 20, 26, 30] {
        var invoice = Sample.small
        invoice.prepaid = decimal("1")
        invoice.payments = Sample.transfers
        invoice.lines[0].quantity = decimal("1")
        invoice.lines[0].price = decimal(String(repeating: "8", count: digits) + ".88")
        var look = Look()
        (look.template, look.language) = (template, language)
        invoice.look = look
        for page in try Fixtures.pages(invoice) { try Self.expectApart(page, "\(language) \(digits)") }
      }
    }
  }

  /// No two texts of one line of the page share a place.
  private static func expectApart(_ page: Page, _ about: String) throws {
    let runs = page.everyItem.compactMap { item in if case .text(let run) = item, run.width > 0 { run } else { nil } }
    for (index, run) in runs.enumerated() {
      for other in runs[(index + 1)...] where other.origin.y == run.origin.y {
        let (first, second) = run.origin.x < other.origin.x ? (run, other) : (other, run)
        let apart = first.origin.x + first.width <= second.origin.x + 0.5
        #expect(apart, "\(about): \(first.text) | \(second.text)")
      }
    }
  }
}
