import Invoices
import Testing
import Values

/// An invoice that breaks rules, and which.
struct Breach: Sendable, CustomTestStringConvertible {
  let rules: Set<String>
  /// Rules of the schematron that come along because the element is missing in the file.
  var along: Set<String> = []
  let change: @Sendable (inout Invoice) -> Void
  var testDescription: String { rules.sorted().joined(separator: " ") }

  init(_ rules: Set<String>, along: Set<String> = [], _ change: @escaping @Sendable (inout Invoice) -> Void) {
    self.rules = rules
    self.along = along
    self.change = change
  }
}

@Suite("The rules of EN 16931")
struct RuleTests {
  static let breaches: [Breach] = [
    Breach(["BR-02"]) { $0.number = nil },
    Breach(["BR-03"]) { $0.issued = nil },
    Breach(["BR-05"], along: ["BR-CL-03", "BR-CO-15"]) { $0.currency = nil },
    Breach(["BR-06"]) { $0.seller?.name = nil },
    Breach(["BR-07"]) { $0.buyer?.name = nil },
    Breach(["BR-08"], along: ["BR-09"]) { $0.seller?.address = nil },
    Breach(["BR-09"]) { $0.seller?.address?.country = nil },
    Breach(["BR-10"], along: ["BR-11"]) { $0.buyer?.address = nil },
    Breach(["BR-11"]) { $0.buyer?.address?.country = nil },
    Breach(["BR-16"], along: ["BR-E-08"]) { $0.lines = [] },
    Breach(["BR-17"]) { $0.payee?.name = nil },
    Breach(["BR-18"]) { $0.taxRepresentative?.name = nil },
    Breach(["BR-19"], along: ["BR-20"]) { $0.taxRepresentative?.address = nil },
    Breach(["BR-20"]) { $0.taxRepresentative?.address?.country = nil },
    Breach(["BR-22"], along: ["BR-23"]) { $0.lines[0].quantity = nil },
    Breach(["BR-23"]) { $0.lines[0].unit = nil },
    Breach(["BR-25"]) { $0.lines[0].name = nil },
    Breach(["BR-26"], along: ["BR-27"]) { $0.lines[0].price = nil },
    Breach(["BR-27"]) { $0.lines[0].price = decimal("-1") },
    Breach(["BR-28"]) {
      $0.lines[1].grossPrice = decimal("-1"); $0.lines[1].price = decimal("1")
    },
    Breach(["BR-29"]) { $0.period?.end = day("2020-01-01") },
    Breach(["BR-30"]) { $0.lines[0].period?.end = day("2020-01-01") },
    Breach(["BR-31"]) { $0.allowances[0].amount = nil },
    Breach(["BR-33"], along: ["BR-CO-21"]) { $0.allowances[0].reason = nil },
    Breach(["BR-36"]) { $0.charges[0].amount = nil },
    Breach(["BR-41"]) { $0.lines[0].allowances[1].amount = nil },
    Breach(["BR-42"], along: ["BR-CO-23"]) { $0.lines[0].allowances[1].reason = nil },
    Breach(["BR-44"], along: ["BR-CO-24"]) { $0.lines[0].charges[0].reason = nil },
    Breach(["BR-51"]) {
      $0.payments = [Sample.card]; $0.payments[0].card?.number = "41111111111111"
    },
    Breach(["BR-52"]) { $0.attachments[0].id = nil },
    Breach(["BR-53"], along: ["BR-DEC-15"]) { $0.vatInVatCurrency = nil },
    Breach(["BR-54"]) { $0.lines[0].attributes[0].value = nil },
    Breach(["BR-55"]) { $0.preceding[0].number = nil },
    Breach(["BR-56"]) { $0.taxRepresentative?.vatId = nil },
    Breach(["BR-57"]) { $0.delivery?.address?.country = nil },
    Breach(["BR-61"]) {
      $0.payments[0].account = nil; $0.payments[0].code = "58"
    },
    Breach(["BR-62"]) { $0.seller?.endpoint?.scheme = nil },
    Breach(["BR-63"]) { $0.buyer?.endpoint?.scheme = nil },
    Breach(["BR-64"]) { $0.lines[0].standardId?.scheme = nil },
    Breach(["BR-65"]) { $0.lines[0].classifications[0].list = nil },
    Breach(["BR-CO-03"]) { $0.taxPoint = day("2026-11-20") },
    Breach(["BR-CO-04"]) { $0.lines[2].taxes = [] },
    Breach(["BR-CO-09"]) { $0.seller?.vatId = "12345" },
    Breach(["BR-CO-26"]) {
      $0.seller?.ids = []; $0.seller?.legalId = nil; $0.seller?.vatId = nil
    },
    Breach(["BR-CO-10"]) {
      $0.totals = StatedTotals(); $0.totals?.lines = decimal("1")
    },
    Breach(["BR-CO-13"]) {
      $0.totals = StatedTotals(); $0.totals?.withoutTax = decimal("1")
    },
    Breach(["BR-CO-14"]) {
      $0.totals = StatedTotals(); $0.totals?.tax = decimal("1")
    },
    Breach(["BR-CO-15"]) {
      $0.totals = StatedTotals(); $0.totals?.withTax = decimal("1")
    },
    Breach(["BR-CO-16"]) {
      $0.totals = StatedTotals(); $0.totals?.due = decimal("1")
    },
    Breach(["BR-S-05"]) { $0.lines[0].taxes[0].rate = decimal("0") },
    Breach(["BR-E-05"], along: ["BR-E-01", "BR-E-08", "BR-E-09"]) { $0.lines[1].taxes[0].rate = decimal("5") },
    Breach(["BR-E-10"]) { $0.exemptions = [] },
    Breach(["BR-Z-05"], along: ["BR-Z-09"]) { $0.lines[2].taxes[0].rate = decimal("5") },
    Breach(["BR-IC-02"]) {
      $0.lines[2].taxes = [Tax(.intraCommunity)]; $0.buyer?.vatId = nil
    },
    Breach(["BR-IC-11"]) {
      $0.lines[2].taxes = [Tax(.intraCommunity)]; $0.delivery?.date = nil; $0.period = nil
    },
    Breach(["BR-IC-12"]) {
      $0.lines[2].taxes = [Tax(.intraCommunity)]; $0.delivery?.address = nil
    },
    Breach(["BR-AE-02"]) {
      $0.lines[2].taxes = [Tax(.reverseCharge)]; $0.buyer?.vatId = nil
    },
    Breach(["BR-G-02"]) {
      $0.lines[2].taxes = [Tax(.export)]; $0.seller?.vatId = nil; $0.taxRepresentative = nil
    },
    Breach(["BR-O-02", "BR-O-11", "BR-O-12"]) { $0.lines[2].taxes = [Tax(.outsideScope)] },
    Breach(["BR-B-01"]) { $0.lines[2].taxes = [Tax(.splitPayment, rate: decimal("22"))] },
    Breach(["BR-DEC-02"]) {
      $0.allowances[0].base = decimal("5.001"); $0.allowances[0].percent = decimal("100")
    },
    Breach(["BR-CL-23"]) { $0.lines[0].unit = "XYZZY" },
    Breach(["BR-CL-14"]) { $0.buyer?.address?.country = "XX" },
    Breach(["BR-CL-04"], along: ["BR-CL-03"]) { $0.currency = "XYZ" },
    Breach(["BR-CL-16"]) { $0.payments[0].code = "999" },
    Breach(["BR-CL-19"]) { $0.allowances[0].reasonCode = "999" },
    Breach(["BR-CL-20"]) { $0.charges[0].reasonCode = "999" },
    Breach(["BR-CL-22"]) { $0.exemptions[0].code = "VATEX-NO" },
    Breach(["BR-CL-24"]) { $0.attachments[0].mime = "text/html" },
    Breach(["BR-CL-25"]) { $0.seller?.endpoint?.scheme = "999X" },
    Breach(["BR-CL-10"]) { $0.seller?.ids[1].scheme = "999X" },
    Breach(["BR-CL-21"]) { $0.lines[0].standardId?.scheme = "999X" },
    Breach(["UBL-SR-16"]) { $0.buyer?.ids.append(Identifier("C-10")) },
    Breach(["buyer-tax"]) { $0.buyer?.taxId = "12/345/67890" },
    Breach(["buyer-tax"]) { $0.buyer?.legalForm = "GmbH" },
    Breach(["BR-CL-13"]) { $0.lines[0].classifications[0].list = "999X" },
  ]

  @Test("are each found when broken", arguments: breaches)
  func found(breach: Breach) {
    var invoice = Sample.full
    breach.change(&invoice)
    let found = Set(invoice.check().filter { $0.loss == .eInvoice }.map(\.rule))
    #expect(breach.rules.isSubset(of: found), "\(found)")
  }

  @Test(
    "are found by the schematron where they are found here, and by nobody where they are kept", .timeLimit(.minutes(5)))
  func agreement() throws {
    try SchematronRun.inFolder { run in
      for (index, breach) in Self.breaches.enumerated() {
        var invoice = Sample.full
        breach.change(&invoice)
        for format in [EInvoiceFormat.cii, .ubl] {
          try run.add("\(index)-\(format.rawValue).xml", invoice.eInvoice(format))
        }
      }
      let findings = try run.findings()
      for (index, breach) in Self.breaches.enumerated() {
        var invoice = Sample.full
        breach.change(&invoice)
        let ours = Set(invoice.check().filter { $0.loss == .eInvoice }.map(\.rule).filter { $0.hasPrefix("BR-") })
        let all = (findings["\(index)-cii.xml"] ?? []) + (findings["\(index)-ubl.xml"] ?? [])
        let theirs = Set(all.filter { $0.hasPrefix("BR-") })
        #expect(theirs.subtracting(ours).subtracting(breach.along) == [], "only theirs, \(breach.testDescription)")
        #expect(ours.subtracting(theirs) == [], "only ours, \(breach.testDescription)")
      }
    }
  }

  static let german: [Breach] = [
    Breach(["BR-DE-1"]) { $0.payments = [] }, Breach(["BR-DE-2"]) { $0.seller?.contact = nil },
    Breach(["BR-DE-3"]) { $0.seller?.address?.city = nil }, Breach(["BR-DE-4"]) { $0.seller?.address?.postcode = nil },
    Breach(["BR-DE-5"]) { $0.seller?.contact?.name = nil }, Breach(["BR-DE-6"]) { $0.seller?.contact?.phone = nil },
    Breach(["BR-DE-7"]) { $0.seller?.contact?.email = nil }, Breach(["BR-DE-8"]) { $0.buyer?.address?.city = nil },
    Breach(["BR-DE-9"]) { $0.buyer?.address?.postcode = nil },
    Breach(["BR-DE-10"]) { $0.delivery?.address?.city = nil },
    Breach(["BR-DE-11"]) { $0.delivery?.address?.postcode = nil },
    Breach(["BR-DE-15"]) { $0.references?.buyer = nil },
    Breach(["BR-DE-17"]) { $0.kind = .prepaymentInvoice },
    Breach(["BR-DE-18"]) { $0.paymentTerms = "#SKONTO#TAGE=14#PROZENT=2#" },
    Breach(["BR-DE-19"]) { $0.payments[0].account = "DE75512108001245126190" },
    Breach(["BR-DE-22"]) { $0.attachments.append($0.attachments[0]) },
    Breach(["BR-DE-23-b"]) {
      $0.payments[0].card = Sample.card.card; $0.payments[0].code = "58"
    },
    Breach(["BR-DE-26"]) {
      $0.kind = .correctedInvoice; $0.preceding = []
    },
    Breach(["BR-DE-27"]) { $0.seller?.contact?.phone = "12" },
    Breach(["BR-DE-28"]) { $0.seller?.contact?.email = "a@b" },
    Breach(["BR-DE-29"]) {
      $0.payments = [Sample.debit]; $0.payments[0].directDebit?.mandate = nil
    },
    Breach(["BR-DE-30"]) {
      $0.payments = [Sample.debit]; $0.payments[0].directDebit?.creditor = nil
    },
    Breach(["BR-DE-31"]) {
      $0.payments = [Sample.debit]; $0.payments[0].directDebit?.account = nil
    },
    Breach(["PEPPOL-EN16931-R010"]) { $0.buyer?.endpoint = nil },
    Breach(["PEPPOL-EN16931-R020"]) { $0.seller?.endpoint = nil },
  ]

  @Test("of XRechnung cost XRechnung alone, and only where it is wanted", arguments: german)
  func xrechnung(breach: Breach) {
    var invoice = Sample.full
    // The second transfer has no IBAN, which XRechnung wants of a SEPA transfer.
    invoice.payments = [Sample.transfers[0]]
    #expect(Invoice.allowsEInvoice(invoice.check(for: .xrechnung), .xrechnung))
    breach.change(&invoice)
    let findings = invoice.check(for: .xrechnung)
    #expect(breach.rules.isSubset(of: Set(findings.map(\.rule))), "\(findings)")
    #expect(!Invoice.allowsEInvoice(findings, .xrechnung))
    #expect(Invoice.allowsEInvoice(invoice.check(), .cii))
  }

  @Test("take a discount as XRechnung writes it, and end its line")
  func skonto() throws {
    var invoice = Sample.full
    invoice.payments = [Sample.transfers[0]]
    invoice.paymentTerms =
      "Net 30 days.\n#SKONTO#TAGE=14#PROZENT=2.00#\n#SKONTO#TAGE=21#PROZENT=1.00#BASISBETRAG=100.00#"
    #expect(Invoice.allowsEInvoice(invoice.check(for: .xrechnung), .xrechnung))
    let xml = String(decoding: try invoice.eInvoice(.xrechnung), as: UTF8.self)
    #expect(xml.contains("#BASISBETRAG=100.00#\n</ram:Description>"))
    #expect(Invoice.importing(Array(xml.utf8)).invoice?.paymentTerms == invoice.paymentTerms)
  }

  @Test("for CII ask for more than 0 % of IGIC, those for UBL do not")
  func igic() throws {
    var invoice = Sample.small
    let free = [Tax(.canaryIslands, rate: .zero)]
    invoice.lines[0].taxes = free
    var part = AllowanceCharge()
    (part.amount, part.reason, part.taxes) = (Decimal(1), "Agreed", free)
    (invoice.allowances, invoice.charges) = ([part], [part])
    let rules: Set = ["BR-AF-05", "BR-AF-06", "BR-AF-07"]
    try SchematronRun.inFolder { run in
      for format in [EInvoiceFormat.cii, .ubl] {
        try run.add(format == .cii ? "cii.xml" : "ubl.xml", invoice.eInvoice(format))
        #expect(Set(invoice.check(for: format).map(\.rule)).intersection(rules) == (format == .cii ? rules : []))
      }
      #expect(try run.findings().mapValues(Set.init) == ["cii.xml": rules])
    }
  }

  @Test("a line's object has an identifier")
  func object() {
    var invoice = Sample.small
    invoice.lines[0].object = Identifier("", scheme: "ABT")
    invoice.lines[0].object?.id = nil
    let findings = invoice.check()
    #expect(findings.contains { $0.rule == "object-id" && $0.field == "lines[0].object.id" && $0.loss == .eInvoice })
  }

  @Test("what nobody would notice of a look before it is printed is said, and costs nothing")
  func look() {
    var invoice = Sample.small
    var look = Look()
    (look.language, look.accent) = ("tr", "zzz")
    invoice.look = look
    let before = Sample.small.check()
    let findings = invoice.check().filter { !before.contains($0) }
    #expect(findings.map(\.field) == ["look.language", "look.accent"])
    #expect(findings.allSatisfy { $0.loss == .nothing })
    (look.language, look.accent) = ("pt-BR", "#0A5c36")
    invoice.look = look
    #expect(invoice.check() == before)
  }
}
