/// Reads an e-invoice back into an invoice: CII or UBL, told apart by their root. What a file says that an invoice
/// cannot hold is a finding, never silence.

internal import Values

extension Invoice {
  /// `bytes` are XML, or a PDF with an e-invoice inside. Nil with one finding when they are neither.
  public static func importing(_ bytes: [UInt8]) -> (invoice: Invoice?, findings: [Finding]) {
    guard InvoiceFileKind(bytes) == .pdf else { return importing(xml: bytes) }
    guard let xml = PDFImport.eInvoice(in: bytes) else {
      return (nil, [PDFImport.isEncrypted(bytes) ? .encrypted : .noEInvoiceInside])
    }
    return importing(xml: xml)
  }

  private static func importing(xml bytes: [UInt8]) -> (invoice: Invoice?, findings: [Finding]) {
    do throws(XMLError) {
      let root = ZUGFeRD1.renamed(try XMLParser.parse(bytes))
      var findings: [Finding] = []
      var invoice: Invoice
      switch root.name {
      case "CrossIndustryInvoice":
        var reader = CIIReader(root: root)
        invoice = reader.invoice()
        findings = reader.problems.findings
      case "Invoice", "CreditNote":
        var reader = UBLReader(root: root)
        invoice = reader.invoice()
        findings = reader.problems.findings
      default: return (nil, [.noEInvoice(root.name)])
      }
      invoice.simplify()
      findings += ImportLoss.findings(root, invoice)
      if invoice.process == EInvoiceFormat.billingProcess { invoice.process = nil }
      return (invoice, findings)
    } catch {
      return (nil, [.notXML(error)])
    }
  }
}

extension Finding {
  static func noEInvoice(_ root: String) -> Finding {
    Finding(
      rule: "e-invoice", field: "", sentence: "This is XML, but no e-invoice: it begins with " + root + ".",
      advice: "CII (Factur-X, ZUGFeRD 2, XRechnung) and UBL 2.1 are read.", loss: .unreadable)
  }

  static let noEInvoiceInside = Finding(
    rule: "e-invoice", field: "", sentence: "There is no e-invoice inside this PDF.",
    advice: "Ask the sender for one (Factur-X, ZUGFeRD 2 or XRechnung), or enter it by hand.", loss: .unreadable)

  static let encrypted = Finding(
    rule: "encrypted", field: "", sentence: "This PDF is encrypted, and so is what is inside.",
    advice: "Save it without its protection, or ask the sender for such a file.", loss: .unreadable)

  static func notXML(_ error: XMLError) -> Finding {
    Finding(
      rule: "xml", field: "", sentence: "Byte " + String(error.offset) + ": " + error.reason.rawValue + ".",
      advice: "Ask the sender for the file again.", loss: .unreadable)
  }
}

/// Reads values out of elements and keeps what could not be read.
struct ImportProblems {
  private(set) var findings: [Finding] = []

  /// XML Schema's decimal also allows `.5` and `5.`.
  mutating func decimal(_ element: XMLElement?) -> Decimal? {
    guard let element, let text = element.value else { return nil }
    if let number = Decimal(text) { return number }
    var digits = text
    if digits.utf8.first == UInt8(ascii: ".") { digits = "0" + digits }
    if digits.utf8.last == UInt8(ascii: ".") { digits += "0" }
    if let number = Decimal(digits) { return number }
    report(element, "“" + Text.shortened(text) + "” is no number.")
    return nil
  }

  @inline(never)
  mutating func decimal(_ element: XMLElement?, _ path: StaticString) -> Decimal? { decimal(element?.find(path)) }

  @inline(never)
  mutating func day(_ element: XMLElement?, _ path: StaticString) -> Day? { day(element?.find(path)) }

  /// `YYYY-MM-DD`, with or without a time zone, or `YYYYMMDD`.
  mutating func day(_ element: XMLElement?) -> Day? {
    guard let element, let text = element.value else { return nil }
    let bytes = Array(text.utf8)
    if bytes.count == 8, bytes.allSatisfy(Text.isDigit) {
      let iso = bytes[0..<4] + [45] + bytes[4..<6] + [45] + bytes[6..<8]
      if let day = Day(iso: String(decoding: iso, as: UTF8.self)) { return day }
    } else if bytes.count >= 10, let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)) {
      return day
    }
    report(element, "“" + Text.shortened(text) + "” is no day.")
    return nil
  }

  mutating func category(_ element: XMLElement?) -> TaxCategory {
    guard let element, let text = element.value else { return .standard }
    if let category = TaxCategory(rawValue: text) { return category }
    report(element, "“" + Text.shortened(text) + "” is no VAT category.")
    return .standard
  }

  mutating func report(_ element: XMLElement, _ sentence: String) {
    findings.append(
      Finding(
        rule: "import", field: element.name, sentence: sentence, advice: "Correct the invoice by hand.",
        loss: .unreadable))
  }
}

extension Kind {
  /// The kind of a code of UNTDID 1001, and the code itself where it says more.
  static func of(_ code: String?) -> (kind: Kind, typeCode: String?) {
    for kind in Kind.allCases where kind.typeCode == code { return (kind, nil) }
    guard let code else { return (.invoice, nil) }
    return (CodeLists.creditNoteTypes.contains(code) ? .creditNote : .invoice, code)
  }
}
