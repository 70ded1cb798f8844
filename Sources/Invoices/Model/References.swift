/// What an invoice refers to and what it carries with it.

public import Values

public struct References: Described {
  public static let about = "References to other documents."
  public var buyer: String?
  public var order: String?
  public var contract: String?
  public var project: String?
  public var salesOrder: String?
  public var receivingAdvice: String?
  public var despatchAdvice: String?
  public var tender: String?
  public var object: Identifier?
  public var accounting: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("buyer", &buyer, "BT-10: the buyer's reference; in Germany the Leitweg-ID.")
    fields.text("order", &order, "BT-13: the purchase order.")
    fields.text("contract", &contract, "BT-12.")
    fields.text("project", &project, "BT-11.")
    fields.text("salesOrder", &salesOrder, "BT-14: the seller's order.")
    fields.text("receivingAdvice", &receivingAdvice, "BT-15.")
    fields.text("despatchAdvice", &despatchAdvice, "BT-16: the delivery note.")
    fields.text("tender", &tender, "BT-17: tender or lot.")
    fields.group("object", &object, "BT-18: the object that is invoiced, such as a subscription.")
    fields.text("accounting", &accounting, "BT-19: the buyer's accounting reference.")
  }
}

public struct PrecedingInvoice: Described {
  public static let about = "An invoice that this one corrects or credits (BG-3)."
  public var number: String?
  public var issued: Day?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("number", &number, "BT-25.")
    fields.day("issued", &issued, "BT-26.")
  }
}

public struct Note: Described {
  public static let about = "A note (BG-1)."
  public var text: String?
  public var subject: String?
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("text", &text, "BT-22.")
    fields.text("subject", &subject, "BT-21: what it is about, a code of UNTDID 4451 such as REG.")
  }
}

public struct Attachment: Described {
  public static let about = "A supporting document (BG-24)."
  public var id: String?
  public var description: String?
  public var url: String?
  public var filename: String?
  public var mime: String?
  public var content: [UInt8] = []
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("id", &id, "BT-122: how it is called.")
    fields.text("description", &description, "BT-123.")
    fields.text("url", &url, "BT-124: where it is, if it is not embedded.")
    fields.text("filename", &filename, "BT-125-2: its file's name.")
    fields.text("mime", &mime, "BT-125-1: its media type, such as application/pdf.")
    fields.bytes("content", &content, "BT-125: the file.")
  }
}
