/// From the console into an app: a pass of five minutes for the workspace's own host, in a form that posts itself.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func open(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    guard let runtime = try await runtime(of: member) else { return notServed(visit, app) }
    return try forward(
      visit, to: runtime, .open, at: "/_freehold/pass", app.title, fields: [("app", app.name.text)])
  }

  /// To the runtime's own page of secrets, with the names that the app's newest spec has for them.
  func openSecrets(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    guard let runtime = try await runtime(of: visit.who.member) else { return notServed(visit, app) }
    let spec = try await newestSpec(of: app, visit.who.member)
    let names = Set((spec?.sources.map(\.secret) ?? []) + [spec?.redactor].compactMap { $0 }).sorted()
    return try forward(
      visit, to: runtime, .writeSecret, at: "/_freehold/secrets/pass", "the secrets of \(app.title)",
      fields: [
        ("app", app.name.text), ("names", names.joined(separator: ",")), ("redactor", spec?.redactor ?? ""),
      ])
  }

  func runtime(of member: Member) async throws -> RuntimeAddress? {
    try await store.servingAddress(of: member).flatMap { RuntimeAddress($0) }
  }

  private func notServed(_ visit: Visit<Insider>, _ app: AppSummary) -> Response {
    let body = OpenPage.notServed(
      title: app.title, mayAdd: visit.who.member.role.may(.manageRuntimes), workspace: visit.who.slug)
    return page(visit, .apps, app.title, body, status: .serviceUnavailable)
  }

  func forward(
    _ visit: Visit<Insider>, to runtime: RuntimeAddress, _ purpose: Pass.Purpose, at path: String, _ title: String,
    fields: [(name: String, value: String)]
  ) throws -> Response {
    let member = visit.who.member
    let origin = runtime.origin(of: member.workspace.slug)
    let pass = pass(purpose, as: member.role, for: visit.who, host: runtime.host(of: member.workspace.slug))
    let body = OpenPage.forward(
      target: origin + path, fields: [("pass", try pass.token(signedWith: signingKey))] + fields, title: title,
      nonce: visit.context.nonce)
    var response = Response.html(shell(visit.context, nil).document("Opening \(title)", body))
    let policy = SecurityHeaders(formTargets: [origin], secure: settings.isSecure)
    response.headers[.contentSecurityPolicy] = policy.contentSecurityPolicy(nonce: visit.context.nonce)
    return response
  }

  func pass(_ purpose: Pass.Purpose, as role: Role, for who: Insider, host: String) -> Pass {
    let signedIn = who.person.signedIn
    return Pass(
      purpose: purpose, nonce: SecretToken.random().text, workspace: who.member.workspace.id,
      account: signedIn.account.id, session: signedIn.session.id, email: who.person.email, role: role,
      host: host, expires: clock.now().adding(seconds: Int(Pass.lifetimeSeconds)))
  }
}
