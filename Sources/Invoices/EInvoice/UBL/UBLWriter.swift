/// Writes a UBL 2.1 Invoice or CreditNote (OASIS) as EN 16931-3-2 binds its terms to them. The elements stand in the
/// order of the schema, which differs between the two documents.

internal import Values

struct UBLWriter {
  let invoice: Invoice
  let totals: Totals
  let format: EInvoiceFormat

  var isCreditNote: Bool { CodeLists.creditNoteTypes.contains(invoice.documentTypeCode) }

  private static let components =
    " xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\""
    + " xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\""

  func document() -> [UInt8] {
    let root: StaticString = isCreditNote ? "CreditNote" : "Invoice"
    let kind = isCreditNote ? "CreditNote-2\"" : "Invoice-2\""
    let namespace = " xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:" + kind + UBLWriter.components
    var xml = XMLWriter(lines: invoice.lines.count)
    xml.group(root, namespace) { xml in
      head(&xml)
      references(&xml)
      parties(&xml)
      delivery(&xml)
      payments(&xml)
      sums(&xml)
      for index in invoice.lines.indices { line(invoice.lines[index], index, &xml) }
    }
    return xml.bytes
  }

  private func head(_ xml: inout XMLWriter) {
    xml.leaf("cbc:CustomizationID", format.specification)
    xml.leaf("cbc:ProfileID", invoice.process ?? format.impliedProcess)
    xml.leaf("cbc:ID", invoice.number)
    xml.leaf("cbc:IssueDate", invoice.issued?.iso)
    if isCreditNote {
      xml.leaf("cbc:TaxPointDate", invoice.taxPoint?.iso)
      xml.leaf("cbc:CreditNoteTypeCode", invoice.documentTypeCode)
    } else {
      xml.leaf("cbc:DueDate", invoice.due?.iso)
      xml.leaf("cbc:InvoiceTypeCode", invoice.documentTypeCode)
    }
    for note in invoice.notes {
      xml.leaf("cbc:Note", note.subject.map { "#" + $0 + "#" + (note.text ?? "") } ?? note.text)
    }
    if !isCreditNote { xml.leaf("cbc:TaxPointDate", invoice.taxPoint?.iso) }
    xml.leaf("cbc:DocumentCurrencyCode", invoice.currency)
    xml.leaf("cbc:TaxCurrencyCode", invoice.vatCurrency)
    xml.leaf("cbc:AccountingCost", invoice.references?.accounting)
    xml.leaf("cbc:BuyerReference", invoice.references?.buyer)
    period(invoice.period, code: invoice.taxPointCode, &xml)
  }

  func period(_ period: Period?, code: String?, _ xml: inout XMLWriter) {
    xml.group("cac:InvoicePeriod") { xml in
      xml.leaf("cbc:StartDate", period?.start?.iso)
      xml.leaf("cbc:EndDate", period?.end?.iso)
      xml.leaf("cbc:DescriptionCode", code)
    }
  }

  private func references(_ xml: inout XMLWriter) {
    let references = invoice.references ?? References()
    xml.group("cac:OrderReference") { xml in
      // The schema wants an order before a sales order (UBL-SR-… and PEPPOL-EN16931: NA).
      xml.leaf("cbc:ID", references.order ?? (references.salesOrder == nil ? nil : "NA"))
      xml.leaf("cbc:SalesOrderID", references.salesOrder)
    }
    for preceding in invoice.preceding {
      xml.group("cac:BillingReference") { xml in
        xml.group("cac:InvoiceDocumentReference") { xml in
          xml.leaf("cbc:ID", preceding.number)
          xml.leaf("cbc:IssueDate", preceding.issued?.iso)
        }
      }
    }
    document("cac:DespatchDocumentReference", references.despatchAdvice, &xml)
    document("cac:ReceiptDocumentReference", references.receivingAdvice, &xml)
    if !isCreditNote { document("cac:OriginatorDocumentReference", references.tender, &xml) }
    document("cac:ContractDocumentReference", references.contract, &xml)
    object(references.object, "cac:AdditionalDocumentReference", &xml)
    if isCreditNote, let project = references.project {
      xml.group("cac:AdditionalDocumentReference") { xml in
        xml.leaf("cbc:ID", project)
        xml.leaf("cbc:DocumentTypeCode", "50")
      }
    }
    for attachment in invoice.attachments { self.attachment(attachment, &xml) }
    if isCreditNote {
      document("cac:OriginatorDocumentReference", references.tender, &xml)
    } else {
      document("cac:ProjectReference", references.project, &xml)
    }
  }

  private func document(_ element: StaticString, _ id: String?, _ xml: inout XMLWriter) {
    xml.group(element) { xml in xml.leaf("cbc:ID", id) }
  }

  func object(_ object: Identifier?, _ element: StaticString, _ xml: inout XMLWriter) {
    guard let object else { return }
    xml.group(element) { xml in
      xml.leaf("cbc:ID", object.id, ("schemeID", object.scheme))
      xml.leaf("cbc:DocumentTypeCode", "130")
    }
  }

  private func attachment(_ attachment: Attachment, _ xml: inout XMLWriter) {
    xml.group("cac:AdditionalDocumentReference") { xml in
      xml.leaf("cbc:ID", attachment.id)
      xml.leaf("cbc:DocumentDescription", attachment.description)
      xml.group("cac:Attachment") { xml in
        if !attachment.content.isEmpty {
          xml.leaf(
            "cbc:EmbeddedDocumentBinaryObject", Base64.encode(attachment.content), ("mimeCode", attachment.mime),
            ("filename", attachment.filename))
        }
        xml.group("cac:ExternalReference") { xml in xml.leaf("cbc:URI", attachment.url) }
      }
    }
  }

  private func delivery(_ xml: inout XMLWriter) {
    guard let delivery = invoice.delivery else { return }
    xml.group("cac:Delivery") { xml in
      xml.leaf("cbc:ActualDeliveryDate", delivery.date?.iso)
      xml.group("cac:DeliveryLocation") { xml in
        xml.leaf("cbc:ID", delivery.location?.id, ("schemeID", delivery.location?.scheme))
        if let address = delivery.address { UBLWriter.address("cac:Address", address, &xml) }
      }
      xml.group("cac:DeliveryParty") { xml in
        xml.group("cac:PartyName") { xml in xml.leaf("cbc:Name", delivery.name) }
      }
    }
  }
}
