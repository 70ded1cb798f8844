/// Rules about payment: those of EN 16931 (BR-49 … BR-51, BR-61, BR-CL-16), and what a bank or a scanner would refuse.

enum PaymentRules {
  static let means: [Rule<Part<Payment>>] = [
    Rule("BR-49", "code", "The way to pay has no code.", "Enter 58 for SEPA transfers, 30 for others, 48 for cards.") {
      $0.value.impliedOrWrittenCode($0.facts.invoice.currency) == nil && $0.value.link == nil
    },
    Rule("BR-CL-16", "code", "There is no such way to pay.", "Use a code of UNTDID 4461: 58, 30, 48, 59 …") {
      $0.value.code.map { !CodeLists.paymentMeans.contains($0) } ?? false
    },
    Rule("BR-61", "account", "A transfer needs an account.", "Enter your IBAN.") { part in
      guard part.value.account == nil, let code = part.value.code else { return false }
      return code == "30" || code == "58"
    },
    Rule("BR-50", "account", "The account is missing.", "Enter your IBAN.") {
      $0.value.account == nil && $0.value.accountName != nil
    },
    Rule("BR-51", "card.number", "More of the card's number is shown than is allowed.", "Enter its last four digits.") {
      ($0.value.card?.number?.utf8.count ?? 0) > 10
    },
    Rule("card-number", "card.number", "The card's number is missing.", "Enter its last four digits.") {
      $0.value.card != nil && $0.value.card?.number == nil
    },
  ]

  static let printed: [Rule<Part<Payment>>] = [
    Rule(
      "iban", "account", "This is no IBAN: its check digits are wrong.", "Compare it with your bank's.", loss: .nothing
    ) {
      guard let account = $0.value.account, Text.compact(account).prefix(2).allSatisfy(Text.isUpper) else {
        return false
      }
      return !IBAN.isValid(account)
    },
    Rule(
      "link", "link", "This is no address of a page: it is printed and opens nothing.", "It begins with https://.",
      loss: .nothing
    ) { $0.value.link != nil && !$0.value.hasWebLink && $0.value.qr != .link },
  ]
}
