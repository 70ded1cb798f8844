/// `POST /APP/-/actions/NAME`: who may, with which row and inputs; then the question, or the run.

import AppSpec
import Connectors
import Contract
import Hummingbird
import ServerKit
import Values

extension Runtime {
  func runAction(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    let form = try await request.form()
    guard let session = session(request, at: place) else {
      return try resendAfterSignIn(request, context, form)
    }
    guard request.isFromOwnPage(secure: desk.isSecure) else { throw Problem.formExpired }
    let identity = session.formIdentity(host: place.host)
    guard let token = form[FormTokens.field], desk.forms.verifies(token, session: identity) else {
      return resend(request, context, form, token: desk.forms.token(session: identity))
    }
    let visit = try visit(request, context, at: place, session)
    let ticket = try enter(visit.workspace, requests)
    defer { withExtendedLifetime(ticket) {} }
    return try await act(try plan(form, visit), visit)
  }

  /// `GET` of an action's address: a reload after the form was answered.
  func leaveAction(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    guard let name = Name(try context.parameter("app")) else { throw Problem.notFound }
    return .seeOther("/\(name)")
  }

  private func plan(_ form: Fields, _ visit: Visit) throws(Problem) -> ActionPlan {
    guard let name = Name(try visit.context.parameter("action")) else { throw .notFound }
    let submission = ActionSubmission(
      action: name, fields: form.all.filter { $0.name != FormTokens.field }, viewer: visit.session.viewer,
      now: visit.now)
    switch visit.live.checked.action(submission) {
    case .success(let plan): return plan
    case .failure(let refusal): throw refusal.problem
    }
  }

  private func act(_ plan: ActionPlan, _ visit: Visit) async throws -> Response {
    if plan.needsConfirmation || !plan.problems.isEmpty { return try await ask(plan, visit) }
    switch try await run(plan, visit) {
    case .committed(let row, let returned, _):
      return try done(plan, visit, plan.destination(row: row, earlier: returned)) {
        plan.successMessage(row: row, earlier: returned)
      }
    case .repeated: return try done(plan, visit, plan.returnPath) { "This was done already; nothing was done twice." }
    case .refused(let refusal): throw refusal.problem
    case .failed(let failure): throw failure.problem
    case .unexpectedRows(let step, let touched): throw Self.unexpected(plan, step: step, touched: touched)
    case .unknown: throw Self.outcomeUnknown
    }
  }

  /// The question and the fields, about the row as it is now.
  private func ask(_ plan: ActionPlan, _ visit: Visit) async throws -> Response {
    var row: ResultSet?
    if let statement = plan.rowStatement {
      switch await read([statement], visit)[0] {
      case .rows(let rows): row = rows
      case .failed(let failure): throw failure.problem
      }
      guard row?.rowCount == 1 else { throw Refusal.noSuchRow.problem }
    }
    switch plan.renderConfirmation(row: row, problems: plan.problems, chrome: chrome(visit)) {
    case .success(let html): return .html(html, status: plan.problems.isEmpty ? .ok : .unprocessableContent)
    case .failure(let refusal): throw refusal.problem
    }
  }

  private func done(
    _ plan: ActionPlan, _ visit: Visit, _ destination: String, _ message: () -> String
  ) throws -> Response {
    let path = destination == "/" ? visit.live.path : visit.live.path + destination
    return Response.seeOther(path).setting(try desk.notice(message(), host: visit.place.host))
  }

  private static func unexpected(_ plan: ActionPlan, step: Int, touched: Int) -> Problem {
    Problem(
      .unexpectedRows, "This would have changed \(touched) rows where the app expects another number.",
      advice: "Nothing was changed. Reload the page: somebody may have done it before you.",
      detail: ["action": plan.action.name.text, "step": String(step + 1), "rows": String(touched)])
  }

  static let outcomeUnknown = Problem(
    .outcomeUnknown, "The connection to the database broke while the change was being saved.",
    advice: "Look whether the change is there before you do it again.")
}
