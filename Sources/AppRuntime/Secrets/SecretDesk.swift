/// The credentials of a workspace's sources, set by its administrators in the browser: from their form to this runtime,
/// sealed here, and never past the control plane, which lends its signature to who they are.

import AppSpec
import Connectors
import Contract
import HTTPTypes
import Hummingbird
import Secrets
import ServerKit
import Values

enum SecretPath {
  static let page = "/_freehold/secrets"
  static let entrance = "/_freehold/secrets/pass"
  static let test = "/_freehold/secrets/test"
  static let removal = "/_freehold/secrets/removal"
}

/// Somebody who may write secrets, at a workspace's host.
struct SecretVisit: Sendable {
  var place: Place
  var session: RuntimeSession
  var context: RuntimeContext
  /// What the page is opened with: the app that it was opened from, and the secrets of its newest spec, which no
  /// release may have named yet.
  var app: Name?
  var names: [String]
  /// The one of them that is a redactor's.
  var redactor: String?

  /// Back to the page, at one secret.
  func path(at name: String? = nil) -> String {
    var query: [String] = []
    if let app { query.append("app=\(app)") }
    if !names.isEmpty { query.append("names=\(names.joined(separator: ","))") }
    if let redactor { query.append("redactor=\(redactor)") }
    return SecretPath.page + (query.isEmpty ? "" : "?" + query.joined(separator: "&")) + (name.map { "#\($0)" } ?? "")
  }
}

extension Runtime {
  private static let mostNames = 100

  /// `POST /_freehold/secrets/pass`, by a page of the control plane.
  func enterSecrets(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    try refuseForeignOrigin(request)
    let form = try await request.form(upTo: 16_384)
    switch try await secretDesk.exchange(
      try form.required("pass"), by: controlKey, host: place.host, workspace: place.workspace.id)
    {
    case .success(let session):
      guard session.role.mayWriteSecrets else { throw Problem.notForRole }
      let visit = SecretVisit(
        place: place, session: session, context: context, app: form["app"].flatMap { Name($0) },
        names: Self.names(form["names"]), redactor: Self.names(form["redactor"]).first)
      return try Response.seeOther(visit.path()).setting(secretDesk.cookie(for: session, host: place.host))
    case .failure(let refusal):
      tell(.passRefused(refusal.code), in: place.workspace.id)
      throw refusal.problem
    }
  }

  /// `GET /_freehold/secrets`
  func secretsPage(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let query = try request.query()
    let visit = try secretVisit(request, context, { query[$0] })
    let view = try await secretsView(visit, notice: secretDesk.notice(request, host: visit.place.host))
    return Response.html(view.bytes()).setting(secretDesk.noticeCookie.clearing())
  }

  /// `POST /_freehold/secrets`: keeps the value, then tries it.
  func setSecret(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let (visit, form, reference) = try await secretForm(request, context)
    let secret = SecretValue(line: Array(try form.required("value").utf8))
    if let problem = await secretUse(reference.name, visit).problem(of: secret) {
      let view = try await secretsView(visit, problem: (reference, problem))
      return .html(view.bytes(), status: .unprocessableContent)
    }
    let (vault, now) = (vault, clock.now())
    try await BlockingWork.run { try vault.set(reference, to: secret, at: now) }
    try await note(reference, visit) { .secretSet($0, by: visit.session.account) }
    await secretsChanged(visit.place.workspace.id)
    return try await answer(visit, reference, "Kept. ")
  }

  /// `POST /_freehold/secrets/test`
  func testSecret(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let (visit, _, reference) = try await secretForm(request, context)
    return try await answer(visit, reference, "")
  }

  /// `POST /_freehold/secrets/removal`
  func removeSecret(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let (visit, _, reference) = try await secretForm(request, context)
    let vault = vault
    let existed = try await BlockingWork.run { try vault.remove(reference) }
    if existed { try await note(reference, visit) { .secretRemoved($0, by: visit.session.account) } }
    secretUses.forget(reference)
    return try say(.removed(reference), visit, reference)
  }
}

extension Runtime {
  private func answer(
    _ visit: SecretVisit, _ reference: SecretReference, _ before: String
  ) async throws -> Response {
    let ticket = try enter(visit.place.workspace.id, requests)
    defer { withExtendedLifetime(ticket) {} }
    let use = secretUse(reference.name, visit)
    return try say(.tried(reference, try await standing(reference, use), before), visit, reference)
  }

  private func say(
    _ notice: SecretsPage.Notice, _ visit: SecretVisit, _ reference: SecretReference
  ) throws -> Response {
    Response.seeOther(visit.path(at: reference.name))
      .setting(try secretDesk.notice(notice.carried, host: visit.place.host))
  }

  /// Before the answer: what was done is on its way to the audit trail.
  private func note(
    _ reference: SecretReference, _ visit: SecretVisit, _ kind: (Contract.Environment) -> Report.Kind
  ) async throws {
    guard let environment = Contract.Environment(rawValue: reference.environment) else { return }
    try await spool.add([report(kind(environment), in: visit.place.workspace.id)])
  }

  private func secretVisit(
    _ request: Request, _ context: RuntimeContext, _ field: (String) -> String?
  ) throws(Problem) -> SecretVisit {
    let place = try place(request)
    let app = field("app").flatMap { Name($0) }
    guard let session = secretDesk.session(request, host: place.host, workspace: place.workspace.id) else {
      throw Problem.secretsClosed
    }
    guard session.role.mayWriteSecrets else { throw Problem.notForRole }
    return SecretVisit(
      place: place, session: session, context: context, app: app, names: Self.names(field("names")),
      redactor: Self.names(field("redactor")).first)
  }

  private func secretForm(
    _ request: Request, _ context: RuntimeContext
  ) async throws -> (SecretVisit, Fields, SecretReference) {
    let form = try await request.form(upTo: 4 * SealedFile.longest)
    let visit = try secretVisit(request, context, { form[$0] })
    try secretDesk.forms.require(
      form, from: request, session: visit.session.formIdentity(host: visit.place.host), secure: secretDesk.isSecure)
    let reference = SecretReference(
      workspace: visit.place.workspace.id.description, environment: try form.required("environment"),
      name: try form.required("name"))
    guard reference.isWellFormed, Contract.Environment(rawValue: reference.environment) != nil else {
      throw Problem.malformed("There is no such secret.")
    }
    return (visit, form, reference)
  }

  private static func names(_ list: String?) -> [String] {
    let all = (list ?? "").split(separator: ",").prefix(mostNames).map(String.init)
    return all.filter { SecretReference(workspace: "", environment: "", name: $0).isWellFormed }
  }
}

extension Role {
  /// Checked here too: the control plane gives such a pass to nobody else.
  fileprivate var mayWriteSecrets: Bool { self == .admin || self == .owner }
}

extension Problem {
  fileprivate static let secretsClosed = Problem(
    .notSignedIn, "This page is closed, or your browser did not keep its cookie.",
    advice: "Open it again in the console: from the sources of an app, or from the models.")

  fileprivate static let notForRole = Problem(
    .notAllowed, "Secrets are set by the administrators of a workspace.", advice: "Ask one of them.")
}
