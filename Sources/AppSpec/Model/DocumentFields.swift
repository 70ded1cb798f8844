/// The closed list of what a `document` block can fill in. Words are those of the invoice's model.
extension DocumentField {
  /// Without these no document can be told from another, or says who owes whom what.
  static let needed = ["number", "issued", "currency", "seller.name", "buyer.name"]

  static let document: [DocumentField] =
    head + party("seller", "the seller") + seller + party("buyer", "the customer") + buyer
    + reduction("discount", "allowances[0]", "taken off", "BT-92", "BT-97")
    + reduction("surcharge", "charges[0]", "added", "BT-99", "BT-104") + payment + exemption + look

  static let line: [DocumentField] = [
    DocumentField(nil, "name", "name", "What it is (BT-153)."),
    DocumentField(nil, "description", "description", "More about it (BT-154)."),
    DocumentField(nil, "quantity", "quantity", .decimal, "How many (BT-129)."),
    DocumentField(nil, "unit", "unit", "A code of UN/ECE Recommendation 20, such as HUR or KGM (BT-130); C62 is one."),
    DocumentField(nil, "price", "price", .decimal, "The net price of one unit (BT-146)."),
    DocumentField(nil, "vat", "taxes[0].rate", .decimal, "The VAT rate (BT-152): 19, or 0.19 with the format percent."),
    DocumentField(nil, "vat_category", "taxes[0].category", .word(categories), "The VAT category (BT-151); S if none."),
    DocumentField(
      nil, "discount", "allowances[0].amount", .decimal, "What is taken off the line, without VAT (BT-136)."),
    DocumentField(nil, "discount_reason", "allowances[0].reason", "Why (BT-139)."),
    DocumentField(nil, "surcharge", "charges[0].amount", .decimal, "What is added to the line, without VAT (BT-141)."),
    DocumentField(nil, "surcharge_reason", "charges[0].reason", "Why (BT-144)."),
    DocumentField(nil, "article", "sellerId", "The seller's article number (BT-155)."),
    DocumentField(nil, "note", "note", "A note on the line (BT-127)."),
  ]

  /// UNTDID 5305 as EN 16931 restricts it.
  private static let categories = ["S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"]

  private static let head: [DocumentField] = [
    DocumentField(
      nil, "kind", "kind",
      .word([
        "invoice", "credit-note", "corrected-invoice", "prepayment-invoice", "pro-forma", "quote", "receipt",
      ]), "What kind of document it is; an invoice if nothing is said (BT-3)."),
    DocumentField(nil, "number", "number", "Its number (BT-1)."),
    DocumentField(nil, "issued", "issued", .day, "The day of issue (BT-2)."),
    DocumentField(nil, "due", "due", .day, "The day by which it is to be paid (BT-9)."),
    DocumentField(nil, "valid_until", "validUntil", .day, "Until when a quote can be accepted."),
    DocumentField(nil, "delivered", "delivery.date", .day, "The day of delivery (BT-72)."),
    DocumentField(nil, "currency", "currency", .currency, "The currency of all amounts (BT-5)."),
    DocumentField(nil, "order", "references.order", "The customer's order (BT-13)."),
    DocumentField(nil, "buyer_reference", "references.buyer", "The customer's reference (BT-10)."),
    DocumentField(nil, "corrects", "preceding[0].number", "The invoice that it corrects or credits (BT-25)."),
    DocumentField(nil, "prepaid", "prepaid", .decimal, "What has been paid already (BT-113)."),
    DocumentField(nil, "note", "notes[0].text", "A note (BT-22)."),
    DocumentField(nil, "payment_terms", "paymentTerms", "Terms of payment, in words (BT-20)."),
    DocumentField(nil, "payment_reference", "paymentReference", "What the payer writes (BT-83)."),
  ]

  private static func party(_ role: String, _ who: String) -> [DocumentField] {
    let fields: [(key: String, path: String, kind: Kind, what: String)] = [
      ("name", "name", .text, "The full name of"), ("street", "address.street", .text, "Street and number of"),
      ("street2", "address.street2", .text, "The second line of the address of"),
      ("postcode", "address.postcode", .text, "The postcode of"), ("city", "address.city", .text, "The city of"),
      ("region", "address.region", .text, "State or province of"),
      ("country", "address.country", .country, "The country (ISO 3166-1, two letters) of"),
      ("vat_id", "vatId", .text, "The VAT identifier of"), ("legal_id", "legalId.id", .text, "The register number of"),
      ("contact", "contact.name", .text, "Whom to ask at"), ("phone", "contact.phone", .text, "The phone of"),
      ("email", "contact.email", .text, "The e-mail address of"),
      ("endpoint", "endpoint.id", .text, "The electronic address (BT-34, BT-49) of"),
      ("endpoint_scheme", "endpoint.scheme", .text, "Its EAS code, such as EM for e-mail or 0088 for a GLN, of"),
    ]
    return fields.map { DocumentField(role, $0.key, "\(role).\($0.path)", $0.kind, "\($0.what) \(who).") }
  }

  private static let seller: [DocumentField] = [
    DocumentField("seller", "tax_id", "seller.taxId", "The local tax number (BT-32)."),
    DocumentField("seller", "legal_form", "seller.legalForm", "Register, capital, directors (BT-33)."),
  ]

  private static let buyer: [DocumentField] = [
    DocumentField("buyer", "number", "buyer.ids[0].id", "The customer's number (BT-46).")
  ]

  /// Of the whole document; without an amount, or with 0, there is none.
  private static func reduction(
    _ group: String, _ path: String, _ what: String, _ amount: String, _ reason: String
  ) -> [DocumentField] {
    [
      DocumentField(group, "amount", path + ".amount", .decimal, "What is \(what), without VAT (\(amount))."),
      DocumentField(group, "reason", path + ".reason", "Why (\(reason))."),
      DocumentField(group, "vat", path + ".taxes[0].rate", .decimal, "Its VAT rate, as that of a line."),
      DocumentField(group, "vat_category", path + ".taxes[0].category", .word(categories), "Its VAT category."),
    ]
  }

  private static let payment: [DocumentField] = [
    DocumentField("payment", "account", "payments[0].account", "IBAN or another account number (BT-84)."),
    DocumentField("payment", "bic", "payments[0].bic", "The bank's code (BT-86)."),
    DocumentField("payment", "holder", "payments[0].accountName", "The account's holder (BT-85)."),
    DocumentField("payment", "link", "payments[0].link", "A page on which to pay."),
    DocumentField("payment", "qr", "payments[0].qr", .word(["none", "epc", "swiss", "link"]), "The code to print."),
  ]

  private static let exemption: [DocumentField] = [
    DocumentField("exemption", "category", "exemptions[0].category", .word(categories), "The category (BT-118)."),
    DocumentField("exemption", "reason", "exemptions[0].reason", "Why no VAT is due, in words (BT-120)."),
    DocumentField("exemption", "code", "exemptions[0].code", "The same as a VATEX code (BT-121)."),
  ]

  private static let look: [DocumentField] = [
    DocumentField("look", "language", "look.language", "The document's language, such as en or de-CH."),
    DocumentField("look", "template", "look.template", .word(["classic", "modern", "minimal"]), "How it is laid out."),
    DocumentField("look", "paper", "look.paper", .word(["a4", "letter"]), "On which paper."),
    DocumentField("look", "font", "look.font", .word(["sans", "serif"]), "In which font: Noto Sans or Noto Serif."),
    DocumentField("look", "accent", "look.accent", "Its colour, such as #0a5c36."),
    DocumentField("look", "logo", "look.logo", .image, "The seller's logo: a PNG or JPEG in base64."),
  ]
}
