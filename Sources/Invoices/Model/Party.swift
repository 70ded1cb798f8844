/// The people and places on an invoice.

public import Values

/// An identifier with the scheme that issued it.
public struct Identifier: Described {
  public static let about = "An identifier and who issues such identifiers."
  public var id: String?
  public var scheme: String?
  public init() {}
  public init(_ id: String, scheme: String? = nil) {
    self.id = id
    self.scheme = scheme
  }
  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("id", &id, "The identifier.")
    fields.text("scheme", &scheme, "The code of its scheme, such as 0088 for a GLN.")
  }
}

/// Seller (BG-4) or buyer (BG-7); the second number is the buyer's.
public struct Party: Described {
  public static let about = "Seller (BG-4) or buyer (BG-7)."
  public var name: String?
  public var tradingName: String?
  public var ids: [Identifier] = []
  public var legalId: Identifier?
  public var vatId: String?
  public var taxId: String?
  public var legalForm: String?
  public var endpoint: Identifier?
  public var address: Address?
  public var contact: Contact?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "BT-27, BT-44: the full, legal name.")
    fields.text("tradingName", &tradingName, "BT-28, BT-45: the name under which it trades, if another.")
    fields.groups("ids", &ids, "BT-29, BT-46: identifiers, such as a customer number (ISO 6523 schemes).")
    fields.group("legalId", &legalId, "BT-30, BT-47: the number in the register of companies.")
    fields.text("vatId", &vatId, "BT-31, BT-48: the VAT identifier with its country, such as DE123456788.")
    fields.text("taxId", &taxId, "BT-32: the local tax number (seller).")
    fields.text("legalForm", &legalForm, "BT-33: register, capital, directors (seller).")
    fields.group("endpoint", &endpoint, "BT-34, BT-49: the electronic address (EAS schemes; EM is e-mail).")
    fields.group("address", &address, "BG-5, BG-8: the postal address.")
    fields.group("contact", &contact, "BG-6, BG-9: whom to ask.")
  }
}

public struct Address: Described {
  public static let about = "A postal address (BG-5, BG-8, BG-12, BG-15)."
  public var street: String?
  public var street2: String?
  public var street3: String?
  public var postcode: String?
  public var city: String?
  public var region: String?
  public var country: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("street", &street, "BT-35, BT-50: first line, usually street and number.")
    fields.text("street2", &street2, "BT-36, BT-51: second line.")
    fields.text("street3", &street3, "BT-162, BT-163: third line.")
    fields.text("postcode", &postcode, "BT-38, BT-53.")
    fields.text("city", &city, "BT-37, BT-52.")
    fields.text("region", &region, "BT-39, BT-54: state or province.")
    fields.text("country", &country, "BT-40, BT-55: ISO 3166-1 code of two letters, such as DE.")
  }
}

public struct Contact: Described {
  public static let about = "Whom to ask (BG-6, BG-9)."
  public var name: String?
  public var phone: String?
  public var email: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "BT-41, BT-56: a person or department.")
    fields.text("phone", &phone, "BT-42, BT-57.")
    fields.text("email", &email, "BT-43, BT-58.")
  }
}

public struct Payee: Described {
  public static let about = "Who is paid, if not the seller (BG-10)."
  public var name: String?
  public var id: Identifier?
  public var legalId: Identifier?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "BT-59.")
    fields.group("id", &id, "BT-60.")
    fields.group("legalId", &legalId, "BT-61.")
  }
}

public struct TaxRepresentative: Described {
  public static let about = "The seller's tax representative (BG-11)."
  public var name: String?
  public var vatId: String?
  public var address: Address?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "BT-62.")
    fields.text("vatId", &vatId, "BT-63.")
    fields.group("address", &address, "BG-12.")
  }
}

public struct Delivery: Described {
  public static let about = "Where and when it was delivered (BG-13)."
  public var name: String?
  public var location: Identifier?
  public var date: Day?
  public var address: Address?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("name", &name, "BT-70: who received it.")
    fields.group("location", &location, "BT-71: the identifier of the place.")
    fields.day("date", &date, "BT-72: the day of delivery.")
    fields.group("address", &address, "BG-15.")
  }
}

public struct Period: Described {
  public static let about = "A period (BG-14, BG-26)."
  public var start: Day?
  public var end: Day?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.day("start", &start, "BT-73, BT-134: its first day.")
    fields.day("end", &end, "BT-74, BT-135: its last day.")
  }
}
