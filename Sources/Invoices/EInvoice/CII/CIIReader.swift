/// Reads a Cross Industry Invoice, whatever its profile, into an invoice.

internal import Values

struct CIIReader {
  let root: XMLElement
  var problems = ImportProblems()

  init(root: XMLElement) { self.root = root }

  mutating func invoice() -> Invoice {
    var invoice = Invoice()
    invoice.process =
      root.at("ExchangedDocumentContext", "BusinessProcessSpecifiedDocumentContextParameter", "ID")?.value
    if let document = root.first("ExchangedDocument") { readHead(document, &invoice) }
    guard let transaction = root.first("SupplyChainTradeTransaction") else { return invoice }
    if let agreement = transaction.first("ApplicableHeaderTradeAgreement") { readAgreement(agreement, &invoice) }
    if let delivery = transaction.first("ApplicableHeaderTradeDelivery") { readDelivery(delivery, &invoice) }
    if let settlement = transaction.first("ApplicableHeaderTradeSettlement") { readSettlement(settlement, &invoice) }
    for item in transaction.all("IncludedSupplyChainTradeLineItem") { invoice.lines.append(line(item)) }
    return invoice
  }

  private mutating func readHead(_ document: XMLElement, _ invoice: inout Invoice) {
    invoice.number = document.first("ID")?.value
    (invoice.kind, invoice.typeCode) = Kind.of(document.first("TypeCode")?.value)
    invoice.issued = problems.day(document.at("IssueDateTime", "DateTimeString"))
    for element in document.all("IncludedNote") {
      var note = Note()
      note.text = element.first("Content")?.value
      note.subject = element.first("SubjectCode")?.value
      invoice.notes.append(note)
    }
  }

  private mutating func readAgreement(_ agreement: XMLElement, _ invoice: inout Invoice) {
    invoice.seller = agreement.first("SellerTradeParty").map { party($0) }
    invoice.buyer = agreement.first("BuyerTradeParty").map { party($0) }
    invoice.taxRepresentative = agreement.first("SellerTaxRepresentativeTradeParty").map {
      var representative = TaxRepresentative()
      representative.name = $0.first("Name")?.value
      representative.vatId = CIIReader.registration($0, "VA")
      representative.address = $0.first("PostalTradeAddress").map { CIIReader.address($0) }
      return representative
    }
    var references = References()
    references.buyer = agreement.first("BuyerReference")?.value
    references.salesOrder = agreement.at("SellerOrderReferencedDocument", "IssuerAssignedID")?.value
    references.order = agreement.at("BuyerOrderReferencedDocument", "IssuerAssignedID")?.value
    references.contract = agreement.at("ContractReferencedDocument", "IssuerAssignedID")?.value
    references.project = agreement.at("SpecifiedProcuringProject", "ID")?.value
    for document in agreement.all("AdditionalReferencedDocument") { readAdditional(document, &references, &invoice) }
    invoice.references = references
  }

  private mutating func readAdditional(
    _ document: XMLElement, _ references: inout References, _ invoice: inout Invoice
  ) {
    switch document.first("TypeCode")?.value {
    case "50": references.tender = document.first("IssuerAssignedID")?.value
    case "130": references.object = CIIReader.object(document)
    default:
      var attachment = Attachment()
      attachment.id = document.first("IssuerAssignedID")?.value
      attachment.url = document.first("URIID")?.value
      attachment.description = document.first("Name")?.value
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
    delivery.date = problems.day(element.at("ActualDeliverySupplyChainEvent", "OccurrenceDateTime", "DateTimeString"))
    if let shipTo = element.first("ShipToTradeParty") {
      delivery.name = shipTo.first("Name")?.value
      delivery.location = CIIReader.identifier(shipTo)
      delivery.address = shipTo.first("PostalTradeAddress").map { CIIReader.address($0) }
    }
    invoice.delivery = delivery == Delivery() ? nil : delivery
    invoice.references?.despatchAdvice = element.at("DespatchAdviceReferencedDocument", "IssuerAssignedID")?.value
    invoice.references?.receivingAdvice = element.at("ReceivingAdviceReferencedDocument", "IssuerAssignedID")?.value
  }
}

// MARK: - Parties

extension CIIReader {
  private func party(_ element: XMLElement) -> Party {
    var party = Party()
    party.name = element.first("Name")?.value
    party.tradingName = element.at("SpecifiedLegalOrganization", "TradingBusinessName")?.value
    for id in element.all("ID") { party.ids.append(CIIReader.withScheme(id)) }
    for id in element.all("GlobalID") { party.ids.append(CIIReader.withScheme(id)) }
    party.legalId = element.at("SpecifiedLegalOrganization", "ID").map { CIIReader.withScheme($0) }
    party.vatId = CIIReader.registration(element, "VA")
    party.taxId = CIIReader.registration(element, "FC")
    party.legalForm = element.first("Description")?.value
    party.endpoint = element.at("URIUniversalCommunication", "URIID").map { CIIReader.withScheme($0) }
    party.address = element.first("PostalTradeAddress").map { CIIReader.address($0) }
    party.contact = element.first("DefinedTradeContact").map {
      var contact = Contact()
      contact.name = $0.first("PersonName")?.value ?? $0.first("DepartmentName")?.value
      contact.phone = $0.at("TelephoneUniversalCommunication", "CompleteNumber")?.value
      contact.email = $0.at("EmailURIUniversalCommunication", "URIID")?.value
      return contact
    }
    return party
  }

  func payee(_ element: XMLElement) -> Payee {
    var payee = Payee()
    payee.name = element.first("Name")?.value
    payee.id = CIIReader.identifier(element)
    payee.legalId = element.at("SpecifiedLegalOrganization", "ID").map { CIIReader.withScheme($0) }
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
    address.street = element.first("LineOne")?.value
    address.street2 = element.first("LineTwo")?.value
    address.street3 = element.first("LineThree")?.value
    address.postcode = element.first("PostcodeCode")?.value
    address.city = element.first("CityName")?.value
    address.region = element.first("CountrySubDivisionName")?.value
    address.country = element.first("CountryID")?.value
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
    object.id = document.first("IssuerAssignedID")?.value
    object.scheme = document.first("ReferenceTypeCode")?.value
    return object
  }
}
