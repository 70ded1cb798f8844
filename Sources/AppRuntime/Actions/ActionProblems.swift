/// What an action's refusals mean to the person and to a machine.

import AppSpec
import Contract
import ServerKit

extension Problem {
  static func violation(_ violation: Violation, _ problem: FieldProblem, _ plan: ActionPlan) -> Problem {
    Problem(
      violation.isConflict ? .conflict : .invalidInput, problem.message,
      advice: "Nothing was changed. Correct it and send it again.",
      detail: ["action": plan.action.name.text, "sqlstate": violation.sqlState])
  }

  static func unexpected(_ plan: ActionPlan, step: Int, touched: Int) -> Problem {
    Problem(
      .unexpectedRows, "This would have changed \(touched) rows where the app expects another number.",
      advice: "Nothing was changed. Look at what is there now: a value may not fit, or somebody was faster.",
      detail: ["action": plan.action.name.text, "step": String(step + 1), "rows": String(touched)])
  }

  static func contended(_ sqlState: String) -> Problem {
    Problem(
      .conflict, "Somebody else is changing the same at this moment.",
      advice: "Nothing was changed. Try again in a moment.", detail: ["sqlstate": sqlState])
  }

  static let otherContent = Problem(
    .conflict, "This form was sent before with other values, and those are what was done.",
    advice: "Nothing was changed now. Look at what is there before you send these too.")

  static let outcomeUnknown = Problem(
    .outcomeUnknown, "The connection to the database broke while the change was being saved.",
    advice: "Look whether the change is there before you do it again.")

  /// For a machine that did not say that it knows what it is asked.
  static func unanswered(_ plan: ActionPlan) -> Problem {
    var missing: [FieldProblem] = []
    if plan.action.confirm != nil {
      missing.append(FieldProblem(field: "confirmed", message: "Send confirmed=1 to answer the action's question."))
    }
    if !plan.action.inputs.isEmpty {
      missing.append(FieldProblem(field: "asked", message: "Send asked=1 with the inputs as in.NAME."))
    }
    return Problem(
      .invalidInput, "This action asks before it runs.", advice: "Send the answers with it. Nothing was changed."
    ).naming(missing)
  }

  /// Whether the same form may go through a moment later. What happened to one of unknown outcome must be looked at.
  var mayPass: Bool { code == .tooManyRequests || (code.status > 500 && code != .outcomeUnknown) }
}
