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

extension ControlPlane {
  /// `POST /preview/WORKSPACE/APP` with the text as `spec` and, to see it with other eyes, a `role`; answers the frame.
  func preview(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try await app(of: visit)
    var draft = try draft(visit)
    if let checked = draft.checked, checked.app.name != app.name { draft.refuse(name: checked.app.name, of: app) }
    guard draft.checked != nil else { return frame(visit, PreviewPages.findings(draft), status: .unprocessableContent) }
    guard let runtime = try await store.servingAddress(of: member).flatMap({ RuntimeAddress($0) }) else {
      return frame(visit, PreviewPages.notServed, status: .serviceUnavailable)
    }
    let account = visit.who.person.signedIn.account.id
    if previewsNoted.isFirst(app.id, account, now: clock.now()) {
      _ = try await store.notePreview(of: app.id, by: member).granted()
    }
    let role = visit.form["role"].flatMap { Role(rawValue: $0) } ?? member.role
    let origin = runtime.origin(of: member.workspace.slug)
    let pass = pass(.preview, as: role, for: visit.who, host: runtime.host(of: member.workspace.slug))
    let signed = try SignedDraft(
      signing: Draft(
        workspace: member.workspace.id, app: app.id, account: account, expires: pass.expires,
        spec: Array(draft.text.utf8)), with: signingKey)
    let body = PreviewPages.forward(
      target: "\(origin)/_freehold/preview", pass: try pass.token(signedWith: signingKey), draft: signed.text,
      nonce: visit.context.nonce)
    return frame(visit, body, formTargets: [origin])
  }

  /// A page for a frame of our own pages.
  private func frame(
    _ visit: Visit<Insider>, _ body: HTML, formTargets: [String] = [], status: HTTPResponse.Status = .ok
  ) -> Response {
    var response = Response.html(PreviewPages.document(body, stylesheet: stylesheet.path), status: status)
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

/// A preview comes with every pause in typing; the audit trail has one event of it in a quarter of an hour.
final class PreviewsNoted: Sendable {
  private struct Key: Hashable {
    var app: AppID
    var account: AccountID
  }

  private static let seconds = 900
  private let noted = Mutex<[Key: Instant]>([:])

  func isFirst(_ app: AppID, _ account: AccountID, now: Instant) -> Bool {
    noted.withLock { noted in
      let key = Key(app: app, account: account)
      if let last = noted[key], now < last.adding(seconds: Self.seconds) { return false }
      noted = noted.filter { now < $0.value.adding(seconds: Self.seconds) }
      noted[key] = now
      return true
    }
  }
}
