/// Reads a Cross Industry Invoice, whatever its profile, into an invoice.

internal import Values

struct CIIReader {
  let root: XMLElement
  var problems = ImportProblems()

  init(root: XMLElement) { self.root = root }

  mutating func invoice() -> Invoice {
    var invoice = Invoice()
    invoice.process =
      root.text("ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID")
    if let document = root.first("ExchangedDocument") { readHead(document, &invoice) }
    guard let transaction = root.first("SupplyChainTradeTransaction") else { return invoice }
    if let agreement = transaction.first("ApplicableHeaderTradeAgreement") { readAgreement(agreement, &invoice) }
    if let delivery = transaction.first("ApplicableHeaderTradeDelivery") { readDelivery(delivery, &invoice) }
    if let settlement = transaction.first("ApplicableHeaderTradeSettlement") { readSettlement(settlement, &invoice) }
    for item in transaction.all("IncludedSupplyChainTradeLineItem") { invoice.lines.append(line(item)) }
    return invoice
  }

  private mutating func readHead(_ document: XMLElement, _ invoice: inout Invoice) {
    invoice.number = document.text("ID")
    (invoice.kind, invoice.typeCode) = Kind.of(document.text("TypeCode"))
    invoice.issued = problems.day(document, "IssueDateTime/DateTimeString")
    for element in document.all("IncludedNote") {
      var note = Note()
      note.text = element.text("Content")
      note.subject = element.text("SubjectCode")
      invoice.notes.append(note)
    }
  }

  private mutating func readAgreement(_ agreement: XMLElement, _ invoice: inout Invoice) {
    invoice.seller = agreement.first("SellerTradeParty").map { party($0) }
    invoice.buyer = agreement.first("BuyerTradeParty").map { party($0) }
    invoice.taxRepresentative = agreement.first("SellerTaxRepresentativeTradeParty").map {
      var representative = TaxRepresentative()
      representative.name = $0.text("Name")
      representative.vatId = CIIReader.registration($0, "VA")
      representative.address = $0.first("PostalTradeAddress").map { CIIReader.address($0) }
      return representative
    }
    var references = References()
    references.buyer = agreement.text("BuyerReference")
    references.salesOrder = agreement.text("SellerOrderReferencedDocument/IssuerAssignedID")
    references.order = agreement.text("BuyerOrderReferencedDocument/IssuerAssignedID")
    references.contract = agreement.text("ContractReferencedDocument/IssuerAssignedID")
    references.project = agreement.text("SpecifiedProcuringProject/ID")
    for document in agreement.all("AdditionalReferencedDocument") { readAdditional(document, &references, &invoice) }
    invoice.references = references
  }

  private mutating func readAdditional(
    _ document: XMLElement, _ references: inout References, _ invoice: inout Invoice
  ) {
    switch document.text("TypeCode") {
    case "50": references.tender = document.text("IssuerAssignedID")
    case "130": references.object = CIIReader.object(document)
    default:
      var attachment = Attachment()
      attachment.id = document.text("IssuerAssignedID")
      attachment.url = document.text("URIID")
      attachment.description = document.text("Name")
      if let file = document.first("AttachmentBinaryObject") {
        attachment.mime = file.attribute("mimeCode")
        attachment.filename = file.attribute("filename")
        attachment.content = file.value.flatMap { Base64.decode($0) } ?? []
        if attachment.content.isEmpty { problems.report(file, "An attached file could not be read.") }
      }
      invoice.attachments.append(attachment)
    }
  }

  private mutating func readDelivery(_ element: XMLElement, _ invoice: inout Invoice) {
    var delivery = Delivery()
    delivery.date = problems.day(element, "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString")
    if let shipTo = element.first("ShipToTradeParty") {
      delivery.name = shipTo.text("Name")
      delivery.location = CIIReader.identifier(shipTo)
      delivery.address = shipTo.first("PostalTradeAddress").map { CIIReader.address($0) }
    }
    invoice.delivery = delivery == Delivery() ? nil : delivery
    invoice.references?.despatchAdvice = element.text("DespatchAdviceReferencedDocument/IssuerAssignedID")
    invoice.references?.receivingAdvice = element.text("ReceivingAdviceReferencedDocument/IssuerAssignedID")
  }
}

// MARK: - Parties

extension CIIReader {
  private func party(_ element: XMLElement) -> Party {
    var party = Party()
    party.name = element.text("Name")
    party.tradingName = element.text("SpecifiedLegalOrganization/TradingBusinessName")
    for id in element.all("ID") { party.ids.append(CIIReader.withScheme(id)) }
    for id in element.all("GlobalID") { party.ids.append(CIIReader.withScheme(id)) }
    party.legalId = element.find("SpecifiedLegalOrganization/ID").map { CIIReader.withScheme($0) }
    party.vatId = CIIReader.registration(element, "VA")
    party.taxId = CIIReader.registration(element, "FC")
    party.legalForm = element.text("Description")
    party.endpoint = element.find("URIUniversalCommunication/URIID").map { CIIReader.withScheme($0) }
    party.address = element.first("PostalTradeAddress").map { CIIReader.address($0) }
    party.contact = element.first("DefinedTradeContact").map {
      var contact = Contact()
      contact.name = $0.text("PersonName") ?? $0.text("DepartmentName")
      contact.phone = $0.text("TelephoneUniversalCommunication/CompleteNumber")
      contact.email = $0.text("EmailURIUniversalCommunication/URIID")
      return contact
    }
    return party
  }

  func payee(_ element: XMLElement) -> Payee {
    var payee = Payee()
    payee.name = element.text("Name")
    payee.id = CIIReader.identifier(element)
    payee.legalId = element.find("SpecifiedLegalOrganization/ID").map { CIIReader.withScheme($0) }
    return payee
  }

  static func registration(_ element: XMLElement, _ scheme: String) -> String? {
    for registration in element.all("SpecifiedTaxRegistration") {
      if let id = registration.first("ID"), id.attribute("schemeID") == scheme { return id.value }
    }
    return nil
  }

  static func address(_ element: XMLElement) -> Address {
    var address = Address()
    address.street = element.text("LineOne")
    address.street2 = element.text("LineTwo")
    address.street3 = element.text("LineThree")
    address.postcode = element.text("PostcodeCode")
    address.city = element.text("CityName")
    address.region = element.text("CountrySubDivisionName")
    address.country = element.text("CountryID")
    return address
  }

  /// The global identifier, or else the plain one.
  static func identifier(_ element: XMLElement) -> Identifier? {
    (element.first("GlobalID") ?? element.first("ID")).map { withScheme($0) }
  }

  static func withScheme(_ element: XMLElement) -> Identifier {
    var identifier = Identifier()
    identifier.id = element.value
    identifier.scheme = element.attribute("schemeID")
    return identifier
  }

  static func object(_ document: XMLElement) -> Identifier {
    var object = Identifier()
    object.id = document.text("IssuerAssignedID")
    object.scheme = document.text("ReferenceTypeCode")
    return object
  }
}
