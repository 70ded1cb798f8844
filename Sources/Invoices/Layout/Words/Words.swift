/// The words of an invoice in one language.

/// What a language has a word for. The text of a language has a line for each, in this order.
enum Word: Int, CaseIterable, Sendable {
  case invoice
  case creditNote
  case correctedInvoice
  case prepaymentInvoice
  case proForma
  case quote
  case receipt

  case number
  case date
  case due
  case validUntil
  case delivered
  case period
  case customer
  case yourReference
  case order
  case contract
  case project
  case deliveryNote
  case refersTo
  case vatId
  case taxId
  case deliveryAddress

  case position
  case description
  case quantity
  case price
  case tax
  case amount
  case article
  case allowance
  case charge
  /// Between a price and the units it is for: `per`.
  case per

  case subtotal
  case withoutTax
  /// Between a tax and its base: `on`.
  case on
  case total
  case prepaid
  case rounding
  case amountDue
  case refund
  case carriedForward
  case broughtForward
  /// `{1}` is the page, `{2}` how many there are.
  case page

  case payment
  case holder
  case reference
  case scan
  case payOnline
  case card
  /// `{1}` is the account, `{2}` the mandate.
  case directDebit

  case reverseCharge
  case intraCommunity
  case export
  case outsideScope
  case exempt

  /// Above the account to which a credit goes.
  case refundPanel
  /// Of an account that is no IBAN.
  case account
  case taxPoint
  case salesOrder
  case receivingAdvice
  case tender
  case object
  case representative
  case payee
  case attachments
}

/// The lines of a table of words, each a word of one language: one text for the linker instead of code that builds strings. A
/// string is made of a line when it is asked for.
struct TextLines: Sendable {
  private let text: StaticString
  /// Where each line begins, and past the end of the last.
  private var starts: [UInt32] = [0]

  init(_ text: StaticString) {
    self.text = text
    starts.reserveCapacity(96)
    for index in 0..<text.utf8CodeUnitCount where text.utf8Start[index] == 0x0A { starts.append(UInt32(index + 1)) }
    starts.append(UInt32(text.utf8CodeUnitCount + 1))
  }

  var count: Int { starts.count - 1 }

  /// The bytes of a line.
  func bytes(_ line: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(starts[line])
    return UnsafeBufferPointer(start: text.utf8Start + start, count: Int(starts[line + 1]) - 1 - start)
  }

  subscript(_ line: Int) -> String { String(decoding: bytes(line), as: UTF8.self) }

  /// The part of a line between its bars; nil for an empty one and past the last.
  @inline(never)
  static func part(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ place: Int) -> String? {
    var (start, place) = (line.startIndex, place)
    for index in line.startIndex...line.endIndex where index == line.endIndex || line[index] == 0x7C {
      if place == 0 { return start == index ? nil : String(decoding: line[start..<index], as: UTF8.self) }
      (start, place) = (index + 1, place - 1)
    }
    return nil
  }
}

/// A language's words, then its units, each with its code and its forms as `Formats.plural` counts them; the last is for all
/// that follow: `HUR|hour|hours`.
struct Words: Sendable {
  private let lines: TextLines
  /// What a country calls otherwise.
  private var ownTax: String?
  private var ownVatId: String?

  init(_ text: StaticString) { lines = TextLines(text) }

  @inline(never)
  private func text(of word: Word) -> String {
    if word == .tax, let ownTax { return ownTax }
    if word == .vatId, let ownVatId { return ownVatId }
    return lines[word.rawValue]
  }

  subscript(_ word: Word) -> String { text(of: word) }

  func title(of kind: Kind) -> String {
    switch kind {
    case .invoice: self[.invoice]
    case .creditNote: self[.creditNote]
    case .correctedInvoice: self[.correctedInvoice]
    case .prepaymentInvoice: self[.prepaymentInvoice]
    case .proForma: self[.proForma]
    case .quote: self[.quote]
    case .receipt: self[.receipt]
    }
  }

  /// The unit as a person calls it; its code where the table does not know it; nothing for “one”.
  func unit(_ code: String?, form: Int) -> String {
    guard var code, code != "C62" else { return "" }
    if code == "EA" { code = "H87" }
    for line in Word.allCases.count..<lines.count {
      let bytes = lines.bytes(line)
      guard bytes.starts(with: code.utf8), bytes.dropFirst(code.utf8.count).first == 0x7C else { continue }
      let names = bytes.dropFirst(code.utf8.count + 1)
      return TextLines.part(names, form) ?? TextLines.part(names, form - 1) ?? TextLines.part(names, 0) ?? code
    }
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
    case .reverseCharge: self[.reverseCharge]
    case .intraCommunity: self[.intraCommunity]
    case .export: self[.export]
    case .outsideScope: self[.outsideScope]
    case .exempt: self[.exempt]
    default: nil
    }
  }

  /// In the language and, where the country calls a tax otherwise, with its words.
  static func of(_ formats: Formats) -> Words {
    var words = Words(text(formats.language))
    switch (formats.language, formats.region) {
    case ("de", "CH"), ("de", "LI"): (words.ownTax, words.ownVatId) = ("MWST", "MWST-Nr.")
    case ("de", "AT"): words.ownVatId = "UID-Nr."
    case ("fr", "CH"): words.ownVatId = "N° IDE"
    default: break
    }
    return words
  }

  private static func text(_ language: String) -> StaticString {
    switch language {
    case "ar": arabic
    case "de": german
    case "es": spanish
    case "fr": french
    case "he": hebrew
    case "it": italian
    case "nl": dutch
    case "pl": polish
    case "pt": portuguese
    default: english
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
