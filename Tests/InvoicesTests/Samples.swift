/// Invoices for the tests: one that uses every field, one that is as small as the rules allow, and random ones.

import Invoices
import Values

func decimal(_ text: String) -> Decimal { Decimal(text) ?? .zero }
func day(_ text: String) -> Day { Day(iso: text) ?? .earliest }

enum Sample {
  /// The least that EN 16931 allows.
  static var small: Invoice {
    var invoice = Invoice()
    invoice.number = "1"
    invoice.issued = day("2026-11-21")
    invoice.due = day("2026-12-05")
    invoice.currency = "EUR"
    invoice.seller = party("Seller", country: "DE", vatId: "DE123456788")
    invoice.buyer = party("Buyer", country: "FR", vatId: nil)
    invoice.lines = [line("Work", quantity: "2", price: "10.50", Tax(.standard, rate: decimal("19")))]
    return invoice
  }

  static func party(_ name: String, country: String, vatId: String?) -> Party {
    var party = Party()
    party.name = name
    party.vatId = vatId
    party.address = address(country)
    return party
  }

  static func address(_ country: String) -> Address {
    var address = Address()
    address.street = "1 Main Street"
    address.postcode = "10115"
    address.city = "Somewhere"
    address.country = country
    return address
  }

  static func line(_ name: String, quantity: String, price: String, _ tax: Tax) -> Line {
    var line = Line()
    line.name = name
    line.quantity = decimal(quantity)
    line.unit = "H87"
    line.price = decimal(price)
    line.taxes = [tax]
    return line
  }

  static func allowance(_ amount: String, _ tax: Tax? = nil) -> AllowanceCharge {
    var allowance = AllowanceCharge()
    allowance.amount = decimal(amount)
    allowance.reason = "Reason"
    if let tax { allowance.taxes = [tax] }
    return allowance
  }

  /// Every field of EN 16931 that both syntaxes can carry.
  static var full: Invoice {
    var invoice = small
    invoice.number = "R/2026 <&> \"7\""
    invoice.vatCurrency = "SEK"
    invoice.vatInVatCurrency = decimal("1234.50")
    invoice.taxPointCode = "35"
    invoice.process = "a:process"
    fillParties(&invoice)
    fillReferences(&invoice)
    fillLines(&invoice)
    fillPayment(&invoice)
    return invoice
  }

  private static func fillParties(_ invoice: inout Invoice) {
    invoice.seller?.tradingName = "Trading & Sons"
    invoice.seller?.ids = [Identifier("S-1"), Identifier("4000001123452", scheme: "0088")]
    invoice.seller?.legalId = Identifier("HRB 1", scheme: "0002")
    invoice.seller?.taxId = "13/815/08150"
    invoice.seller?.legalForm = "Capital 25.000 EUR"
    invoice.seller?.endpoint = Identifier("a@seller.example", scheme: "EM")
    var contact = Contact()
    contact.name = "Jürgen Ångström"
    contact.phone = "+49 30 1234"
    contact.email = "j@seller.example"
    invoice.seller?.contact = contact
    invoice.seller?.address?.street2 = "Rear building"
    invoice.seller?.address?.street3 = "Third door"
    invoice.seller?.address?.region = "Berlin"
    invoice.buyer?.ids = [Identifier("C-9")]
    invoice.buyer?.vatId = "FR12345678901"
    invoice.buyer?.tradingName = "L’Acheteur"
    invoice.buyer?.endpoint = Identifier("0204:x", scheme: "0088")
    invoice.buyer?.contact = contact
    var payee = Payee()
    payee.name = "Factor Bank"
    payee.id = Identifier("F-1", scheme: "0088")
    payee.legalId = Identifier("HRB 2")
    invoice.payee = payee
    var representative = TaxRepresentative()
    representative.name = "Fiscal GmbH"
    representative.vatId = "AT123"
    representative.address = address("AT")
    invoice.taxRepresentative = representative
    var delivery = Delivery()
    delivery.name = "Warehouse"
    delivery.location = Identifier("L-1", scheme: "0088")
    delivery.date = day("2026-11-20")
    delivery.address = address("FR")
    invoice.delivery = delivery
    var period = Period()
    period.start = day("2026-11-01")
    period.end = day("2026-11-30")
    invoice.period = period
  }

  private static func fillReferences(_ invoice: inout Invoice) {
    var references = References()
    references.buyer = "04011000-1"
    references.order = "PO-1"
    references.contract = "C-1"
    references.project = "P-1"
    references.salesOrder = "SO-1"
    references.receivingAdvice = "RA-1"
    references.despatchAdvice = "DA-1"
    references.tender = "T-1"
    references.object = Identifier("O-1", scheme: "AAA")
    references.accounting = "4711"
    invoice.references = references
    var preceding = PrecedingInvoice()
    preceding.number = "R-0"
    preceding.issued = day("2026-01-31")
    invoice.preceding = [preceding]
    var note = Note()
    note.text = "Two\nlines"
    var subject = Note()
    subject.text = "About the register"
    subject.subject = "REG"
    invoice.notes = [note, subject]
    var file = Attachment()
    file.id = "A-1"
    file.description = "Timesheet"
    file.filename = "times.csv"
    file.mime = "text/csv"
    file.content = Array("a;b\n".utf8)
    var link = Attachment()
    link.id = "A-2"
    link.url = "https://example.org/a?b=c&d=e"
    invoice.attachments = [file, link]
  }

  private static func fillLines(_ invoice: inout Invoice) {
    var line = line("Service", quantity: "3.5", price: "99.9999", Tax(.standard, rate: decimal("19")))
    line.id = "L-7"
    line.description = "Long\ndescription"
    line.unit = "HUR"
    line.priceBase = decimal("2")
    line.note = "A note"
    line.period = invoice.period
    line.object = Identifier("M-1", scheme: "ABT")
    line.orderLine = "5"
    line.accounting = "4712"
    line.sellerId = "S-1"
    line.buyerId = "B-1"
    line.standardId = Identifier("4000001000005", scheme: "0160")
    var classification = Classification()
    classification.code = "72000000"
    classification.list = "STI"
    classification.version = "1"
    line.classifications = [classification]
    line.origin = "SE"
    var attribute = Attribute()
    attribute.name = "Colour"
    attribute.value = "blue"
    line.attributes = [attribute]
    var percent = AllowanceCharge()
    percent.base = decimal("100.00")
    percent.percent = decimal("2.5")
    percent.reasonCode = "95"
    line.allowances = [percent, allowance("1.00")]
    line.charges = [allowance("0.55")]
    var discounted = Self.line("Goods", quantity: "-1", price: "0", Tax(.exempt))
    discounted.price = nil
    discounted.grossPrice = decimal("20.00")
    discounted.priceDiscount = decimal("1.25")
    invoice.lines = [line, discounted, Self.line("Zero", quantity: "1", price: "3.00", Tax(.zero))]
    invoice.allowances = [allowance("5.00", Tax(.standard, rate: decimal("19")))]
    var charge = allowance("7.10", Tax(.exempt))
    charge.reasonCode = "FC"
    invoice.charges = [charge]
    var exemption = Exemption()
    exemption.reason = "Teaching"
    exemption.code = "VATEX-EU-132-1I"
    invoice.exemptions = [exemption]
    invoice.prepaid = decimal("10.00")
    invoice.rounding = decimal("0.01")
  }

  private static func fillPayment(_ invoice: inout Invoice) {
    invoice.payments = transfers
    invoice.paymentReference = "RF18539007547034"
    invoice.paymentTerms = "14 days"
  }

  /// An IBAN and an account that is none.
  static var transfers: [Payment] {
    var transfer = Payment()
    transfer.account = "DE75512108001245126199"
    transfer.accountName = "Factor Bank"
    transfer.bic = "SOLADEST600"
    transfer.text = "Transfer"
    var other = Payment()
    other.account = "1234-5678"
    return [transfer, other]
  }

  static var debit: Payment {
    var debit = Payment()
    var mandate = DirectDebit()
    mandate.mandate = "M-1"
    mandate.creditor = "DE98ZZZ09999999999"
    mandate.account = "FR7630006000011234567890189"
    debit.directDebit = mandate
    return debit
  }

  static var card: Payment {
    var card = Payment()
    card.card = Card()
    card.card?.number = "1234"
    card.card?.holder = "J. Doe"
    return card
  }
}
