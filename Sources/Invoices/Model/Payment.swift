/// Ways to pay, and amounts as another program stated them.

public import Values

/// Which payment code is printed.
public enum PaymentCode: String, Choice {
  case none
  /// European Payments Council, EPC069-12.
  case epc
  /// Swiss QR-bill.
  case swiss
  /// The link as a QR code.
  case link
}

public struct Payment: Described {
  public static let about = "A way to pay (BG-16)."
  public var code: String?
  public var text: String?
  public var account: String?
  public var accountName: String?
  public var bic: String?
  public var card: Card?
  public var directDebit: DirectDebit?
  public var link: String?
  public var qr = PaymentCode.none
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("code", &code, "BT-81: UNTDID 4461; when absent 58 or 30 with an account, 48 with a card, 59 by debit.")
    fields.text("text", &text, "BT-82: in words.")
    fields.text("account", &account, "BT-84: IBAN, or another account number.")
    fields.text("accountName", &accountName, "BT-85: its holder.")
    fields.text("bic", &bic, "BT-86.")
    fields.group("card", &card, "BG-18: the card with which it was paid.")
    fields.group("directDebit", &directDebit, "BG-19.")
    fields.text("link", &link, "A page on which to pay; no part of the e-invoice.")
    fields.choice("qr", &qr, default: .none, "The QR code to print; no part of the e-invoice.")
  }

  /// The code that is meant when none is written (UNTDID 4461).
  func impliedCode(currency: String?) -> String? {
    if directDebit != nil { return "59" }
    if card != nil { return "48" }
    if account != nil { return currency == "EUR" ? "58" : "30" }
    return nil
  }

  /// Of other addresses, `javascript:` for one, a reader of PDF would do what they say.
  var hasWebLink: Bool {
    guard let link else { return false }
    return link.utf8.starts(with: "https://".utf8) || link.utf8.starts(with: "http://".utf8)
  }

  func impliedOrWrittenCode(_ currency: String?) -> String? { code ?? impliedCode(currency: currency) }
}

public struct Card: Described {
  public static let about = "The card with which it was paid (BG-18)."
  public var number: String?
  public var holder: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("number", &number, "BT-87: its last four to six digits.")
    fields.text("holder", &holder, "BT-88.")
  }
}

public struct DirectDebit: Described {
  public static let about = "Direct debit (BG-19)."
  public var mandate: String?
  public var creditor: String?
  public var account: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("mandate", &mandate, "BT-89: the mandate's reference.")
    fields.text("creditor", &creditor, "BT-90: the creditor's identifier.")
    fields.text("account", &account, "BT-91: the account that is debited.")
  }
}

/// Kept by the importer where a file says something else than its own lines add up to: what was stated is what is
/// printed and exported, and the rules say what is wrong with it.
public struct StatedTotals: Described {
  public static let about = "Amounts as another program stated them."
  public var lines: Decimal?
  public var allowances: Decimal?
  public var charges: Decimal?
  public var withoutTax: Decimal?
  public var tax: Decimal?
  public var withTax: Decimal?
  public var due: Decimal?
  public var taxes: [StatedTax] = []
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.decimal("lines", &lines, "BT-106: sum of the lines.")
    fields.decimal("allowances", &allowances, "BT-107.")
    fields.decimal("charges", &charges, "BT-108.")
    fields.decimal("withoutTax", &withoutTax, "BT-109.")
    fields.decimal("tax", &tax, "BT-110.")
    fields.decimal("withTax", &withTax, "BT-112.")
    fields.decimal("due", &due, "BT-115.")
    fields.groups("taxes", &taxes, "BG-23.")
  }
}

public struct StatedTax: Described {
  public static let about = "A line of the tax breakdown as stated (BG-23)."
  public var tax: Tax?
  public var base: Decimal?
  public var amount: Decimal?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.group("tax", &tax, "BT-118, BT-119.")
    fields.decimal("base", &base, "BT-116.")
    fields.decimal("amount", &amount, "BT-117.")
  }
}
