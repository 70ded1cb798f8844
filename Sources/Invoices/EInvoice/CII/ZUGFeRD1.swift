/// ZUGFeRD 1 (2014) says what a Cross Industry Invoice says by the names of an earlier version. Archives are full of it: its
/// elements get their later names, and it is read like any other.

enum ZUGFeRD1 {
  static let root = "CrossIndustryDocument"
  /// The name alone stands in the metadata of a PDF, too.
  static let namespace = "urn:ferd:CrossIndustryDocument:invoice:1p0"

  /// A document of another kind stays as it is.
  static func renamed(_ root: XMLElement) -> XMLElement {
    root.name == ZUGFeRD1.root ? renamed(root, in: "") : root
  }

  private static func renamed(_ element: XMLElement, in parent: String) -> XMLElement {
    XMLElement(
      name: name(of: element.name, in: parent), namespace: element.namespace, attributes: element.attributes,
      children: element.children.map { renamed($0, in: element.name) }, text: element.text)
  }

  private static func name(of name: String, in parent: String) -> String {
    switch name {
    case root: "CrossIndustryInvoice"
    case "SpecifiedExchangedDocumentContext": "ExchangedDocumentContext"
    case "HeaderExchangedDocument": "ExchangedDocument"
    case "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction"
    case "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement"
    case "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery"
    case "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement"
    case "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement"
    case "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery"
    case "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement"
    case "SpecifiedTradeSettlementMonetarySummation" where parent == "ApplicableSupplyChainTradeSettlement":
      "SpecifiedTradeSettlementHeaderMonetarySummation"
    case "SpecifiedTradeSettlementMonetarySummation": "SpecifiedTradeSettlementLineMonetarySummation"
    case "ApplicablePercent": "RateApplicablePercent"
    case "ID" where Text.contains(Array(parent.utf8), Array("ReferencedDocument".utf8)): "IssuerAssignedID"
    default: name
    }
  }
}
