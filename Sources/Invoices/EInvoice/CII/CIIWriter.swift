/// Writes a Cross Industry Invoice (UN/CEFACT D16B) as EN 16931-3-3 binds its terms to it. The elements stand in the
/// order of the schema.

internal import Values

struct CIIWriter {
  let invoice: Invoice
  let totals: Totals
  let format: EInvoiceFormat

  private static let namespaces =
    " xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\""
    + " xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100\""
    + " xmlns:qdt=\"urn:un:unece:uncefact:data:standard:QualifiedDataType:100\""
    + " xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\""

  func document() -> [UInt8] {
    var xml = XMLWriter(lines: invoice.lines.count)
    xml.group("rsm:CrossIndustryInvoice", CIIWriter.namespaces) { xml in
      context(&xml)
      head(&xml)
      xml.group("rsm:SupplyChainTradeTransaction") { xml in
        for index in invoice.lines.indices { line(invoice.lines[index], index, &xml) }
        agreement(&xml)
        delivery(&xml)
        settlement(&xml)
      }
    }
    return xml.bytes
  }

  private func context(_ xml: inout XMLWriter) {
    xml.group("rsm:ExchangedDocumentContext") { xml in
      xml.group("ram:BusinessProcessSpecifiedDocumentContextParameter") { xml in
        xml.leaf("ram:ID", invoice.process ?? format.impliedProcess)
      }
      xml.group("ram:GuidelineSpecifiedDocumentContextParameter") { xml in xml.leaf("ram:ID", format.specification) }
    }
  }

  private func head(_ xml: inout XMLWriter) {
    xml.group("rsm:ExchangedDocument") { xml in
      xml.leaf("ram:ID", invoice.number)
      xml.leaf("ram:TypeCode", invoice.documentTypeCode)
      CIIWriter.day("ram:IssueDateTime", invoice.issued, &xml)
      for note in invoice.notes {
        xml.group("ram:IncludedNote") { xml in
          xml.leaf("ram:Content", note.text)
          xml.leaf("ram:SubjectCode", note.subject)
        }
      }
    }
  }

  private func agreement(_ xml: inout XMLWriter) {
    let references = invoice.references ?? References()
    xml.group("ram:ApplicableHeaderTradeAgreement") { xml in
      xml.leaf("ram:BuyerReference", references.buyer)
      if let seller = invoice.seller { party("ram:SellerTradeParty", seller, &xml) }
      if let buyer = invoice.buyer { party("ram:BuyerTradeParty", buyer, &xml) }
      if let representative = invoice.taxRepresentative { self.representative(representative, &xml) }
      document("ram:SellerOrderReferencedDocument", references.salesOrder, &xml)
      document("ram:BuyerOrderReferencedDocument", references.order, &xml)
      document("ram:ContractReferencedDocument", references.contract, &xml)
      additionalDocuments(references, &xml)
      if let project = references.project {
        xml.group("ram:SpecifiedProcuringProject") { xml in
          xml.leaf("ram:ID", project)
          xml.leaf("ram:Name", "Project reference")
        }
      }
    }
  }

  /// Type codes 916 supporting document, 50 tender, 130 invoiced object (UNTDID 1001).
  private func additionalDocuments(_ references: References, _ xml: inout XMLWriter) {
    for attachment in invoice.attachments {
      xml.group("ram:AdditionalReferencedDocument") { xml in
        xml.leaf("ram:IssuerAssignedID", attachment.id)
        xml.leaf("ram:URIID", attachment.url)
        xml.leaf("ram:TypeCode", "916")
        xml.leaf("ram:Name", attachment.description)
        if !attachment.content.isEmpty {
          xml.leaf(
            "ram:AttachmentBinaryObject", Base64.encode(attachment.content), ("mimeCode", attachment.mime),
            ("filename", attachment.filename))
        }
      }
    }
    if let tender = references.tender {
      xml.group("ram:AdditionalReferencedDocument") { xml in
        xml.leaf("ram:IssuerAssignedID", tender)
        xml.leaf("ram:TypeCode", "50")
      }
    }
    if let object = references.object {
      xml.group("ram:AdditionalReferencedDocument") { xml in
        xml.leaf("ram:IssuerAssignedID", object.id)
        xml.leaf("ram:TypeCode", "130")
        xml.leaf("ram:ReferenceTypeCode", object.scheme)
      }
    }
  }

  private func delivery(_ xml: inout XMLWriter) {
    guard
      invoice.delivery != nil || invoice.references?.despatchAdvice != nil
        || invoice.references?.receivingAdvice != nil
    else { return xml.empty("ram:ApplicableHeaderTradeDelivery") }
    xml.group("ram:ApplicableHeaderTradeDelivery") { xml in
      if let delivery = invoice.delivery {
        xml.group("ram:ShipToTradeParty") { xml in
          if let location = delivery.location { CIIWriter.identifier(location, &xml) }
          xml.leaf("ram:Name", delivery.name)
          if let address = delivery.address { CIIWriter.address(address, &xml) }
        }
        xml.group("ram:ActualDeliverySupplyChainEvent") { xml in
          CIIWriter.day("ram:OccurrenceDateTime", delivery.date, &xml)
        }
      }
      document("ram:DespatchAdviceReferencedDocument", invoice.references?.despatchAdvice, &xml)
      document("ram:ReceivingAdviceReferencedDocument", invoice.references?.receivingAdvice, &xml)
    }
  }

  func document(_ name: StaticString, _ id: String?, _ xml: inout XMLWriter) {
    guard let id else { return }
    xml.group(name) { xml in xml.leaf("ram:IssuerAssignedID", id) }
  }

  /// Format 102 is `CCYYMMDD` (UNTDID 2379).
  static func day(
    _ name: StaticString, _ day: Day?, _ xml: inout XMLWriter, _ leaf: StaticString = "udt:DateTimeString"
  ) {
    guard let day else { return }
    var digits: [UInt8] = []
    for byte in day.iso.utf8 where Text.isDigit(byte) { digits.append(byte) }
    xml.group(name) { xml in xml.leaf(leaf, String(decoding: digits, as: UTF8.self), ("format", "102")) }
  }
}
