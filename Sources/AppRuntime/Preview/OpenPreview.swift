/// A draft from the workbench, looked at in a frame of it: read with the secrets of `development`, its actions rolled
/// back, nothing of it reported or kept. The control plane signs the draft and never sees what it shows.

import AppSpec
import Connectors
import Contract
import Hummingbird
import ServerKit
import Values

extension Runtime {
  /// The form's limit: a spec as large as the control plane takes one, as base64url, and its pass.
  private static let draftLimit = 2 * BodyLimit.form

  /// `POST /_freehold/preview`, with a pass and a signed draft.
  func takeDraft(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    try refuseForeignOrigin(request)
    let form = try await request.form(upTo: Self.draftLimit)
    let session: RuntimeSession
    switch try await previewDesk.exchange(
      try form.required("pass"), by: controlKey, host: place.host, workspace: place.workspace.id)
    {
    case .success(let opened): session = opened
    case .failure(let refusal):
      tell(.passRefused(refusal.code), in: place.workspace.id)
      throw refusal.problem
    }
    let draft = SignedDraft(try form.required("draft"))?.verified(
      by: controlKey, workspace: place.workspace.id, account: session.account, now: clock.now())
    guard let draft else { throw Problem.draftRefused }
    let ticket = try enter(place.workspace.id, requests)
    defer { withExtendedLifetime(ticket) {} }
    let live = try await prepare(draft)
    guard live.roles.contains(session.role) else { throw Problem.nothing(for: session.role) }
    let key = PreviewBook.Key(workspace: draft.workspace, account: draft.account, app: live.app.name.text)
    let last = previews.put(live, key, now: clock.now())
    return try Response.seeOther(live.path + (last == "/" ? "" : last))
      .setting(previewDesk.cookie(for: session, host: place.host))
  }

  /// Checked again, and each statement shown to its source, as a release is; all that the sources say is told at once.
  private func prepare(_ draft: Draft) async throws -> LiveApp {
    let result = try await BlockingWork.run { SpecCheck.check(draft.spec) }
    guard let checked = result.app else { throw Problem.unsound(result.findings) }
    let scope = SourceScope(workspace: draft.workspace.description, environment: Environment.development.rawValue)
    var catalog = Catalog()
    var failures: [(element: String, failure: SourceFailure)] = []
    for statement in checked.describeStatements() {
      switch await sources.describe(statement, of: checked.app, in: scope) {
      case .success(let columns): if let query = statement.query { catalog.columns[query] = columns }
      case .failure(let failure): failures.append(("The query “\(statement.query?.text ?? "?")”", failure))
      }
    }
    if failures.isEmpty {
      for step in checked.stepProbes(catalog: catalog) {
        guard let failure = await sources.probe(step, of: checked.app, in: scope) else { continue }
        failures.append(("The action “\(step.action.text)”", failure))
      }
    }
    guard failures.isEmpty else { throw Problem.sources(failures) }
    return LiveApp(draft: draft.app, checked, catalog: catalog)
  }

  /// `GET /_preview/APP/…`
  func openPreview(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let visit = try previewVisit(request, context, at: try place(request))
    let response = try await open(request, visit)
    if request.prefersHTML && response.status == .ok { remember(request, visit) }
    return response
  }

  /// `POST /_preview/APP/-/actions/NAME`
  func rehearseAction(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    let form = try await request.form()
    let visit = try previewVisit(request, context, at: place)
    return try await answer(form, request, context, at: place, visit.session) { () throws(Problem) in visit }
  }

  func previewVisit(
    _ request: Request, _ context: RuntimeContext, at place: Place
  ) throws(Problem) -> Visit {
    let workspace = place.workspace.id
    guard let session = previewDesk.session(request, host: place.host, workspace: workspace) else {
      throw .previewOver
    }
    let key = PreviewBook.Key(workspace: workspace, account: session.account, app: try context.parameter("app"))
    guard let live = previews.live(key, now: clock.now()) else { throw .previewOver }
    return Visit(place: place, session: session, live: live, context: context, now: clock.now())
  }

  private func remember(_ request: Request, _ visit: Visit) {
    let key = PreviewBook.Key(
      workspace: visit.workspace, account: visit.session.account, app: visit.live.app.name.text)
    let target = request.uri.path + (request.uri.query.map { "?" + $0 } ?? "")
    guard target.hasPrefix(visit.live.path), ReturnPath.isSafe(target) else { return }
    let place = String(target.dropFirst(visit.live.path.count))
    previews.remember(place.isEmpty ? "/" : place, key)
  }
}

extension Problem {
  private static let fromEditor = "Go back to the editor: the preview starts again from there."

  fileprivate static let previewOver = Problem(
    .notSignedIn, "This preview is over, or your browser did not keep its cookie.", advice: fromEditor)

  fileprivate static let draftRefused = Problem(
    .releaseForged, "This draft was not signed for you, or has expired.", advice: fromEditor)

  /// The control plane signs only what its own check takes: this runtime is of another version.
  fileprivate static func unsound(_ findings: [Finding]) -> Problem {
    let first = findings.first { $0.severity == .error }
    let place = first.map { "Line \($0.line): \($0.message) " } ?? ""
    return Problem(
      .specInvalid, "This runtime does not take the text. " + place,
      advice: "Mend it, or update the runtime: it may be older than the console.")
  }

  fileprivate static func nothing(for role: Role) -> Problem {
    Problem(
      .notFound, "No page of this app is for the role \(role.rawValue).",
      advice: "Look at it as another role, or name this one in a page's “roles:”.")
  }

  /// Names of the spec and SQLSTATEs, which the log may have too.
  fileprivate static func sources(_ failures: [(element: String, failure: SourceFailure)]) -> Problem {
    let lines = failures.map { element, failure in
      "\(element): \(failure.problem.happened)" + (failure.sqlState.map { " (SQLSTATE \($0))" } ?? "")
    }
    let missing = failures.contains { if case .secretMissing = $0.failure { true } else { false } }
    return Problem(
      failures[0].failure.code, lines.joined(separator: " "),
      advice: missing
        ? "A preview reads with the secrets of the environment “development”. An administrator sets them on the page of the app's sources, once it is saved, or here: freehold-runtime secrets set --environment development."
        : "The preview shows the app again once this is mended.",
      detail: failures[0].failure.sqlState.map { ["sqlstate": $0] } ?? [:])
  }
}
