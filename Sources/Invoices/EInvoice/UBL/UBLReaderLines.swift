/// Reads the lines of a UBL document.

internal import Values

extension UBLReader {
  mutating func line(_ element: XMLElement) -> Line {
    var line = Line()
    line.id = element.text("ID")
    line.note = element.text("Note")
    let quantity = element.first(isCreditNote ? "CreditedQuantity" : "InvoicedQuantity")
    line.quantity = problems.decimal(quantity)
    line.unit = quantity?.attribute("unitCode")
    line.net = problems.decimal(element, "LineExtensionAmount")
    line.accounting = element.text("AccountingCost")
    line.period = period(element)
    line.orderLine = element.text("OrderLineReference/LineID")
    line.object = element.find("DocumentReference/ID").map { CIIReader.withScheme($0) }
    readAllowances(element, &line.allowances, &line.charges)
    if let item = element.first("Item") { readItem(item, &line) }
    if line.taxes.isEmpty { readLineTaxes(element, &line) }
    if let price = element.first("Price") { readPrice(price, &line) }
    return line
  }

  private mutating func readItem(_ item: XMLElement, _ line: inout Line) {
    line.name = item.text("Name")
    line.description = item.text("Description")
    line.buyerId = item.text("BuyersItemIdentification/ID")
    line.sellerId = item.text("SellersItemIdentification/ID")
    line.standardId = item.find("StandardItemIdentification/ID").map { CIIReader.withScheme($0) }
    line.origin = item.text("OriginCountry/IdentificationCode")
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
      attribute.name = element.text("Name")
      attribute.value = element.text("Value")
      line.attributes.append(attribute)
    }
  }

  /// Files older than EN 16931 say with a line's sums how it is taxed.
  private mutating func readLineTaxes(_ element: XMLElement, _ line: inout Line) {
    for total in element.all("TaxTotal") {
      for subtotal in total.all("TaxSubtotal") {
        if let category = subtotal.first("TaxCategory") { line.taxes.append(subtotalTax(subtotal, category)) }
      }
    }
  }

  private mutating func readPrice(_ price: XMLElement, _ line: inout Line) {
    line.price = problems.decimal(price, "PriceAmount")
    line.priceBase = problems.decimal(price, "BaseQuantity")
    if let discount = price.first("AllowanceCharge") {
      line.priceDiscount = problems.decimal(discount, "Amount")
      line.grossPrice = problems.decimal(discount, "BaseAmount")
      // UBL wants an amount where there is no discount.
      if line.priceDiscount?.isZero ?? false { line.priceDiscount = nil }
    }
  }

  mutating func period(_ element: XMLElement) -> Period? {
    guard let element = element.first("InvoicePeriod") else { return nil }
    var period = Period()
    period.start = problems.day(element, "StartDate")
    period.end = problems.day(element, "EndDate")
    return period == Period() ? nil : period
  }
}
