/// Reads the lines of a Cross Industry Invoice.

internal import Values

extension CIIReader {
  mutating func line(_ element: XMLElement) -> Line {
    var line = Line()
    line.id = element.at("AssociatedDocumentLineDocument", "LineID")?.value
    line.note = element.at("AssociatedDocumentLineDocument", "IncludedNote", "Content")?.value
    if let product = element.first("SpecifiedTradeProduct") { readProduct(product, &line) }
    if let agreement = element.first("SpecifiedLineTradeAgreement") { readPrices(agreement, &line) }
    let quantity = element.at("SpecifiedLineTradeDelivery", "BilledQuantity")
    line.quantity = problems.decimal(quantity)
    line.unit = quantity?.attribute("unitCode")
    if let settlement = element.first("SpecifiedLineTradeSettlement") { readLineSettlement(settlement, &line) }
    return line
  }

  private func readProduct(_ product: XMLElement, _ line: inout Line) {
    line.name = product.first("Name")?.value
    line.description = product.first("Description")?.value
    line.sellerId = product.first("SellerAssignedID")?.value
    line.buyerId = product.first("BuyerAssignedID")?.value
    line.standardId = product.first("GlobalID").map { CIIReader.withScheme($0) }
    line.origin = product.at("OriginTradeCountry", "ID")?.value
    for element in product.all("ApplicableProductCharacteristic") {
      var attribute = Attribute()
      attribute.name = element.first("Description")?.value
      attribute.value = element.first("Value")?.value
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
    line.orderLine = agreement.at("BuyerOrderReferencedDocument", "LineID")?.value
    if let gross = agreement.first("GrossPriceProductTradePrice") {
      line.grossPrice = problems.decimal(gross.first("ChargeAmount"))
      line.priceDiscount = problems.decimal(gross.at("AppliedTradeAllowanceCharge", "ActualAmount"))
      line.priceBase = problems.decimal(gross.first("BasisQuantity"))
    }
    if let net = agreement.first("NetPriceProductTradePrice") {
      line.price = problems.decimal(net.first("ChargeAmount"))
      line.priceBase = problems.decimal(net.first("BasisQuantity")) ?? line.priceBase
    }
  }

  private mutating func readLineSettlement(_ settlement: XMLElement, _ line: inout Line) {
    for element in settlement.all("ApplicableTradeTax") { line.taxes.append(tax(element)) }
    line.period = period(settlement)
    readAllowances(settlement, &line.allowances, &line.charges)
    line.net = problems.decimal(settlement.at("SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"))
    for document in settlement.all("AdditionalReferencedDocument") { line.object = CIIReader.object(document) }
    line.accounting = settlement.at("ReceivableSpecifiedTradeAccountingAccount", "ID")?.value
  }

  mutating func tax(_ element: XMLElement) -> Tax {
    var tax = Tax(problems.category(element.first("CategoryCode")))
    tax.rate = problems.decimal(element.first("RateApplicablePercent"))
    if let type = element.first("TypeCode")?.value, type != "VAT" { tax.name = type }
    return tax
  }

  mutating func period(_ element: XMLElement) -> Period? {
    guard let element = element.first("BillingSpecifiedPeriod") else { return nil }
    var period = Period()
    period.start = problems.day(element.at("StartDateTime", "DateTimeString"))
    period.end = problems.day(element.at("EndDateTime", "DateTimeString"))
    return period
  }

  mutating func readAllowances(
    _ settlement: XMLElement, _ allowances: inout [AllowanceCharge], _ charges: inout [AllowanceCharge]
  ) {
    for element in settlement.all("SpecifiedTradeAllowanceCharge") {
      var item = AllowanceCharge()
      item.amount = problems.decimal(element.first("ActualAmount"))
      item.base = problems.decimal(element.first("BasisAmount"))
      item.percent = problems.decimal(element.first("CalculationPercent"))
      item.reason = element.first("Reason")?.value
      item.reasonCode = element.first("ReasonCode")?.value
      for tax in element.all("CategoryTradeTax") { item.taxes.append(self.tax(tax)) }
      let indicator = element.at("ChargeIndicator", "Indicator")?.value
      if indicator == "true" || indicator == "1" { charges.append(item) } else { allowances.append(item) }
    }
  }
}
