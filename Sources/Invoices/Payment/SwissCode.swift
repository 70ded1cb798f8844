/// Swiss QR-bill (SIX, Swiss Implementation Guidelines QR-bill 2.3): structured addresses only, QR-IBAN with a QR
/// reference, any other IBAN with an ISO 11649 reference or none.

internal import Values

struct SwissCode {
  let invoice: Invoice
  let payment: Payment
  let due: Decimal

  /// The code is at most of this version and is printed 46 mm wide.
  static let largestVersion = 25

  enum Reference: Equatable {
    case qr(String)
    case creditor(String)
    case none

    var type: String {
      switch self {
      case .qr: "QRR"
      case .creditor: "SCOR"
      case .none: "NON"
      }
    }

    var text: String? {
      switch self {
      case .qr(let text), .creditor(let text): text
      case .none: nil
      }
    }
  }

  var contents: PaymentCodeContents {
    guard invoice.currency == "CHF" || invoice.currency == "EUR" else {
      return .refused(field: "qr", sentence: "QR-bills are in francs or euro.", advice: "Choose another code, or none.")
    }
    if let refused = PaymentCodeContents.amount(due, orZero: true) { return refused }
    guard let account else {
      return .refused(
        field: "account", sentence: "A QR-bill needs an IBAN of Switzerland or Liechtenstein.",
        advice: "Enter your IBAN or QR-IBAN.")
    }
    guard let reference else {
      return SwissCode.isQRIBAN(account)
        ? .refused(
          field: "account", sentence: "A QR-IBAN needs a payment reference of 27 digits.",
          advice: "Enter the QR reference, or use your ordinary IBAN.")
        : .refused(
          field: "account", sentence: "A QR reference needs a QR-IBAN.",
          advice: "Use your QR-IBAN, or a reference that begins with RF.")
    }
    guard let creditor else {
      return .refused(
        field: "qr", sentence: "The seller's name, postcode, city and country must stand on a QR-bill.",
        advice: "Complete the seller's address.")
    }
    return .payload(lines(account, reference, creditor).joined(separator: "\n"))
  }

  /// The IBAN without spaces.
  var account: String? {
    guard let written = payment.account, IBAN.isValid(written) else { return nil }
    let compact = Text.compact(written)
    guard compact.starts(with: "CH".utf8) || compact.starts(with: "LI".utf8), compact.count == 21 else { return nil }
    return String(decoding: compact, as: UTF8.self)
  }

  /// The institution's number is from 30000 to 31999.
  static func isQRIBAN(_ account: String) -> Bool {
    let digits = Array(account.utf8)
    return digits.count == 21 && digits[4] == UInt8(ascii: "3") && (digits[5] == 48 || digits[5] == 49)
  }

  /// Nil where account and reference do not go together.
  var reference: Reference? {
    guard let account else { return nil }
    let written = invoice.paymentReference.map { String(decoding: Text.compact($0), as: UTF8.self) } ?? ""
    if CreditorReference.isQRReference(written) { return SwissCode.isQRIBAN(account) ? .qr(written) : nil }
    if SwissCode.isQRIBAN(account) { return nil }
    return CreditorReference.isISO11649(written) ? .creditor(written) : Reference.none
  }

  /// What the payer's bank shows him where there is no structured reference.
  var message: String {
    var parts: [String] = []
    if reference == Reference.none, let written = invoice.paymentReference { parts.append(written) }
    if let number = invoice.number, !parts.contains(number) { parts.append(number) }
    return Text.cut(parts.joined(separator: ", "), to: 140)
  }

  var creditor: [String]? { party(payment.accountName ?? invoice.seller?.name, invoice.seller?.address) }
  var debtor: [String]? { party(invoice.buyer?.name, invoice.buyer?.address) }

  /// Address type, name, street, number, postcode, town, country.
  private func party(_ name: String?, _ address: Address?) -> [String]? {
    guard let name, let postcode = address?.postcode, let city = address?.city, let country = address?.country else {
      return nil
    }
    return [
      "S", Text.cut(name, to: 70), Text.cut(address?.street ?? "", to: 70), "", Text.cut(postcode, to: 16),
      Text.cut(city, to: 35), Text.cut(country, to: 2),
    ]
  }

  private func lines(_ account: String, _ reference: Reference, _ creditor: [String]) -> [String] {
    let none = [String](repeating: "", count: 7)
    let amount = due.isZero ? "" : due.rounded(to: 2).description
    return ["SPC", "0200", "1", account] + creditor + none + [amount, invoice.currency ?? ""] + (debtor ?? none)
      + [reference.type, reference.text ?? "", message, "EPD"]
  }
}
