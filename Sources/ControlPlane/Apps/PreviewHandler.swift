/// From the editor into the preview beside it: the draft is checked, signed for the one who writes it, and carried by his
/// browser to his workspace's runtime, which shows it with the data of `development`. What it shows never comes here.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Synchronization
import Values
import Workspaces

/// What carries a draft to the runtime: the workbench's script sends it itself, a page without one by its button.
struct PreviewStep: Sendable {
  /// `https://acme.apps.example.com`
  let origin: String
  let pass: String
  let draft: String

  var target: String { "\(origin)/_freehold/preview" }
}

extension ControlPlane {
  /// `POST /preview/WORKSPACE/APP` with the text as `spec` and, to see it with other eyes, a `role`. JSON for the
  /// script, for everybody else a page that goes on by itself.
  func preview(_ visit: Visit<Insider>) async throws -> Response {
    try await limit("previews:\(visit.who.member.account)", to: 120, perSeconds: 60)
    let app = try app(of: visit)
    var draft = try draft(visit)
    if let checked = draft.checked, checked.app.name != app.name { draft.refuse(name: checked.app.name, of: app) }
    return try await preview(visit, app, draft)
  }

  /// `POST /preview/WORKSPACE`: the same of an app that is not saved yet.
  func previewNew(_ visit: Visit<Insider>) async throws -> Response {
    try await limit("previews:\(visit.who.member.account)", to: 120, perSeconds: 60)
    return try await preview(visit, nil, try draft(visit))
  }

  private func preview(_ visit: Visit<Insider>, _ app: AppSummary?, _ draft: SpecDraft) async throws -> Response {
    let isPage = visit.request.prefersHTML
    guard draft.checked != nil else {
      guard isPage else { throw Problem.unsound(draft) }
      return frame(visit, PreviewPages.findings(draft), status: .unprocessableContent)
    }
    guard let step = try await step(visit, app, draft) else {
      guard isPage else { throw Problem.notServed }
      return frame(visit, PreviewPages.notServed, status: .serviceUnavailable)
    }
    if isPage {
      return frame(visit, PreviewPages.forward(step, nonce: visit.context.nonce), formTargets: [step.origin])
    }
    return .json(["target": .string(step.target), "pass": .string(step.pass), "draft": .string(step.draft)])
  }

  /// Nil where no runtime serves the workspace.
  private func step(_ visit: Visit<Insider>, _ app: AppSummary?, _ draft: SpecDraft) async throws -> PreviewStep? {
    let member = visit.who.member
    guard let runtime = try await runtime(of: member) else { return nil }
    if previewsNoted.isFirst(app?.id, member, now: clock.now()) {
      _ = try await store.notePreview(of: app?.id, by: member).granted()
    }
    let role = visit.form["role"].flatMap { Role(rawValue: $0) } ?? member.role
    let pass = pass(.preview, as: role, for: visit.who, host: runtime.host(of: member.workspace.slug))
    let signed = try SignedDraft(
      signing: Draft(
        workspace: member.workspace.id, app: app?.id, account: member.account, expires: pass.expires,
        spec: Array(draft.text.utf8)), with: signingKey)
    return PreviewStep(
      origin: runtime.origin(of: member.workspace.slug), pass: try pass.token(signedWith: signingKey),
      draft: signed.text)
  }

  /// A page for a frame of our own pages.
  private func frame(
    _ visit: Visit<Insider>, _ body: HTML, formTargets: [String] = [], status: HTTPResponse.Status = .ok
  ) -> Response {
    var response = Response.html(PreviewPages.document(body, stylesheet: styles.asset.path), status: status)
    let policy = SecurityHeaders(formTargets: formTargets, secure: settings.isSecure, framing: Self.framing)
    response.headers[.contentSecurityPolicy] = policy.contentSecurityPolicy(
      nonce: visit.context.nonce, isFramed: true)
    return response
  }

  /// What the workbench shows in its frame, problems included.
  static let framing = SecurityHeaders.Framing(paths: ["/preview/"], origin: "'self'")
}

extension SpecDraft {
  mutating func refuse(name: Name, of app: AppSummary) {
    problem = "The spec names the app “\(name.text)”, but this is “\(app.name.text)”."
    checked = nil
  }
}

extension Problem {
  fileprivate static func unsound(_ draft: SpecDraft) -> Problem {
    Problem(
      .specInvalid, draft.problem ?? "The text has errors.", advice: "The preview goes on once they are mended.")
  }

  fileprivate static let notServed = Problem(
    .appNotReady, "No runtime serves this workspace yet, so there is nobody to show the draft.",
    advice: "An administrator adds one under Runtimes. Saving goes on without it.")
}

/// A preview comes with every pause in typing; the audit trail has one event of it in a quarter of an hour.
final class PreviewsNoted: Sendable {
  private struct Key: Hashable {
    var workspace: WorkspaceID
    /// Nil for all that are not saved yet.
    var app: AppID?
    var account: AccountID
  }

  private static let seconds = 900
  private let noted = Mutex<[Key: Instant]>([:])

  func isFirst(_ app: AppID?, _ member: Member, now: Instant) -> Bool {
    noted.withLock { noted in
      let key = Key(workspace: member.workspace.id, app: app, account: member.account)
      if let last = noted[key], now < last.adding(seconds: Self.seconds) { return false }
      noted = noted.filter { now < $0.value.adding(seconds: Self.seconds) }
      noted[key] = now
      return true
    }
  }
}
