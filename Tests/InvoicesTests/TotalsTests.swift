import Invoices
import Testing
import Values

@Suite("The sums of an invoice")
struct TotalsTests {
  @Test("add up for every invoice, and each has the currency’s decimals")
  func identities() throws {
    for seed in 1...600 as ClosedRange<UInt64> {
      let invoice = RandomInvoice.make(seed: seed)
      let totals = try Totals(of: invoice)
      func sum(_ amounts: [Decimal]) throws -> Decimal { try amounts.reduce(.zero) { try $0 + $1 } }
      #expect(try sum(totals.nets) == totals.lines)
      #expect(try totals.lines - totals.allowances + totals.charges == totals.withoutTax)
      #expect(try sum(totals.taxes.map(\.base)) == totals.withoutTax)
      #expect(try sum(totals.taxes.map(\.amount)) == totals.tax)
      #expect(try totals.withoutTax + totals.tax == totals.withTax)
      let due = try totals.withTax - (invoice.prepaid ?? .zero) + (invoice.rounding ?? .zero)
      #expect(due == totals.due)
      for amount in [totals.lines, totals.withoutTax, totals.tax, totals.withTax, totals.due] {
        #expect(amount.scale == 2)
      }
      for total in totals.taxes {
        let exact = try total.base.percent(total.tax.rate ?? .zero)
        let error = try exact - total.amount
        #expect(error <= decimal("0.005") && error >= decimal("-0.005"))
      }
    }
  }

  @Test("do not depend on the order of the lines")
  func order() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      var invoice = RandomInvoice.make(seed: seed)
      let totals = try Totals(of: invoice)
      invoice.lines.reverse()
      let reversed = try Totals(of: invoice)
      #expect(totals.withTax == reversed.withTax && totals.tax == reversed.tax)
    }
  }

  @Test(
    "are rounded as the currency is",
    arguments: [("JPY", "2", "0"), ("EUR", "1.50", "0.29"), ("KWD", "1.500", "0.285")])
  func currencies(currency: String, net: String, tax: String) throws {
    var invoice = Sample.small
    invoice.currency = currency
    invoice.lines = [Sample.line("Item", quantity: "1", price: "1.5", Tax(.standard, rate: decimal("19")))]
    let totals = try Totals(of: invoice)
    #expect(totals.lines.description == net)
    #expect(totals.tax.description == tax)
  }

  @Test("compute VAT once for each rate, halves away from zero")
  func rounding() throws {
    var invoice = Sample.small
    let tax = Tax(.standard, rate: decimal("19"))
    invoice.lines = (0..<3).map { _ in Sample.line("Item", quantity: "1", price: "0.13", tax) }
    // 3 × 0.13 = 0.39, of which 19 % are 0.0741; line by line it would have been 3 × 0.02.
    #expect(try Totals(of: invoice).tax.description == "0.07")
    invoice.lines = [Sample.line("Item", quantity: "-1", price: "0.50", Tax(.standard, rate: decimal("5")))]
    #expect(try Totals(of: invoice).tax.description == "-0.03")
  }

  @Test("know several taxes on one line, and other countries’ taxes by their name")
  func otherTaxes() throws {
    var invoice = Sample.small
    var gst = Tax(.standard, rate: decimal("5"))
    gst.name = "GST"
    var qst = Tax(.standard, rate: decimal("9.975"))
    qst.name = "QST"
    invoice.currency = "CAD"
    invoice.lines[0].taxes = [gst, qst]
    let totals = try Totals(of: invoice)
    #expect(totals.taxes.map { $0.tax.name } == ["GST", "QST"])
    #expect(totals.taxes.map { $0.amount.description } == ["1.05", "2.09"])
    #expect(totals.withTax.description == "24.14")
    #expect(invoice.check().map(\.rule) == ["taxes"])
  }

  @Test("too large to compute are a finding, never a crash")
  func overflow() {
    var invoice = Sample.small
    invoice.lines[0].price = Decimal(String(repeating: "9", count: 38))
    invoice.lines[0].quantity = Decimal(String(repeating: "9", count: 38))
    #expect(invoice.check().map(\.rule) == ["digits"])
    #expect(throws: DecimalOverflow.self) { try invoice.eInvoice(.cii) }
  }
}
