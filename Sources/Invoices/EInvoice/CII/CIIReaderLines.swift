/// Reads the lines of a Cross Industry Invoice.

internal import Values

extension CIIReader {
  mutating func line(_ element: XMLElement) -> Line {
    var line = Line()
    line.id = element.text("AssociatedDocumentLineDocument/LineID")
    line.note = element.text("AssociatedDocumentLineDocument/IncludedNote/Content")
    if let product = element.first("SpecifiedTradeProduct") { readProduct(product, &line) }
    if let agreement = element.first("SpecifiedLineTradeAgreement") { readPrices(agreement, &line) }
    let quantity = element.find("SpecifiedLineTradeDelivery/BilledQuantity")
    line.quantity = problems.decimal(quantity)
    line.unit = quantity?.attribute("unitCode")
    if let settlement = element.first("SpecifiedLineTradeSettlement") { readLineSettlement(settlement, &line) }
    return line
  }

  private func readProduct(_ product: XMLElement, _ line: inout Line) {
    line.name = product.text("Name")
    line.description = product.text("Description")
    line.sellerId = product.text("SellerAssignedID")
    line.buyerId = product.text("BuyerAssignedID")
    line.standardId = product.first("GlobalID").map { CIIReader.withScheme($0) }
    line.origin = product.text("OriginTradeCountry/ID")
    for element in product.all("ApplicableProductCharacteristic") {
      var attribute = Attribute()
      attribute.name = element.text("Description")
      attribute.value = element.text("Value")
      line.attributes.append(attribute)
    }
    for element in product.all("DesignatedProductClassification") {
      guard let code = element.first("ClassCode") else { continue }
      var classification = Classification()
      classification.code = code.value
      classification.list = code.attribute("listID")
      classification.version = code.attribute("listVersionID")
      line.classifications.append(classification)
    }
  }

  private mutating func readPrices(_ agreement: XMLElement, _ line: inout Line) {
    line.orderLine = agreement.text("BuyerOrderReferencedDocument/LineID")
    if let gross = agreement.first("GrossPriceProductTradePrice") {
      line.grossPrice = problems.decimal(gross, "ChargeAmount")
      line.priceDiscount = problems.decimal(gross, "AppliedTradeAllowanceCharge/ActualAmount")
      line.priceBase = problems.decimal(gross, "BasisQuantity")
    }
    if let net = agreement.first("NetPriceProductTradePrice") {
      line.price = problems.decimal(net, "ChargeAmount")
      line.priceBase = problems.decimal(net, "BasisQuantity") ?? line.priceBase
    }
  }

  private mutating func readLineSettlement(_ settlement: XMLElement, _ line: inout Line) {
    for element in settlement.all("ApplicableTradeTax") { line.taxes.append(tax(element)) }
    line.period = period(settlement)
    readAllowances(settlement, &line.allowances, &line.charges)
    line.net = problems.decimal(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    for document in settlement.all("AdditionalReferencedDocument") { line.object = CIIReader.object(document) }
    line.accounting = settlement.text("ReceivableSpecifiedTradeAccountingAccount/ID")
  }

  mutating func tax(_ element: XMLElement) -> Tax {
    var tax = Tax(problems.category(element.first("CategoryCode")))
    tax.rate = problems.decimal(element, "RateApplicablePercent")
    if let type = element.text("TypeCode"), type != "VAT" { tax.name = type }
    return tax
  }

  mutating func period(_ element: XMLElement) -> Period? {
    guard let element = element.first("BillingSpecifiedPeriod") else { return nil }
    var period = Period()
    period.start = problems.day(element, "StartDateTime/DateTimeString")
    period.end = problems.day(element, "EndDateTime/DateTimeString")
    return period
  }

  mutating func readAllowances(
    _ settlement: XMLElement, _ allowances: inout [AllowanceCharge], _ charges: inout [AllowanceCharge]
  ) {
    for element in settlement.all("SpecifiedTradeAllowanceCharge") {
      var item = AllowanceCharge()
      item.amount = problems.decimal(element, "ActualAmount")
      item.base = problems.decimal(element, "BasisAmount")
      item.percent = problems.decimal(element, "CalculationPercent")
      item.reason = element.text("Reason")
      item.reasonCode = element.text("ReasonCode")
      for tax in element.all("CategoryTradeTax") { item.taxes.append(self.tax(tax)) }
      let indicator = element.text("ChargeIndicator/Indicator")
      if indicator == "true" || indicator == "1" { charges.append(item) } else { allowances.append(item) }
    }
    // Of extended profiles: carriage, which EN 16931 has as a charge like others.
    for element in settlement.all("SpecifiedLogisticsServiceCharge") {
      var item = AllowanceCharge()
      item.amount = problems.decimal(element, "AppliedAmount")
      item.reason = element.text("Description")
      for tax in element.all("AppliedTradeTax") { item.taxes.append(self.tax(tax)) }
      charges.append(item)
    }
  }
}
