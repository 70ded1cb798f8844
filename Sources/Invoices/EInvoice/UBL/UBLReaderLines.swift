/// Reads the lines of a UBL document.

internal import Values

extension UBLReader {
  mutating func line(_ element: XMLElement) -> Line {
    var line = Line()
    line.id = element.first("ID")?.value
    line.note = element.first("Note")?.value
    let quantity = element.first(isCreditNote ? "CreditedQuantity" : "InvoicedQuantity")
    line.quantity = problems.decimal(quantity)
    line.unit = quantity?.attribute("unitCode")
    line.net = problems.decimal(element.first("LineExtensionAmount"))
    line.accounting = element.first("AccountingCost")?.value
    line.period = period(element)
    line.orderLine = element.at("OrderLineReference", "LineID")?.value
    line.object = element.at("DocumentReference", "ID").map { CIIReader.withScheme($0) }
    readAllowances(element, &line.allowances, &line.charges)
    if let item = element.first("Item") { readItem(item, &line) }
    if let price = element.first("Price") { readPrice(price, &line) }
    return line
  }

  private mutating func readItem(_ item: XMLElement, _ line: inout Line) {
    line.name = item.first("Name")?.value
    line.description = item.first("Description")?.value
    line.buyerId = item.at("BuyersItemIdentification", "ID")?.value
    line.sellerId = item.at("SellersItemIdentification", "ID")?.value
    line.standardId = item.at("StandardItemIdentification", "ID").map { CIIReader.withScheme($0) }
    line.origin = item.at("OriginCountry", "IdentificationCode")?.value
    for element in item.all("CommodityClassification") {
      guard let code = element.first("ItemClassificationCode") else { continue }
      var classification = Classification()
      classification.code = code.value
      classification.list = code.attribute("listID")
      classification.version = code.attribute("listVersionID")
      line.classifications.append(classification)
    }
    for category in item.all("ClassifiedTaxCategory") { line.taxes.append(tax(category)) }
    for element in item.all("AdditionalItemProperty") {
      var attribute = Attribute()
      attribute.name = element.first("Name")?.value
      attribute.value = element.first("Value")?.value
      line.attributes.append(attribute)
    }
  }

  private mutating func readPrice(_ price: XMLElement, _ line: inout Line) {
    line.price = problems.decimal(price.first("PriceAmount"))
    line.priceBase = problems.decimal(price.first("BaseQuantity"))
    if let discount = price.first("AllowanceCharge") {
      line.priceDiscount = problems.decimal(discount.first("Amount"))
      line.grossPrice = problems.decimal(discount.first("BaseAmount"))
    }
  }

  mutating func period(_ element: XMLElement) -> Period? {
    guard let element = element.first("InvoicePeriod") else { return nil }
    var period = Period()
    period.start = problems.day(element.first("StartDate"))
    period.end = problems.day(element.first("EndDate"))
    return period == Period() ? nil : period
  }
}
