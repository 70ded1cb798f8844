/// What XRechnung 3.0 asks for beyond EN 16931 (KoSIT, BR-DE-…, and the Peppol rules that it took over).

internal import Values

enum XRechnungRules {
  static let document: [Rule<Facts>] = parties + contents

  private static func rule(
    _ id: StaticString, _ field: StaticString, _ sentence: StaticString, _ advice: StaticString,
    isBroken: @Sendable @escaping (Facts) -> Bool
  ) -> Rule<Facts> {
    Rule(id, field, sentence, advice, loss: .xrechnung, isBroken: isBroken)
  }

  private static let parties: [Rule<Facts>] = [
    rule("BR-DE-2", "seller.contact", "The seller names nobody to ask.", "Enter a name, a phone number and an e-mail.")
    {
      $0.invoice.seller?.contact == nil
    },
    rule("BR-DE-3", "seller.address.city", "The seller's city is missing.", "Enter it.") {
      $0.invoice.seller?.address?.city == nil
    },
    rule("BR-DE-4", "seller.address.postcode", "The seller's postcode is missing.", "Enter it.") {
      $0.invoice.seller?.address?.postcode == nil
    },
    rule("BR-DE-5", "seller.contact.name", "Nobody is named whom to ask.", "Enter a person or a department.") {
      $0.invoice.seller?.contact != nil && $0.invoice.seller?.contact?.name == nil
    },
    rule("BR-DE-6", "seller.contact.phone", "The seller's phone number is missing.", "Enter it.") {
      $0.invoice.seller?.contact != nil && $0.invoice.seller?.contact?.phone == nil
    },
    rule("BR-DE-7", "seller.contact.email", "The seller's e-mail address is missing.", "Enter it.") {
      $0.invoice.seller?.contact != nil && $0.invoice.seller?.contact?.email == nil
    },
    rule("BR-DE-8", "buyer.address.city", "The buyer's city is missing.", "Enter it.") {
      $0.invoice.buyer?.address?.city == nil
    },
    rule("BR-DE-9", "buyer.address.postcode", "The buyer's postcode is missing.", "Enter it.") {
      $0.invoice.buyer?.address?.postcode == nil
    },
    rule("BR-DE-10", "delivery.address.city", "The city of delivery is missing.", "Enter it.") {
      $0.invoice.delivery?.address.map { $0.city == nil } ?? false
    },
    rule("BR-DE-11", "delivery.address.postcode", "The postcode of delivery is missing.", "Enter it.") {
      $0.invoice.delivery?.address.map { $0.postcode == nil } ?? false
    },
    rule(
      "PEPPOL-EN16931-R020", "seller.endpoint", "The seller's electronic address is missing.", "Enter your e-mail, EM."
    ) {
      $0.invoice.seller?.endpoint?.id == nil
    },
    rule("PEPPOL-EN16931-R010", "buyer.endpoint", "The buyer's electronic address is missing.", "Ask the buyer for it.")
    {
      $0.invoice.buyer?.endpoint?.id == nil
    },
    rule("BR-DE-27", "seller.contact.phone", "A phone number has three digits at least.", "Check it.") {
      guard let phone = $0.invoice.seller?.contact?.phone else { return false }
      return phone.utf8.filter(Text.isDigit).count < 3
    },
    rule("BR-DE-28", "seller.contact.email", "This is no e-mail address.", "Check it.") {
      guard let email = $0.invoice.seller?.contact?.email else { return false }
      return !isEmail(email)
    },
  ]

  private static let contents: [Rule<Facts>] = [
    rule("BR-DE-1", "payments", "It is not said how to pay.", "Enter your account.") { $0.invoice.payments.isEmpty },
    rule("BR-DE-15", "references.buyer", "The buyer's reference is missing.", "Enter the Leitweg-ID, or ask for one.") {
      $0.invoice.references?.buyer == nil
    },
    rule(
      "BR-DE-16", "seller.vatId", "The seller has neither a VAT identifier nor a tax number.", "Enter one of them."
    ) { facts in
      let taxed = facts.totals.taxes.contains { $0.tax.isVAT && $0.tax.category != .outsideScope }
      let seller = facts.invoice.seller
      return taxed && seller?.vatId == nil && seller?.taxId == nil && facts.invoice.taxRepresentative == nil
    },
    rule("BR-DE-17", "typeCode", "Public buyers in Germany do not take this kind of invoice.", "Use another kind.") {
      !CodeList("326 380 384 389 381 875 876 877").contains($0.invoice.documentTypeCode)
    },
    rule(
      "BR-DE-18", "paymentTerms", "A line of the terms that begins with # does not say its discount as it must.",
      "Write #SKONTO#TAGE=14#PROZENT=2.00# on a line of its own."
    ) { $0.invoice.paymentTerms.map { !Skonto.isWellFormed($0) } ?? false },
    rule("BR-DE-22", "attachments", "Two attached files have the same name.", "Rename one.") { facts in
      facts.invoice.attachments.compactMap { $0.filename }.hasTwins
    },
    rule("BR-DE-26", "preceding", "A corrected invoice names the invoice that it corrects.", "Enter its number.") {
      $0.invoice.documentTypeCode == "384" && $0.invoice.preceding.isEmpty
    },
    Rule(
      "BR-DE-TMP-32", "delivery.date", "It is not said when it was delivered or done.", "Enter the day or the period.",
      loss: .nothing
    ) { facts in
      facts.invoice.delivery?.date == nil && facts.invoice.period == nil
        && facts.invoice.lines.contains { $0.period == nil }
    },
  ]

  static let payment: [Rule<Part<Payment>>] = [
    Rule(
      "BR-DE-19", "account", "A SEPA transfer needs a correct IBAN.", "Compare it with your bank's.", loss: .xrechnung
    ) {
      $0.code == "58" && !($0.value.account.map { IBAN.isValid($0) } ?? false)
    },
    Rule("BR-DE-20", "directDebit.account", "A direct debit needs a correct IBAN.", "Check it.", loss: .xrechnung) {
      $0.code == "59" && !($0.value.directDebit?.account.map { IBAN.isValid($0) } ?? false)
    },
    Rule("BR-DE-23-a", "account", "A transfer needs an account.", "Enter your IBAN.", loss: .xrechnung) {
      $0.isTransfer && $0.value.account == nil
    },
    Rule("BR-DE-23-b", "", "A transfer names neither a card nor a direct debit.", "Split it in two.", loss: .xrechnung)
    {
      $0.isTransfer && ($0.value.card != nil || $0.value.directDebit != nil)
    },
    Rule("BR-DE-24-a", "card", "The card is missing.", "Enter its last four digits.", loss: .xrechnung) {
      $0.isCard && $0.value.card == nil
    },
    Rule("BR-DE-24-b", "", "A card payment names no account.", "Split it in two.", loss: .xrechnung) {
      $0.isCard && ($0.value.account != nil || $0.value.directDebit != nil)
    },
    Rule("BR-DE-25-a", "directDebit", "The direct debit is missing.", "Enter mandate and account.", loss: .xrechnung) {
      $0.code == "59" && $0.value.directDebit == nil
    },
    Rule("BR-DE-25-b", "", "A direct debit names no card or account of yours.", "Split it.", loss: .xrechnung) {
      $0.code == "59" && ($0.value.account != nil || $0.value.card != nil)
    },
    Rule("BR-DE-29", "directDebit.mandate", "The mandate's reference is missing.", "Enter it.", loss: .xrechnung) {
      $0.value.directDebit.map { $0.mandate == nil } ?? false
    },
    Rule("BR-DE-30", "directDebit.creditor", "Your creditor identifier is missing.", "Enter it.", loss: .xrechnung) {
      $0.value.directDebit.map { $0.creditor == nil } ?? false
    },
    Rule("BR-DE-31", "directDebit.account", "The account to debit is missing.", "Enter it.", loss: .xrechnung) {
      $0.value.directDebit.map { $0.account == nil } ?? false
    },
  ]

  /// One @, with a word before it and a domain with a dot behind it, no dot or space at either end.
  private static func isEmail(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !text.utf8.contains(where: { Text.isSpace($0) }) else { return false }
    let words = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return !words.contains { $0.isEmpty } && labels.count >= 2 && !labels.contains { $0.isEmpty }
  }
}

extension Part<Payment> {
  var code: String? { value.impliedOrWrittenCode(facts.invoice.currency) }
  var isTransfer: Bool { code == "30" || code == "58" }
  var isCard: Bool { code == "48" || code == "54" || code == "55" }
}

/// Discounts as XRechnung writes them into the terms of payment.
enum Skonto {
  /// Every line that begins with # is `#SKONTO#TAGE=n#PROZENT=n.nn#` or the same with `BASISBETRAG=n.nn#`.
  static func isWellFormed(_ terms: String) -> Bool {
    let lines = terms.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    return !lines.contains { $0.first == UInt8(ascii: "#") && !isEntry(Array($0)) }
  }

  /// The line break that must follow the last entry; white space at the end of a field does not survive elsewhere.
  static func ended(_ terms: String) -> String {
    let last = terms.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).last
    return last?.first == UInt8(ascii: "#") ? terms + "\n" : terms
  }

  private static func isEntry(_ line: [UInt8]) -> Bool {
    let parts = line.split(separator: UInt8(ascii: "#"), omittingEmptySubsequences: false)
    guard parts.count == 5 || parts.count == 6, parts[0].isEmpty, parts[parts.count - 1].isEmpty else { return false }
    guard parts[1].elementsEqual("SKONTO".utf8), let days = value("TAGE=", parts[2]), isDigits(days),
      let percent = value("PROZENT=", parts[3]), isAmount(percent)
    else { return false }
    guard parts.count == 6 else { return true }
    guard let base = value("BASISBETRAG=", parts[4]) else { return false }
    return isAmount(base.first == UInt8(ascii: "-") ? base.dropFirst() : base)
  }

  private static func value(_ name: String, _ part: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    part.starts(with: name.utf8) ? part.dropFirst(name.utf8.count) : nil
  }

  private static func isDigits(_ text: ArraySlice<UInt8>) -> Bool { !text.isEmpty && text.allSatisfy(Text.isDigit) }

  private static func isAmount(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 4, text[text.endIndex - 3] == UInt8(ascii: ".") else { return false }
    return isDigits(text.dropLast(3)) && isDigits(text.suffix(2))
  }
}
