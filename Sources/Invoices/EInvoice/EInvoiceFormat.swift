/// Which e-invoices are written.

public import Values

/// The e-invoice formats that are written. All carry the whole of EN 16931.
public enum EInvoiceFormat: String, Choice {
  /// Factur-X and ZUGFeRD, profile EN 16931: UN/CEFACT Cross Industry Invoice D16B.
  case cii
  /// OASIS UBL 2.1, Invoice or CreditNote.
  case ubl
  /// XRechnung 3.0 in CII.
  case xrechnung
  /// XRechnung 3.0 in UBL.
  case xrechnungUBL = "xrechnung-ubl"

  var isXRechnung: Bool { self == .xrechnung || self == .xrechnungUBL }
  var isUBL: Bool { self == .ubl || self == .xrechnungUBL }

  /// BT-24.
  var specification: String {
    isXRechnung
      ? "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0" : "urn:cen.eu:en16931:2017"
  }

  /// BT-23 where the invoice names none; XRechnung asks for one (PEPPOL-EN16931-R001).
  var impliedProcess: String? { isXRechnung ? EInvoiceFormat.billingProcess : nil }
  static let billingProcess = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

  /// The name under which it is embedded in a PDF (Factur-X 1.07 section 6.2).
  public var filename: String { isXRechnung ? "xrechnung.xml" : "factur-x.xml" }
}

extension Invoice {
  /// The e-invoice as XML in UTF-8. Write it only when `check` finds nothing that costs the e-invoice: what is missing
  /// is left out, and no recipient would accept the file.
  public func eInvoice(_ format: EInvoiceFormat) throws(DecimalOverflow) -> [UInt8] {
    let totals = try Totals(of: self)
    return format.isUBL
      ? UBLWriter(invoice: self, totals: totals, format: format).document()
      : CIIWriter(invoice: self, totals: totals, format: format).document()
  }

  /// BT-3.
  var documentTypeCode: String { typeCode ?? kind.typeCode }

  /// BG-16 has one code and one text (BT-81, BT-82; CII-SR-467, UBL-SR-47): ways to pay with another code than the first
  /// are printed, and are no part of the e-invoice.
  var eInvoicePayments: [Payment] {
    let coded = payments.filter { $0.impliedOrWrittenCode(currency) != nil }
    guard let first = coded.first else { return [] }
    return coded.filter { $0.impliedOrWrittenCode(currency) == first.impliedOrWrittenCode(currency) }
  }

  /// BT-120 and BT-121 of a category that pays no VAT. Four categories have one reason only, which need not be written.
  func exemption(of category: TaxCategory) -> (reason: String?, code: String?) {
    for exemption in exemptions where exemption.category == category { return (exemption.reason, exemption.code) }
    return (nil, category.impliedExemption)
  }
}

extension TaxCategory {
  /// The VATEX code that says the same as the category.
  var impliedExemption: String? {
    switch self {
    case .reverseCharge: "VATEX-EU-AE"
    case .intraCommunity: "VATEX-EU-IC"
    case .export: "VATEX-EU-G"
    case .outsideScope: "VATEX-EU-O"
    default: nil
    }
  }
}
