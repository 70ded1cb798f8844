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
    let app = try await app(of: visit)
    guard let runtime = try await store.servingAddress(of: member).flatMap({ RuntimeAddress($0) }) else {
      let body = OpenPage.notServed(
        title: app.title, mayAdd: member.role.may(.manageRuntimes), workspace: visit.who.slug)
      return page(visit, .apps, app.title, body, status: .serviceUnavailable)
    }
    let origin = runtime.origin(of: member.workspace.slug)
    let pass = pass(.open, as: member.role, for: visit.who, host: runtime.host(of: member.workspace.slug))
    let body = OpenPage.forward(
      target: "\(origin)/_freehold/pass", pass: try pass.token(signedWith: signingKey), app: app.name.text,
      title: app.title, nonce: visit.context.nonce)
    var response = Response.html(shell(visit.context, nil).document("Opening \(app.title)", body))
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
