/// Lines of a UBL document.

internal import Values

extension UBLWriter {
  func line(_ line: Line, _ index: Int, _ xml: inout XMLWriter) {
    xml.group(isCreditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine") { xml in
      xml.leaf("cbc:ID", line.id ?? String(index + 1))
      xml.leaf("cbc:Note", line.note)
      xml.leaf(
        isCreditNote ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line.quantity, ("unitCode", line.unit))
      amount("cbc:LineExtensionAmount", totals.nets[index], &xml)
      xml.leaf("cbc:AccountingCost", line.accounting)
      period(line.period, code: nil, &xml)
      xml.group("cac:OrderLineReference") { xml in xml.leaf("cbc:LineID", line.orderLine) }
      object(line.object, "cac:DocumentReference", &xml)
      for allowance in line.allowances { allowanceCharge(allowance, isCharge: false, &xml) }
      for charge in line.charges { allowanceCharge(charge, isCharge: true, &xml) }
      item(line, &xml)
      price(line, &xml)
    }
  }

  private func item(_ line: Line, _ xml: inout XMLWriter) {
    xml.group("cac:Item") { xml in
      xml.leaf("cbc:Description", line.description)
      xml.leaf("cbc:Name", line.name)
      xml.group("cac:BuyersItemIdentification") { xml in xml.leaf("cbc:ID", line.buyerId) }
      xml.group("cac:SellersItemIdentification") { xml in xml.leaf("cbc:ID", line.sellerId) }
      xml.group("cac:StandardItemIdentification") { xml in
        xml.leaf("cbc:ID", line.standardId?.id, ("schemeID", line.standardId?.scheme))
      }
      xml.group("cac:OriginCountry") { xml in xml.leaf("cbc:IdentificationCode", line.origin) }
      for classification in line.classifications {
        xml.group("cac:CommodityClassification") { xml in
          xml.leaf(
            "cbc:ItemClassificationCode", classification.code, ("listID", classification.list),
            ("listVersionID", classification.version))
        }
      }
      for tax in line.taxes { category("cac:ClassifiedTaxCategory", tax, nil, nil, &xml) }
      for attribute in line.attributes {
        xml.group("cac:AdditionalItemProperty") { xml in
          xml.leaf("cbc:Name", attribute.name)
          xml.leaf("cbc:Value", attribute.value)
        }
      }
    }
  }

  private func price(_ line: Line, _ xml: inout XMLWriter) {
    xml.group("cac:Price") { xml in
      amount("cbc:PriceAmount", line.writtenNetPrice, &xml)
      xml.leaf("cbc:BaseQuantity", line.priceBase, ("unitCode", line.unit))
      if line.grossPrice != nil {
        xml.group("cac:AllowanceCharge") { xml in
          xml.leaf("cbc:ChargeIndicator", "false")
          amount("cbc:Amount", line.priceDiscount ?? .zero, &xml)
          amount("cbc:BaseAmount", line.grossPrice, &xml)
        }
      }
    }
  }
}
