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
    invoice.seller = root.at("AccountingSupplierParty", "Party").map { UBLReader.party($0) }
    invoice.buyer = root.at("AccountingCustomerParty", "Party").map { UBLReader.party($0) }
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
    invoice.process = root.first("ProfileID")?.value
    invoice.number = root.first("ID")?.value
    invoice.issued = problems.day(root.first("IssueDate"))
    invoice.due = problems.day(root.first("DueDate") ?? root.at("PaymentMeans", "PaymentDueDate"))
    (invoice.kind, invoice.typeCode) = Kind.of(
      root.first(isCreditNote ? "CreditNoteTypeCode" : "InvoiceTypeCode")?.value)
    for element in root.all("Note") { if let text = element.value { invoice.notes.append(UBLReader.note(text)) } }
    invoice.taxPoint = problems.day(root.first("TaxPointDate"))
    invoice.currency = root.first("DocumentCurrencyCode")?.value
    invoice.vatCurrency = root.first("TaxCurrencyCode")?.value
    invoice.period = period(root)
    invoice.taxPointCode = root.at("InvoicePeriod", "DescriptionCode")?.value
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
    references.buyer = root.first("BuyerReference")?.value
    references.accounting = root.first("AccountingCost")?.value
    references.salesOrder = root.at("OrderReference", "SalesOrderID")?.value
    references.order = root.at("OrderReference", "ID")?.value
    if references.order == "NA", references.salesOrder != nil { references.order = nil }
    references.despatchAdvice = root.at("DespatchDocumentReference", "ID")?.value
    references.receivingAdvice = root.at("ReceiptDocumentReference", "ID")?.value
    references.tender = root.at("OriginatorDocumentReference", "ID")?.value
    references.contract = root.at("ContractDocumentReference", "ID")?.value
    references.project = root.at("ProjectReference", "ID")?.value
    for document in root.all("AdditionalDocumentReference") {
      switch document.first("DocumentTypeCode")?.value {
      case "130": references.object = document.first("ID").map { CIIReader.withScheme($0) }
      case "50": references.project = document.first("ID")?.value
      default: invoice.attachments.append(attachment(document))
      }
    }
    for element in root.all("BillingReference") {
      var preceding = PrecedingInvoice()
      preceding.number = element.at("InvoiceDocumentReference", "ID")?.value
      preceding.issued = problems.day(element.at("InvoiceDocumentReference", "IssueDate"))
      invoice.preceding.append(preceding)
    }
    invoice.references = references == References() ? nil : references
  }

  private mutating func attachment(_ document: XMLElement) -> Attachment {
    var attachment = Attachment()
    attachment.id = document.first("ID")?.value
    attachment.description = document.first("DocumentDescription")?.value
    attachment.url = document.at("Attachment", "ExternalReference", "URI")?.value
    if let file = document.at("Attachment", "EmbeddedDocumentBinaryObject") {
      attachment.mime = file.attribute("mimeCode")
      attachment.filename = file.attribute("filename")
      attachment.content = file.value.flatMap { Base64.decode($0) } ?? []
      if attachment.content.isEmpty { problems.report(file, "An attached file could not be read.") }
    }
    return attachment
  }

  private mutating func delivery(_ element: XMLElement) -> Delivery {
    var delivery = Delivery()
    delivery.date = problems.day(element.first("ActualDeliveryDate"))
    delivery.location = element.at("DeliveryLocation", "ID").map { CIIReader.withScheme($0) }
    delivery.address = element.at("DeliveryLocation", "Address").map { UBLReader.address($0) }
    delivery.name = element.at("DeliveryParty", "PartyName", "Name")?.value
    return delivery
  }
}

// MARK: - Parties

extension UBLReader {
  private static func party(_ element: XMLElement) -> Party {
    var party = Party()
    party.endpoint = element.first("EndpointID").map { CIIReader.withScheme($0) }
    party.ids = identifications(element)
    party.tradingName = element.at("PartyName", "Name")?.value
    party.address = element.first("PostalAddress").map { address($0) }
    party.vatId = registration(element, isVAT: true)
    party.taxId = registration(element, isVAT: false)
    party.name = element.at("PartyLegalEntity", "RegistrationName")?.value
    party.legalId = element.at("PartyLegalEntity", "CompanyID").map { CIIReader.withScheme($0) }
    party.legalForm = element.at("PartyLegalEntity", "CompanyLegalForm")?.value
    party.contact = element.first("Contact").map {
      var contact = Contact()
      contact.name = $0.first("Name")?.value
      contact.phone = $0.first("Telephone")?.value
      contact.email = $0.first("ElectronicMail")?.value
      return contact
    }
    return party
  }

  private static func payee(_ element: XMLElement) -> Payee {
    var payee = Payee()
    payee.name = element.at("PartyName", "Name")?.value
    payee.id = identifications(element).first
    payee.legalId = element.at("PartyLegalEntity", "CompanyID").map { CIIReader.withScheme($0) }
    return payee
  }

  private static func representative(_ element: XMLElement) -> TaxRepresentative {
    var representative = TaxRepresentative()
    representative.name = element.at("PartyName", "Name")?.value
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
    for scheme in element.all("PartyTaxScheme") where (scheme.at("TaxScheme", "ID")?.value == "VAT") == isVAT {
      return scheme.first("CompanyID")?.value
    }
    return nil
  }

  static func address(_ element: XMLElement) -> Address {
    var address = Address()
    address.street = element.first("StreetName")?.value
    address.street2 = element.first("AdditionalStreetName")?.value
    address.street3 = element.at("AddressLine", "Line")?.value
    address.postcode = element.first("PostalZone")?.value
    address.city = element.first("CityName")?.value
    address.region = element.first("CountrySubentity")?.value
    address.country = element.at("Country", "IdentificationCode")?.value
    return address
  }
}
