/// Lines of a Cross Industry Invoice.

internal import Values

extension CIIWriter {
  func line(_ line: Line, _ index: Int, _ xml: inout XMLWriter) {
    xml.group("ram:IncludedSupplyChainTradeLineItem") { xml in
      xml.group("ram:AssociatedDocumentLineDocument") { xml in
        xml.leaf("ram:LineID", line.id ?? String(index + 1))
        xml.group("ram:IncludedNote") { xml in xml.leaf("ram:Content", line.note) }
      }
      product(line, &xml)
      prices(line, &xml)
      xml.group("ram:SpecifiedLineTradeDelivery") { xml in
        xml.leaf("ram:BilledQuantity", line.quantity, ("unitCode", line.unit))
      }
      settlement(line, index, &xml)
    }
  }

  private func product(_ line: Line, _ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedTradeProduct") { xml in
      xml.leaf("ram:GlobalID", line.standardId?.id, ("schemeID", line.standardId?.scheme))
      xml.leaf("ram:SellerAssignedID", line.sellerId)
      xml.leaf("ram:BuyerAssignedID", line.buyerId)
      xml.leaf("ram:Name", line.name)
      xml.leaf("ram:Description", line.description)
      for attribute in line.attributes {
        xml.group("ram:ApplicableProductCharacteristic") { xml in
          xml.leaf("ram:Description", attribute.name)
          xml.leaf("ram:Value", attribute.value)
        }
      }
      for classification in line.classifications {
        xml.group("ram:DesignatedProductClassification") { xml in
          xml.leaf(
            "ram:ClassCode", classification.code, ("listID", classification.list),
            ("listVersionID", classification.version))
        }
      }
      xml.group("ram:OriginTradeCountry") { xml in xml.leaf("ram:ID", line.origin) }
    }
  }

  private func prices(_ line: Line, _ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedLineTradeAgreement") { xml in
      xml.group("ram:BuyerOrderReferencedDocument") { xml in xml.leaf("ram:LineID", line.orderLine) }
      if let gross = line.grossPrice {
        xml.group("ram:GrossPriceProductTradePrice") { xml in
          xml.leaf("ram:ChargeAmount", gross)
          xml.leaf("ram:BasisQuantity", line.priceBase, ("unitCode", line.unit))
          if let discount = line.priceDiscount {
            xml.group("ram:AppliedTradeAllowanceCharge") { xml in
              xml.group("ram:ChargeIndicator") { xml in xml.leaf("udt:Indicator", "false") }
              xml.leaf("ram:ActualAmount", discount)
            }
          }
        }
      }
      xml.group("ram:NetPriceProductTradePrice") { xml in
        xml.leaf("ram:ChargeAmount", line.writtenNetPrice)
        xml.leaf("ram:BasisQuantity", line.priceBase, ("unitCode", line.unit))
      }
    }
  }

  private func settlement(_ line: Line, _ index: Int, _ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedLineTradeSettlement") { xml in
      for tax in line.taxes { categoryTax("ram:ApplicableTradeTax", tax, &xml) }
      period(line.period, &xml)
      for allowance in line.allowances { allowanceCharge(allowance, isCharge: false, &xml) }
      for charge in line.charges { allowanceCharge(charge, isCharge: true, &xml) }
      xml.group("ram:SpecifiedTradeSettlementLineMonetarySummation") { xml in
        xml.leaf("ram:LineTotalAmount", totals.nets[index])
      }
      if let object = line.object {
        xml.group("ram:AdditionalReferencedDocument") { xml in
          xml.leaf("ram:IssuerAssignedID", object.id)
          xml.leaf("ram:TypeCode", "130")
          xml.leaf("ram:ReferenceTypeCode", object.scheme)
        }
      }
      xml.group("ram:ReceivableSpecifiedTradeAccountingAccount") { xml in xml.leaf("ram:ID", line.accounting) }
    }
  }

  func categoryTax(_ element: StaticString, _ tax: Tax, _ xml: inout XMLWriter) {
    xml.group(element) { xml in
      xml.leaf("ram:TypeCode", "VAT")
      xml.leaf("ram:CategoryCode", tax.category.rawValue)
      xml.leaf("ram:RateApplicablePercent", tax.inBreakdown.rate)
    }
  }

  func period(_ period: Period?, _ xml: inout XMLWriter) {
    guard let period else { return }
    xml.group("ram:BillingSpecifiedPeriod") { xml in
      CIIWriter.day("ram:StartDateTime", period.start, &xml)
      CIIWriter.day("ram:EndDateTime", period.end, &xml)
    }
  }

  func allowanceCharge(_ item: AllowanceCharge, isCharge: Bool, _ xml: inout XMLWriter) {
    xml.group("ram:SpecifiedTradeAllowanceCharge") { xml in
      xml.group("ram:ChargeIndicator") { xml in xml.leaf("udt:Indicator", isCharge ? "true" : "false") }
      xml.leaf("ram:CalculationPercent", item.percent)
      xml.leaf("ram:BasisAmount", item.base)
      xml.leaf("ram:ActualAmount", item.writtenAmount(invoice.currency))
      xml.leaf("ram:ReasonCode", item.reasonCode)
      xml.leaf("ram:Reason", item.reason)
      for tax in item.taxes { categoryTax("ram:CategoryTradeTax", tax, &xml) }
    }
  }
}
