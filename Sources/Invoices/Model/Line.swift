/// What is invoiced, and what is taken off or added.

public import Values

/// VAT categories (UNTDID 5305 as EN 16931 restricts it).
public enum TaxCategory: String, Choice {
  case standard = "S"
  case zero = "Z"
  case exempt = "E"
  case reverseCharge = "AE"
  case intraCommunity = "K"
  case export = "G"
  case outsideScope = "O"
  case canaryIslands = "L"
  case ceutaMelilla = "M"
  case splitPayment = "B"
}

/// A tax on a line, an allowance or a charge. Without a name it is VAT; with one it is another country's tax.
public struct Tax: Described {
  public static let about = "A tax: VAT by category and rate, or another country's tax by name and rate."
  public var name: String?
  public var category = TaxCategory.standard
  public var rate: Decimal?
  public init() {}
  public init(_ category: TaxCategory, rate: Decimal? = nil) {
    self.category = category
    self.rate = rate
  }

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "The name of a tax that is not VAT, such as GST or Sales tax.")
    fields.choice("category", &category, default: .standard, "BT-151, BT-95, BT-102: the VAT category.")
    fields.decimal("rate", &rate, "BT-152, BT-96, BT-103: the rate in percent, such as 19.")
  }
}

public struct Exemption: Described {
  public static let about = "Why a VAT category pays no VAT."
  public var category = TaxCategory.exempt
  public var reason: String?
  public var code: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.choice("category", &category, default: .exempt, "BT-118: the category.")
    fields.text("reason", &reason, "BT-120: the reason, in words.")
    fields.text("code", &code, "BT-121: the reason's VATEX code, such as VATEX-EU-AE.")
  }
}

/// An allowance or a charge, on the document (BG-20, BG-21) or on a line (BG-27, BG-28).
public struct AllowanceCharge: Described {
  public static let about = "An allowance (BG-20, BG-27) or charge (BG-21, BG-28): an amount, or a percent of a base."
  public var amount: Decimal?
  public var base: Decimal?
  public var percent: Decimal?
  public var taxes: [Tax] = []
  public var reason: String?
  public var reasonCode: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.decimal("amount", &amount, "BT-92, BT-99, BT-136, BT-141: computed from the percentage when absent.")
    fields.decimal("base", &base, "BT-93, BT-100, BT-137, BT-142: what the percentage is of.")
    fields.decimal("percent", &percent, "BT-94, BT-101, BT-138, BT-143.")
    fields.groups("taxes", &taxes, "The tax of an allowance or charge on the document.")
    fields.text("reason", &reason, "BT-97, BT-104, BT-139, BT-144: in words.")
    fields.text("reasonCode", &reasonCode, "BT-98, BT-105, BT-140, BT-145: UNTDID 5189 or 7161.")
  }
}

public struct Line: Described {
  public static let about = "A line (BG-25)."
  public var id: String?
  public var name: String?
  public var description: String?
  public var quantity: Decimal?
  public var unit: String?
  public var price: Decimal?
  public var priceBase: Decimal?
  public var grossPrice: Decimal?
  public var priceDiscount: Decimal?
  public var taxes: [Tax] = []
  public var allowances: [AllowanceCharge] = []
  public var charges: [AllowanceCharge] = []
  public var net: Decimal?
  public var note: String?
  public var period: Period?
  public var object: Identifier?
  public var orderLine: String?
  public var accounting: String?
  public var sellerId: String?
  public var buyerId: String?
  public var standardId: Identifier?
  public var classifications: [Classification] = []
  public var origin: String?
  public var attributes: [Attribute] = []
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("id", &id, "BT-126: the line's own id; its place in the list when absent.")
    fields.text("name", &name, "BT-153: what it is.")
    fields.text("description", &description, "BT-154: more about it.")
    fields.decimal("quantity", &quantity, "BT-129: how many.")
    fields.text("unit", &unit, "BT-130, BT-150: of what, a code of UN/ECE Rec 20 or 21 such as HUR, DAY, C62 (one).")
    fields.decimal("price", &price, "BT-146: net price for the price base.")
    fields.decimal("priceBase", &priceBase, "BT-149: for how many units the price is; 1 when absent.")
    fields.decimal("grossPrice", &grossPrice, "BT-148: price before the discount.")
    fields.decimal("priceDiscount", &priceDiscount, "BT-147: the discount on the gross price.")
    fields.groups("taxes", &taxes, "BG-30: the line's taxes.")
    fields.groups("allowances", &allowances, "BG-27.")
    fields.groups("charges", &charges, "BG-28.")
    fields.decimal("net", &net, "BT-131: the net amount as stated, where it differs from the computed one.")
    fields.text("note", &note, "BT-127.")
    describeReferences(&fields)
  }

  private mutating func describeReferences<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.group("period", &period, "BG-26: the line's period.")
    fields.group("object", &object, "BT-128: the object that is invoiced, such as a meter.")
    fields.text("orderLine", &orderLine, "BT-132: the line of the order.")
    fields.text("accounting", &accounting, "BT-133: the buyer's accounting reference.")
    fields.text("sellerId", &sellerId, "BT-155: the seller's article number.")
    fields.text("buyerId", &buyerId, "BT-156: the buyer's article number.")
    fields.group("standardId", &standardId, "BT-157: a standard article number, such as a GTIN (scheme 0160).")
    fields.groups("classifications", &classifications, "BT-158.")
    fields.text("origin", &origin, "BT-159: ISO 3166-1 code of the country of origin.")
    fields.groups("attributes", &attributes, "BG-32.")
  }
}

public struct Classification: Described {
  public static let about = "A code of a classification (BT-158)."
  public var code: String?
  public var list: String?
  public var version: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("code", &code, "The code.")
    fields.text("list", &list, "The classification, a code of UNTDID 7143 such as STI for CPV.")
    fields.text("version", &version, "Its version.")
  }
}

public struct Attribute: Described {
  public static let about = "A property of what is invoiced (BG-32)."
  public var name: String?
  public var value: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "BT-160.")
    fields.text("value", &value, "BT-161.")
  }
}
