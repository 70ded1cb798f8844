/// Rules about seller, buyer and the others (BR-17 … BR-20, BR-56, BR-57, BR-62, BR-63, BR-CO-09, BR-CL).

enum PartyRules {
  static let seller = party(endpointScheme: "BR-62")
  static let buyer =
    party(endpointScheme: "BR-63") + [
      Rule(
        "UBL-SR-16", "ids", "An e-invoice can carry one identifier of the buyer only.", "Keep one of them."
      ) { $0.ids.count > 1 },
      Rule(
        "buyer-tax", "taxId", "An e-invoice carries neither a tax number nor a legal form of the buyer.",
        "Use the VAT identifier or the company number."
      ) { $0.taxId != nil || $0.legalForm != nil },
    ]

  private static func party(endpointScheme: StaticString) -> [Rule<Party>] {
    [
      Rule(
        "BR-CO-09", "vatId", "The VAT identifier does not begin with its country.",
        "It begins with two letters, such as DE, FR or EL."
      ) { isWrongVATId($0.vatId) },
      Rule(
        endpointScheme, "endpoint.scheme", "The kind of electronic address is missing.",
        "Enter EM for an e-mail address, 0204 for a Leitweg-ID, 0088 for a GLN."
      ) { $0.endpoint?.id != nil && $0.endpoint?.scheme == nil },
      Rule(
        "BR-CL-25", "endpoint.scheme", "This kind of electronic address does not exist.", "Use an EAS code: EM, 0088 …"
      ) {
        $0.endpoint?.scheme.map { !CodeLists.endpoints.contains($0) } ?? false
      },
      Rule("BR-CL-11", "legalId.scheme", "This kind of registration does not exist.", "Use an ISO 6523 code, or none.")
      {
        $0.legalId?.scheme.map { !CodeLists.schemes.contains($0) } ?? false
      },
      Rule("endpoint-id", "endpoint.id", "The electronic address is missing.", "Enter it, or remove its kind.") {
        $0.endpoint != nil && $0.endpoint?.id == nil
      },
    ]
  }

  static let identifier: [Rule<Identifier>] = [
    Rule("BR-CL-10", "scheme", "This kind of identifier does not exist.", "Use an ISO 6523 code, or none.") {
      $0.scheme.map { !CodeLists.schemes.contains($0) } ?? false
    },
    Rule("identifier-id", "id", "The identifier is missing.", "Enter it, or remove its kind.") { $0.id == nil },
  ]

  static let address: [Rule<Address>] = [
    Rule("BR-CL-14", "country", "There is no such country.", "Use a code of two capital letters, such as DE.") {
      $0.country.map { !CodeLists.countries.contains($0) } ?? false
    }
  ]

  static let payee: [Rule<Payee>] = [
    Rule("BR-17", "name", "Who is paid has no name.", "Enter it.") { $0.name == nil }
  ]

  static let representative: [Rule<TaxRepresentative>] = [
    Rule("BR-18", "name", "The tax representative has no name.", "Enter it.") { $0.name == nil },
    Rule("BR-19", "address", "The tax representative's address is missing.", "Enter it.") { $0.address == nil },
    Rule("BR-20", "address.country", "The tax representative's country is missing.", "Enter its code.") {
      $0.address != nil && $0.address?.country == nil
    },
    Rule("BR-56", "vatId", "The tax representative has no VAT identifier.", "Enter it.") { $0.vatId == nil },
    Rule("BR-CO-09", "vatId", "The VAT identifier does not begin with its country.", "It begins with two letters.") {
      isWrongVATId($0.vatId)
    },
  ]

  static let delivery: [Rule<Delivery>] = [
    Rule("BR-57", "address.country", "The country of delivery is missing.", "Enter its code, such as DE.") {
      $0.address != nil && $0.address?.country == nil
    },
    Rule("BR-CL-26", "location.scheme", "This kind of place does not exist.", "Use an ISO 6523 code, such as 0088.") {
      $0.location?.scheme.map { !CodeLists.schemes.contains($0) } ?? false
    },
  ]

  /// Greece may also use EL (BR-CO-09).
  private static func isWrongVATId(_ id: String?) -> Bool {
    guard let id else { return false }
    let prefix = String(decoding: id.utf8.prefix(2), as: UTF8.self)
    return prefix != "EL" && !CodeLists.countries.contains(prefix)
  }
}
