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
    return try await answer(form, request, context, at: place, session) { () throws(Problem) in
      try visit(request, context, at: place, session)
    }
  }

  /// - Parameter visit: to the app of the path, once the form is known to be our own page's.
  func answer(
    _ form: Fields, _ request: Request, _ context: RuntimeContext, at place: Place, _ session: RuntimeSession,
    _ visit: () throws(Problem) -> Visit
  ) async throws -> Response {
    guard request.isFromOwnPage(secure: desk.isSecure) else { throw Problem.formExpired }
    let identity = session.formIdentity(host: place.host)
    guard let token = form[FormTokens.field], desk.forms.verifies(token, session: identity) else {
      return try resend(request, context, form, token: desk.forms.token(session: identity))
    }
    do {
      let visit = try visit()
      let ticket = try enter(visit.workspace, requests)
      defer { withExtendedLifetime(ticket) {} }
      return try await act(try plan(form, visit), visit, request)
    } catch let problem as Problem where request.prefersHTML && problem.mayPass {
      return keep(form, problem, request, context)
    }
  }

  /// `GET` of an action's address: a reload after the form was answered.
  /// - Parameter apps: the path below which the host has its apps, or its previews.
  func leaveAction(_ request: Request, _ context: RuntimeContext, below apps: String = "") async throws -> Response {
    guard request.prefersHTML else { throw Problem.methodNotAllowed(["POST"]) }
    guard let name = Name(try context.parameter("app")) else { throw Problem.notFound }
    return .seeOther("\(apps)/\(name)")
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

  private func act(_ plan: ActionPlan, _ visit: Visit, _ request: Request) async throws -> Response {
    if !plan.problems.isEmpty {
      return try await askAgain(plan, plan.problems, Refusal.invalid(plan.problems).problem, visit, request)
    }
    if plan.needsConfirmation {
      guard request.prefersHTML else { throw Problem.unanswered(plan) }
      return try await ask(plan, [], .ok, visit)
    }
    if plan.needsDrafts { return try await draft(plan, visit, request) }
    switch try await run(plan, visit) {
    case .committed(let row, let returned, _):
      await dropDraft(of: plan, visit)
      return try done(plan, visit, plan.destination(row: row, earlier: returned)) {
        plan.successMessage(row: row, earlier: returned)
      }
    case .repeated:
      await dropDraft(of: plan, visit)
      return try done(plan, visit, plan.returnPath) { "This was done already; nothing was done twice." }
    case .violated(let violation):
      let problem = plan.problem(violation)
      return try await askAgain(plan, [problem], .violation(violation, problem, plan), visit, request)
    case .otherContent: return try await askAgain(plan, .otherContent, visit, request)
    case .contended(let state): return try await askAgain(plan, .contended(state), visit, request)
    case .unexpectedRows(let step, let touched):
      return try await askAgain(plan, .unexpected(plan, step: step, touched: touched), visit, request)
    case .refused(let refusal): throw refusal.problem
    case .failed(let failure): throw failure.problem
    case .unknown: throw Problem.outcomeUnknown
    }
  }

  /// What a model wrote is of no more use once it is written down.
  private func dropDraft(of plan: ActionPlan, _ visit: Visit) async {
    guard let draft = plan.draft else { return }
    await draftBook.drop(draft, of: owner(visit))
  }

  private func askAgain(
    _ plan: ActionPlan, _ problem: Problem, _ visit: Visit, _ request: Request
  ) async throws -> Response {
    let whole = FieldProblem(field: FieldProblem.wholeForm, message: problem.happened + " " + problem.advice)
    return try await askAgain(plan, [whole], problem, visit, request)
  }

  private func done(
    _ plan: ActionPlan, _ visit: Visit, _ destination: String, _ message: () -> String
  ) throws -> Response {
    let path = destination == "/" ? visit.live.path : visit.live.path + destination
    let text = message() + (visit.live.isPreview ? " This is a preview: nothing was kept." : "")
    return Response.seeOther(path).setting(try desk(for: visit).notice(text, host: visit.place.host))
  }
}
