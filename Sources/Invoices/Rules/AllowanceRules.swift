/// Rules about allowances and charges (BR-31 … BR-44, BR-CO-21 … BR-CO-24, BR-CL-19, BR-CL-20, BR-DEC).

internal import Values

enum AllowanceRules {
  static let allowance =
    rules(amount: "BR-31", reason: "BR-33", decimals: "BR-DEC-01", base: "BR-DEC-02", isCharge: false)
    + [category("BR-32")]
  static let charge =
    rules(amount: "BR-36", reason: "BR-38", decimals: "BR-DEC-05", base: "BR-DEC-06", isCharge: true)
    + [category("BR-37")]
  static let lineAllowance = rules(
    amount: "BR-41", reason: "BR-42", decimals: "BR-DEC-24", base: "BR-DEC-25", isCharge: false)
  static let lineCharge = rules(
    amount: "BR-43", reason: "BR-44", decimals: "BR-DEC-27", base: "BR-DEC-28", isCharge: true)

  /// BR-33 and its sisters say the same as BR-CO-21 … BR-CO-24.
  private static func rules(
    amount: StaticString, reason: StaticString, decimals: StaticString, base: StaticString, isCharge: Bool
  ) -> [Rule<AllowanceCharge>] {
    return [
      Rule(
        amount, "amount", isCharge ? "The charge has no amount." : "The allowance has no amount.",
        "Enter it, or a percentage and what it is of."
      ) {
        $0.amount == nil && ($0.base == nil || $0.percent == nil)
      },
      Rule(
        reason, "reason", isCharge ? "The charge has no reason." : "The allowance has no reason.",
        "Say in a few words what it is for."
      ) {
        $0.reason == nil && $0.reasonCode == nil
      },
      Rule(decimals, "amount", "The amount has more than two decimals: it is rounded.", "Write two.", loss: .nothing) {
        ($0.amount?.normalized.scale ?? 0) > 2
      },
      Rule(base, "base", "The base has more than two decimals.", "Amounts have two at most.") {
        ($0.base?.normalized.scale ?? 0) > 2
      },
      Rule(
        isCharge ? "BR-CL-20" : "BR-CL-19", "reasonCode", "This reason code does not exist.",
        isCharge ? "Use a code of UNTDID 7161, or words." : "Use a code of UNTDID 5189, or words."
      ) {
        guard let code = $0.reasonCode else { return false }
        return isCharge ? !CodeLists.chargeReasons.contains(code) : !CodeLists.allowanceReasons.contains(code)
      },
      Rule(
        "PEPPOL-EN16931-R041", "base", "A percentage without what it is of.", "Enter both, or the amount alone.",
        loss: .xrechnung
      ) { ($0.percent == nil) != ($0.base == nil) },
      Rule(
        "PEPPOL-EN16931-R040", "amount", "The amount is not the percentage of its base.", "Leave the amount empty.",
        loss: .xrechnung
      ) { $0.statesWrongAmount },
    ]
  }

  private static func category(_ id: StaticString) -> Rule<AllowanceCharge> {
    Rule(id, "taxes", "It is not said how it is taxed.", "Choose the same VAT as the lines it belongs to.") {
      $0.taxes.count != 1
    }
  }
}

extension AllowanceCharge {
  /// Off by more than two cents, as Peppol tolerates them.
  var statesWrongAmount: Bool {
    guard let amount, let base, let percent else { return false }
    do {
      let difference = try base.percent(percent) - amount
      let tolerance = Decimal(coefficient: 2, scale: 2) ?? .zero
      return difference > tolerance || difference < -tolerance
    } catch {
      return true
    }
  }
}
