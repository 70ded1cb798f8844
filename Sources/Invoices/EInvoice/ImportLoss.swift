/// What an imported file says that the invoice does not: the invoice is written again in the file's own syntax, and each
/// text of the file that does not come back is reported with its place.

internal import Values

enum ImportLoss {
  static func findings(_ root: XMLElement, _ invoice: Invoice) -> [Finding] {
    do throws(DecimalOverflow) {
      let format: EInvoiceFormat = root.name == "CrossIndustryInvoice" ? .cii : .ubl
      let written = try reparsed(try invoice.eInvoice(format))
      var kept: [String: Int] = [:]
      count(written, "", &kept)
      var lost: [Finding] = []
      compare(root, "", &kept, &lost)
      return lost
    } catch {
      return [.overflow]
    }
  }

  private static func reparsed(_ bytes: [UInt8]) throws(DecimalOverflow) -> XMLElement {
    do throws(XMLError) {
      return try XMLParser.parse(bytes)
    } catch {
      // What the writer writes can always be read; were it not so, everything would count as lost.
      return XMLElement(name: "")
    }
  }

  private static func count(_ element: XMLElement, _ path: String, _ kept: inout [String: Int]) {
    let path = path + "/" + element.name
    if let value = comparable(element) { kept[path + "=" + value, default: 0] += 1 }
    for child in element.children { count(child, path, &kept) }
  }

  private static func compare(
    _ element: XMLElement, _ path: String, _ kept: inout [String: Int], _ lost: inout [Finding]
  ) {
    guard !isOurs(element.name) else { return }
    let path = path + "/" + element.name
    if let value = comparable(element) {
      if let left = kept[path + "=" + value], left > 0 {
        kept[path + "=" + value] = left - 1
      } else if !isKeptElsewhere(path, value, kept) && !isNoAmount(element) {
        lost.append(finding(path, value))
      }
    }
    for child in element.children { compare(child, path, &kept, &lost) }
  }

  /// What the readers take from one place and the writers write at another, by the ends of both paths.
  private static let elsewhere: [(from: StaticString, to: StaticString)] = [
    ("Party/PartyName/Name", "Party/PartyLegalEntity/RegistrationName"),
    ("Invoice/PaymentMeans/PaymentDueDate", "Invoice/DueDate"),
    ("TaxCurrencyCode", "DocumentCurrencyCode"), ("TaxCurrencyCode", "InvoiceCurrencyCode"),
    ("FinancialInstitutionBranch/FinancialInstitution/ID", "FinancialInstitutionBranch/ID"),
    ("TaxTotal/TaxSubtotal/Percent", "TaxTotal/TaxSubtotal/TaxCategory/Percent"),
    ("Line/TaxTotal/TaxSubtotal/Percent", "Line/Item/ClassifiedTaxCategory/Percent"),
    ("Line/TaxTotal/TaxSubtotal/TaxCategory/ID", "Line/Item/ClassifiedTaxCategory/ID"),
    ("Line/TaxTotal/TaxSubtotal/TaxCategory/Percent", "Line/Item/ClassifiedTaxCategory/Percent"),
    ("Line/TaxTotal/TaxSubtotal/TaxCategory/TaxScheme/ID", "Line/Item/ClassifiedTaxCategory/TaxScheme/ID"),
    ("SpecifiedLogisticsServiceCharge/Description", "SpecifiedTradeAllowanceCharge/Reason"),
    ("SpecifiedLogisticsServiceCharge/AppliedAmount", "SpecifiedTradeAllowanceCharge/ActualAmount"),
    ("LogisticsServiceCharge/AppliedTradeTax/TypeCode", "TradeAllowanceCharge/CategoryTradeTax/TypeCode"),
    ("LogisticsServiceCharge/AppliedTradeTax/CategoryCode", "TradeAllowanceCharge/CategoryTradeTax/CategoryCode"),
    (
      "LogisticsServiceCharge/AppliedTradeTax/RateApplicablePercent",
      "TradeAllowanceCharge/CategoryTradeTax/RateApplicablePercent"
    ),
  ]

  private static func isKeptElsewhere(_ path: String, _ value: String, _ kept: [String: Int]) -> Bool {
    elsewhere.contains { from, to in
      guard let begin = Text.before(from, path) else { return false }
      return kept[begin + String(text: to) + "=" + value] != nil
    }
  }

  /// A sum of nothing need not be said.
  private static func isNoAmount(_ element: XMLElement) -> Bool {
    Text.before("Amount", element.name) != nil && element.value.flatMap { Decimal($0) }?.isZero == true
  }

  /// Elements that say which specification is followed, or what the schema alone wants.
  private static let ours = CodeList(
    "CustomizationID ProfileID NetworkID UBLVersionID TestIndicator GuidelineSpecifiedDocumentContextParameter")

  private static func isOurs(_ name: String) -> Bool {
    ours.contains(name)
  }

  /// Numbers count by their value.
  private static func comparable(_ element: XMLElement) -> String? {
    guard element.children.isEmpty, let value = element.value else { return nil }
    return Decimal(value)?.normalized.description ?? value
  }

  private static func finding(_ path: String, _ value: String) -> Finding {
    Finding(
      rule: "not-imported", field: path, sentence: "“" + Text.shortened(value) + "” was not taken over.",
      advice: "Look whether it matters, and enter it by hand.", loss: .nothing)
  }
}
