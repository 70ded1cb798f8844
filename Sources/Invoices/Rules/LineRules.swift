/// Rules about lines (BR-21 … BR-28, BR-54, BR-64, BR-65, BR-CO-04, BR-CL, BR-DEC-23).

internal import Values

enum LineRules {
  static let all: [Rule<Part<Line>>] = contents + prices + codes

  private static let contents: [Rule<Part<Line>>] = [
    Rule("BR-22", "quantity", "The quantity is missing.", "Enter how many; 1 for a flat fee.") {
      $0.value.quantity == nil
    },
    Rule("BR-23", "unit", "The unit is missing.", "Enter its code: HUR hours, DAY days, H87 pieces, C62 one.") {
      $0.value.unit == nil
    },
    Rule("BR-25", "name", "The line does not say what it is about.", "Name the goods or the service.") {
      $0.value.name == nil
    },
    Rule("BR-CO-04", "taxes", "The line does not say how it is taxed.", "Choose its VAT, even if it is exempt.") {
      $0.value.taxes.isEmpty
    },
    Rule("taxes-one", "taxes", "A line of an e-invoice has one VAT category only.", "Split the line in two.") {
      $0.value.taxes.count > 1
    },
    Rule("BR-54", "attributes", "A property has no name or no value.", "Enter both.") { part in
      part.value.attributes.contains { $0.name == nil || $0.value == nil }
    },
    Rule("line-id", "id", "Another line has the same id.", "Leave it empty: lines are then counted.", loss: .nothing) {
      part in
      guard let id = part.value.id, part.facts.invoice.lines.count <= 1_000 else { return false }
      return part.facts.invoice.lines.filter { $0.id == id }.count > 1
    },
  ]

  private static let prices: [Rule<Part<Line>>] = [
    Rule("BR-26", "price", "The price is missing.", "Enter the price of one unit, without VAT.") {
      $0.value.price == nil && $0.value.grossPrice == nil
    },
    Rule("BR-27", "price", "The price is negative.", "Make the quantity negative instead.") {
      $0.value.writtenNetPrice?.isNegative ?? false
    },
    Rule("BR-28", "grossPrice", "The price before discount is negative.", "Make the quantity negative instead.") {
      $0.value.grossPrice?.isNegative ?? false
    },
    Rule("PEPPOL-EN16931-R121", "priceBase", "The price is for no unit at all.", "Enter 1 or more.") {
      $0.value.priceBase.map { $0.isZero || $0.isNegative } ?? false
    },
    Rule(
      "PEPPOL-EN16931-R046", "price", "The price is not the price before discount less the discount.",
      "Correct one of the three.", loss: .xrechnung
    ) { part in
      guard let price = part.value.price, part.value.grossPrice != nil else { return false }
      var line = part.value
      line.price = nil
      return line.writtenNetPrice.map { $0 != price } ?? false
    },
    Rule("BR-DEC-23", "net", "The amount of the line has more than two decimals.", "Amounts have two at most.") {
      ($0.value.net?.normalized.scale ?? 0) > 2
    },
    Rule(
      "PEPPOL-EN16931-R120", "net", "The stated amount is not quantity × price, less allowances, plus charges.",
      "Remove the stated amount, or correct quantity or price.", loss: .xrechnung
    ) { $0.value.statesWrongNet($0.facts) },
  ]

  private static let codes: [Rule<Part<Line>>] = [
    Rule("BR-CL-23", "unit", "There is no such unit.", "Use a code of UN/ECE Rec 20: HUR hours, DAY days, H87 pieces.")
    {
      guard let unit = $0.value.unit else { return false }
      return !$0.facts.units.contains(unit)
    },
    Rule("BR-64", "standardId.scheme", "The kind of article number is missing.", "Enter 0160 for a GTIN (EAN).") {
      $0.value.standardId?.id != nil && $0.value.standardId?.scheme == nil
    },
    Rule("BR-CL-21", "standardId.scheme", "This kind of article number does not exist.", "Enter 0160 for a GTIN.") {
      $0.value.standardId?.scheme.map { !CodeLists.schemes.contains($0) } ?? false
    },
    Rule("BR-CL-15", "origin", "There is no such country.", "Use a code of two capital letters, such as DE.") {
      $0.value.origin.map { !CodeLists.countries.contains($0) } ?? false
    },
    Rule("BR-CL-07", "object.scheme", "This kind of reference does not exist.", "Use a code of UNTDID 1153, or none.") {
      $0.value.object?.scheme.map { !CodeLists.references.contains($0) } ?? false
    },
    Rule("object-id", "object.id", "The invoiced object has no identifier.", "Enter it or remove it.") {
      $0.value.object != nil && $0.value.object?.id == nil
    },
  ]

  static let classification: [Rule<Classification>] = [
    Rule("BR-65", "list", "It is not said which classification the code is of.", "Enter STI for CPV, for example.") {
      $0.list == nil
    },
    Rule("BR-CL-13", "list", "There is no such classification.", "Use a code of UNTDID 7143.") {
      $0.list.map { !CodeLists.classifications.contains($0) } ?? false
    },
    Rule("classification-code", "code", "The code is missing.", "Enter it.") { $0.code == nil },
  ]

  static let attribute: [Rule<Attribute>] = []
}

extension Line {
  func statesWrongNet(_ facts: Facts) -> Bool {
    guard let net else { return false }
    do {
      return try computedNet(decimals: Currency.decimals(facts.invoice.currency)) != net
    } catch {
      return true
    }
  }
}
