/// What stands in the QR code by which an invoice is paid, or why there is none.

internal import Values

/// The contents of a payment's QR code.
public enum PaymentCodeContents: Sendable, Equatable {
  /// In UTF-8, lines ended as the standard says.
  case payload(String)
  /// Why no code is printed: the field, what is wrong, what to do.
  case refused(field: String, sentence: String, advice: String)

  /// The largest amount of a SEPA transfer and of a QR-bill.
  private static let most = Decimal(coefficient: 99_999_999_999, scale: 2) ?? .zero

  /// Why an amount stands in no code.
  static func amount(_ due: Decimal, orZero: Bool) -> PaymentCodeContents? {
    if due.isNegative || due.isZero && !orZero {
      return .refused(field: "qr", sentence: "There is nothing to pay.", advice: "Choose no code.")
    }
    guard due > most else { return nil }
    return .refused(field: "qr", sentence: "A code can ask for 999,999,999.99 at most.", advice: "Choose no code.")
  }
}

extension Invoice {
  /// Nil for a payment that wants no code, and for a document that asks for no payment.
  public func paymentCode(_ payment: Payment, _ totals: Totals) -> PaymentCodeContents? {
    guard kind.asksForPayment else { return nil }
    return switch payment.qr {
    case .none: nil
    case .epc: EPCCode(invoice: self, payment: payment, due: totals.due).contents
    case .swiss: SwissCode(invoice: self, payment: payment, due: totals.due).contents
    case .link: link(payment)
    }
  }

  private func link(_ payment: Payment) -> PaymentCodeContents {
    guard let link = payment.link else {
      return .refused(field: "link", sentence: "The link to pay is missing.", advice: "Enter its address.")
    }
    guard link.utf8.starts(with: "https://".utf8), link.utf8.count <= 500 else {
      return .refused(
        field: "link", sentence: "The link to pay is no https:// address of at most 500 characters.",
        advice: "Enter the whole address.")
    }
    return .payload(link)
  }
}

/// European Payments Council, EPC069-12 version 3.0: "Quick Response Code: Guidelines to enable data capture for the
/// initiation of a SEPA credit transfer".
struct EPCCode {
  let invoice: Invoice
  let payment: Payment
  let due: Decimal

  var contents: PaymentCodeContents {
    guard invoice.currency == "EUR" else {
      return .refused(field: "qr", sentence: "SEPA transfers are in euro.", advice: "Choose another code, or none.")
    }
    if let refused = PaymentCodeContents.amount(due, orZero: false) { return refused }
    guard let account = payment.account, IBAN.isValid(account) else {
      return .refused(field: "account", sentence: "The code needs a correct IBAN.", advice: "Enter your IBAN.")
    }
    guard let name = payment.accountName ?? invoice.payee?.name ?? invoice.seller?.name else {
      return .refused(field: "accountName", sentence: "The code needs a name.", advice: "Enter the account's holder.")
    }
    return .payload(lines(String(decoding: Text.compact(account), as: UTF8.self), name).joined(separator: "\n"))
  }

  private func lines(_ account: String, _ name: String) -> [String] {
    let reference = invoice.paymentReference ?? invoice.number ?? ""
    let isStructured = CreditorReference.isISO11649(reference)
    return [
      "BCD", "002", "1", "SCT", payment.bic.map { String(decoding: Text.compact($0), as: UTF8.self) } ?? "",
      Text.cut(name, to: 70), account, "EUR" + due.rounded(to: 2).description, "",
      isStructured ? String(decoding: Text.compact(reference), as: UTF8.self) : "",
      isStructured ? "" : Text.cut(reference, to: 140),
    ]
  }
}
