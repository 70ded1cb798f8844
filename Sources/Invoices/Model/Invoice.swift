/// An invoice and its relatives, as a person writes them: what can be computed is not asked for. Terms and numbers are
/// those of EN 16931-1:2017 (BG: group, BT: term); the fields and what they mean stand in `describe`.

public import Values

/// What kind of document it is (BT-3, UNTDID 1001).
public enum Kind: String, Choice {
  case invoice
  case creditNote = "credit-note"
  case correctedInvoice = "corrected-invoice"
  case prepaymentInvoice = "prepayment-invoice"
  case proForma = "pro-forma"
  case quote
  case receipt

  /// UNTDID 1001.
  public var typeCode: String {
    switch self {
    case .invoice: "380"
    case .creditNote: "381"
    case .correctedInvoice: "384"
    case .prepaymentInvoice: "386"
    case .proForma: "325"
    case .quote: "310"
    case .receipt: "632"
    }
  }

  /// Whether it asks for money: a pro forma may, in advance.
  public var asksForPayment: Bool {
    switch self {
    case .invoice, .correctedInvoice, .prepaymentInvoice, .proForma: true
    case .creditNote, .quote, .receipt: false
    }
  }

  /// Whether there is an e-invoice of this kind at all.
  public var isInvoice: Bool {
    switch self {
    case .invoice, .creditNote, .correctedInvoice, .prepaymentInvoice: true
    case .proForma, .quote, .receipt: false
    }
  }
}

public struct Invoice: Described {
  public static let about = "An invoice, credit note, quote or receipt. Amounts and rates are exact decimals."

  public var kind = Kind.invoice
  public var typeCode: String?
  public var number: String?
  public var issued: Day?
  public var due: Day?
  public var validUntil: Day?
  public var currency: String?
  public var vatCurrency: String?
  public var vatInVatCurrency: Decimal?
  public var taxPoint: Day?
  public var taxPointCode: String?

  public var seller: Party?
  public var buyer: Party?
  public var payee: Payee?
  public var taxRepresentative: TaxRepresentative?
  public var delivery: Delivery?
  public var period: Period?

  public var references: References?
  public var preceding: [PrecedingInvoice] = []
  public var notes: [Note] = []

  public var lines: [Line] = []
  public var allowances: [AllowanceCharge] = []
  public var charges: [AllowanceCharge] = []
  public var exemptions: [Exemption] = []
  public var prepaid: Decimal?
  public var rounding: Decimal?
  public var totals: StatedTotals?

  public var paymentTerms: String?
  public var paymentReference: String?
  public var payments: [Payment] = []
  public var attachments: [Attachment] = []
  public var process: String?
  public var look: Look?

  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    describeHead(&fields)
    describeParties(&fields)
    describeContents(&fields)
    describePayment(&fields)
    fields.groups("attachments", &attachments, "BG-24: supporting documents, embedded or at an address.")
    fields.text("process", &process, "BT-23: the business process in which the invoice stands.")
    fields.group("look", &look, "How the document is laid out; no part of the e-invoice.")
  }

  private mutating func describeHead<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.choice("kind", &kind, default: .invoice, "BT-3: what kind of document it is.")
    fields.text("typeCode", &typeCode, "BT-3: a code of UNTDID 1001 that says more than the kind, such as 389.")
    fields.text("number", &number, "BT-1: the document's number, unique for the seller.")
    fields.day("issued", &issued, "BT-2: the day of issue.")
    fields.day("due", &due, "BT-9: the day by which payment is due.")
    fields.day("validUntil", &validUntil, "Until when a quote can be accepted.")
    fields.text("currency", &currency, "BT-5: ISO 4217 code of all amounts, such as EUR.")
    fields.text("vatCurrency", &vatCurrency, "BT-6: ISO 4217 code in which VAT is accounted, if another.")
    fields.decimal("vatInVatCurrency", &vatInVatCurrency, "BT-111: the VAT total in that currency.")
    fields.day("taxPoint", &taxPoint, "BT-7: the day on which VAT becomes due.")
    fields.text("taxPointCode", &taxPointCode, "BT-8: 3 issue, 35 delivery, 432 payment (UNTDID 2005).")
  }

  private mutating func describeParties<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.group("seller", &seller, "BG-4: who sells.")
    fields.group("buyer", &buyer, "BG-7: who buys.")
    fields.group("payee", &payee, "BG-10: who is paid, if not the seller.")
    fields.group("taxRepresentative", &taxRepresentative, "BG-11: the seller's tax representative.")
    fields.group("delivery", &delivery, "BG-13: where and when it was delivered.")
    fields.group("period", &period, "BG-14: the period that is invoiced.")
    fields.group("references", &references, "References to other documents.")
    fields.groups("preceding", &preceding, "BG-3: invoices that this one corrects or credits.")
    fields.groups("notes", &notes, "BG-1: notes.")
  }

  private mutating func describeContents<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.groups("lines", &lines, "BG-25: what is invoiced.")
    fields.groups("allowances", &allowances, "BG-20: allowances on the document.")
    fields.groups("charges", &charges, "BG-21: charges on the document.")
    fields.groups("exemptions", &exemptions, "Why a VAT category pays no VAT (BT-120, BT-121).")
    fields.decimal("prepaid", &prepaid, "BT-113: what has been paid already.")
    fields.decimal("rounding", &rounding, "BT-114: what is added to round the amount due.")
    fields.group("totals", &totals, "Amounts as another program stated them, where they differ from the computed ones.")
  }

  private mutating func describePayment<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.text("paymentTerms", &paymentTerms, "BT-20: terms of payment, in words.")
    fields.text("paymentReference", &paymentReference, "BT-83: what the payer writes; a QR or ISO 11649 reference.")
    fields.groups("payments", &payments, "BG-16: ways to pay.")
  }
}
