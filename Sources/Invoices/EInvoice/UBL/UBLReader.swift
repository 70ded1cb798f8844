/// Reads a UBL 2.1 Invoice or CreditNote into an invoice.

internal import Values

struct UBLReader {
  let root: XMLElement
  var problems = ImportProblems()

  init(root: XMLElement) { self.root = root }

  var isCreditNote: Bool { root.name == "CreditNote" }

  mutating func invoice() -> Invoice {
    var invoice = Invoice()
    readHead(&invoice)
    readReferences(&invoice)
    invoice.seller = root.find("AccountingSupplierParty/Party").map { UBLReader.party($0) }
    invoice.buyer = root.find("AccountingCustomerParty/Party").map { UBLReader.party($0) }
    invoice.payee = root.first("PayeeParty").map { UBLReader.payee($0) }
    invoice.taxRepresentative = root.first("TaxRepresentativeParty").map { UBLReader.representative($0) }
    invoice.delivery = root.first("Delivery").map { delivery($0) }
    readPayments(&invoice)
    readAllowances(root, &invoice.allowances, &invoice.charges)
    readTotals(&invoice)
    readTaxes(&invoice)
    for element in root.all(isCreditNote ? "CreditNoteLine" : "InvoiceLine") { invoice.lines.append(line(element)) }
    return invoice
  }

  private mutating func readHead(_ invoice: inout Invoice) {
    invoice.process = root.text("ProfileID")
    invoice.number = root.text("ID")
    invoice.issued = problems.day(root, "IssueDate")
    invoice.due = problems.day(root.first("DueDate") ?? root.find("PaymentMeans/PaymentDueDate"))
    (invoice.kind, invoice.typeCode) = Kind.of(
      root.first(isCreditNote ? "CreditNoteTypeCode" : "InvoiceTypeCode")?.value)
    for element in root.all("Note") { if let text = element.value { invoice.notes.append(UBLReader.note(text)) } }
    invoice.taxPoint = problems.day(root, "TaxPointDate")
    invoice.currency = root.text("DocumentCurrencyCode")
    invoice.vatCurrency = root.text("TaxCurrencyCode")
    invoice.period = period(root)
    invoice.taxPointCode = root.text("InvoicePeriod/DescriptionCode")
  }

  /// `#AAI#text` names the subject before the text.
  private static func note(_ text: String) -> Note {
    var note = Note()
    let bytes = Array(text.utf8)
    if bytes.count > 5, bytes[0] == UInt8(ascii: "#"), bytes[4] == UInt8(ascii: "#") {
      note.subject = String(decoding: bytes[1..<4], as: UTF8.self)
      note.text = Text.trimmed(String(decoding: bytes[5...], as: UTF8.self))
    } else {
      note.text = text
    }
    return note
  }

  private mutating func readReferences(_ invoice: inout Invoice) {
    var references = References()
    references.buyer = root.text("BuyerReference")
    references.accounting = root.text("AccountingCost")
    references.salesOrder = root.text("OrderReference/SalesOrderID")
    references.order = root.text("OrderReference/ID")
    if references.order == "NA", references.salesOrder != nil { references.order = nil }
    references.despatchAdvice = root.text("DespatchDocumentReference/ID")
    references.receivingAdvice = root.text("ReceiptDocumentReference/ID")
    references.tender = root.text("OriginatorDocumentReference/ID")
    references.contract = root.text("ContractDocumentReference/ID")
    references.project = root.text("ProjectReference/ID")
    for document in root.all("AdditionalDocumentReference") {
      switch document.text("DocumentTypeCode") {
      case "130": references.object = document.first("ID").map { CIIReader.withScheme($0) }
      case "50": references.project = document.text("ID")
      default: invoice.attachments.append(attachment(document))
      }
    }
    for element in root.all("BillingReference") {
      var preceding = PrecedingInvoice()
      preceding.number = element.text("InvoiceDocumentReference/ID")
      preceding.issued = problems.day(element, "InvoiceDocumentReference/IssueDate")
      invoice.preceding.append(preceding)
    }
    invoice.references = references == References() ? nil : references
  }

  private mutating func attachment(_ document: XMLElement) -> Attachment {
    var attachment = Attachment()
    attachment.id = document.text("ID")
    attachment.description = document.text("DocumentDescription")
    attachment.url = document.text("Attachment/ExternalReference/URI")
    if let file = document.find("Attachment/EmbeddedDocumentBinaryObject") {
      attachment.mime = file.attribute("mimeCode")
      attachment.filename = file.attribute("filename")
      attachment.content = file.value.flatMap { Base64.decode($0) } ?? []
      if attachment.content.isEmpty { problems.report(file, "An attached file could not be read.") }
    }
    return attachment
  }

  private mutating func delivery(_ element: XMLElement) -> Delivery {
    var delivery = Delivery()
    delivery.date = problems.day(element, "ActualDeliveryDate")
    delivery.location = element.find("DeliveryLocation/ID").map { CIIReader.withScheme($0) }
    delivery.address = element.find("DeliveryLocation/Address").map { UBLReader.address($0) }
    delivery.name = element.text("DeliveryParty/PartyName/Name")
    return delivery
  }
}

// MARK: - Parties

extension UBLReader {
  private static func party(_ element: XMLElement) -> Party {
    var party = Party()
    party.endpoint = element.first("EndpointID").map { CIIReader.withScheme($0) }
    party.ids = identifications(element)
    party.tradingName = element.text("PartyName/Name")
    party.address = element.first("PostalAddress").map { address($0) }
    party.vatId = registration(element, isVAT: true)
    party.taxId = registration(element, isVAT: false)
    party.name = element.text("PartyLegalEntity/RegistrationName")
    if party.name == nil {
      // Files older than EN 16931 name a party here alone.
      party.name = party.tradingName
      party.tradingName = nil
    }
    party.legalId = element.find("PartyLegalEntity/CompanyID").map { CIIReader.withScheme($0) }
    party.legalForm = element.text("PartyLegalEntity/CompanyLegalForm")
    party.contact = element.first("Contact").map {
      var contact = Contact()
      contact.name = $0.text("Name")
      contact.phone = $0.text("Telephone")
      contact.email = $0.text("ElectronicMail")
      return contact
    }
    return party
  }

  private static func payee(_ element: XMLElement) -> Payee {
    var payee = Payee()
    payee.name = element.text("PartyName/Name")
    payee.id = identifications(element).first
    payee.legalId = element.find("PartyLegalEntity/CompanyID").map { CIIReader.withScheme($0) }
    return payee
  }

  private static func representative(_ element: XMLElement) -> TaxRepresentative {
    var representative = TaxRepresentative()
    representative.name = element.text("PartyName/Name")
    representative.vatId = registration(element, isVAT: true)
    representative.address = element.first("PostalAddress").map { address($0) }
    return representative
  }

  /// The creditor's identifier (scheme SEPA) stands among them but is part of the direct debit.
  private static func identifications(_ element: XMLElement) -> [Identifier] {
    var ids: [Identifier] = []
    for identification in element.all("PartyIdentification") {
      guard let id = identification.first("ID"), id.attribute("schemeID") != "SEPA" else { continue }
      ids.append(CIIReader.withScheme(id))
    }
    return ids
  }

  private static func registration(_ element: XMLElement, isVAT: Bool) -> String? {
    for scheme in element.all("PartyTaxScheme") where (scheme.text("TaxScheme/ID") == "VAT") == isVAT {
      return scheme.text("CompanyID")
    }
    return nil
  }

  static func address(_ element: XMLElement) -> Address {
    var address = Address()
    address.street = element.text("StreetName")
    address.street2 = element.text("AdditionalStreetName")
    address.street3 = element.text("AddressLine/Line")
    address.postcode = element.text("PostalZone")
    address.city = element.text("CityName")
    address.region = element.text("CountrySubentity")
    address.country = element.text("Country/IdentificationCode")
    return address
  }
}
