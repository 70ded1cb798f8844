/// The words of an invoice in one language.

struct Words: Sendable {
  var invoice: String
  var creditNote: String
  var correctedInvoice: String
  var prepaymentInvoice: String
  var proForma: String
  var quote: String
  var receipt: String

  var number: String
  var date: String
  var due: String
  var validUntil: String
  var delivered: String
  var period: String
  var customer: String
  var yourReference: String
  var order: String
  var contract: String
  var project: String
  var deliveryNote: String
  var refersTo: String
  var vatId: String
  var taxId: String
  var deliveryAddress: String

  var position: String
  var description: String
  var quantity: String
  var price: String
  var tax: String
  var amount: String
  var article: String
  var allowance: String
  var charge: String
  /// Between a price and the units it is for: `per`.
  var per: String

  var subtotal: String
  var withoutTax: String
  /// Between a tax and its base: `on`.
  var on: String
  var total: String
  var prepaid: String
  var rounding: String
  var amountDue: String
  var refund: String
  var carriedForward: String
  var broughtForward: String
  /// `{1}` is the page, `{2}` how many there are.
  var page: String

  var payment: String
  var holder: String
  var reference: String
  var scan: String
  var payOnline: String
  var card: String
  /// `{1}` is the account, `{2}` the mandate.
  var directDebit: String

  var reverseCharge: String
  var intraCommunity: String
  var export: String
  var outsideScope: String
  var exempt: String
  /// By unit code: one and more.
  var units: [UnitWord]

  func title(of kind: Kind) -> String {
    switch kind {
    case .invoice: invoice
    case .creditNote: creditNote
    case .correctedInvoice: correctedInvoice
    case .prepaymentInvoice: prepaymentInvoice
    case .proForma: proForma
    case .quote: quote
    case .receipt: receipt
    }
  }

  /// The unit as a person calls it; its code where the table does not know it; nothing for “one”.
  func unit(_ code: String?, isOne: Bool) -> String {
    guard let code, code != "C62" else { return "" }
    for unit in units where unit.code == code { return isOne ? unit.one : unit.more }
    switch code {
    case "KGM": return "kg"
    case "GRM": return "g"
    case "TNE": return "t"
    case "MTR": return "m"
    case "KMT": return "km"
    case "MTK": return "m²"
    case "MTQ": return "m³"
    case "LTR": return "l"
    case "KWH": return "kWh"
    case "P1": return "%"
    default: return code
    }
  }

  /// Why no VAT is paid, where the invoice gives no words of its own.
  func exemption(_ category: TaxCategory) -> String? {
    switch category {
    case .reverseCharge: reverseCharge
    case .intraCommunity: intraCommunity
    case .export: export
    case .outsideScope: outsideScope
    case .exempt: exempt
    default: nil
    }
  }

  /// In the language and, where the country calls a tax otherwise, with its words.
  static func of(_ formats: Formats) -> Words {
    var words = of(formats.language)
    switch (formats.language, formats.region) {
    case ("de", "CH"), ("de", "LI"): (words.tax, words.vatId) = ("MWST", "MWST-Nr.")
    case ("de", "AT"): words.vatId = "UID-Nr."
    case ("fr", "CH"): words.vatId = "N° IDE"
    default: return words
    }
    return words
  }

  private static func of(_ language: String) -> Words {
    switch language {
    case "ar": .arabic
    case "de": .german
    case "es": .spanish
    case "fr": .french
    case "he": .hebrew
    case "it": .italian
    case "nl": .dutch
    case "pl": .polish
    case "pt": .portuguese
    default: .english
    }
  }

  /// Puts values where `{1}` and `{2}` stand.
  static func fill(_ pattern: String, _ first: String, _ second: String) -> String {
    var out: [UInt8] = []
    var bytes = Array(pattern.utf8)[...]
    while let byte = bytes.first {
      if byte == UInt8(ascii: "{"), bytes.count >= 3, bytes[bytes.startIndex + 2] == UInt8(ascii: "}") {
        out += bytes[bytes.startIndex + 1] == UInt8(ascii: "1") ? Array(first.utf8) : Array(second.utf8)
        bytes = bytes.dropFirst(3)
      } else {
        out.append(byte)
        bytes = bytes.dropFirst()
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// A unit's name for one and for more.
struct UnitWord: Sendable {
  let code: String
  let one: String
  let more: String

  init(_ code: String, _ one: String, _ more: String) {
    self.code = code
    self.one = one
    self.more = more
  }
}
