/// Getting in: an address, a link in a mail, a button. The answers are the same for known and unknown people.

import AppSpec
import Contract
import ControlStore
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

private let linkLifetimeSeconds = 15 * 60

extension ControlPlane {
  func askForAddress(_ visit: Visit<Anyone>) async throws -> Response {
    if visit.who.person != nil { return .seeOther("/") }
    let installation = try await store.installation()
    return page(visit, "Sign in", SignInPages.ask(signUpIsOpen: installation?.isOpen ?? false))
  }

  func sendLink(_ visit: Visit<Anyone>) async throws -> Response {
    let typed = try visit.form.required("email")
    guard let email = EmailAddress(typed) else {
      let body = SignInPages.ask(
        signUpIsOpen: true, address: typed, problem: "This is no e-mail address. It should look like name@example.com.")
      return page(visit, "Sign in", body, status: .unprocessableContent)
    }
    try await limit("sign-in from \(caller(visit))", to: 20, perSeconds: 600)
    try await limit("sign-in as \(email.text)", to: 5, perSeconds: 600)
    try await mailLink(to: email, invitation: heldInvitation(visit.request), visit.context.requestID)
    return page(visit, "Look into your mail", SignInPages.sent(to: email.text))
  }

  /// Sends a sign-in link, unless the installation is closed to this address: nobody can tell the difference.
  private func mailLink(
    to email: EmailAddress, invitation: Digest? = nil, _ request: Contract.RequestID
  ) async throws {
    let token = SecretToken.random()
    let made = try await store.createSignInLink(
      email: email, secret: token.hash, invitation: invitation, lifetimeSeconds: linkLifetimeSeconds, request: request)
    switch made {
    case .success: try await post.send(.signInLink(to: email, address: "\(settings.address)/sign-in/\(token.text)"))
    // What a mail would have cost, so that the time of the answer tells nothing either.
    case .failure(.signUpClosed): _ = try await store.take("no mail to \(email.text)", limit: 1, perSeconds: 1)
    case .failure(let refusal): throw Problem(refusal)
    }
  }

  /// Of the invitation that somebody was at when he was asked to sign in.
  private func heldInvitation(_ request: Request) -> Digest? {
    let path = nextPage.path(of: request)
    guard path.hasPrefix("/invitations/") else { return nil }
    return SecretToken(String(path.dropFirst("/invitations/".count)))?.hash
  }

  /// Looking does not use the link up: scanners of mails look at every link.
  func showLink(_ visit: Visit<Anyone>) async throws -> Response {
    let token = try token(visit)
    try await limit("link from \(caller(visit))", to: 60, perSeconds: 600)
    guard let link = try await store.signInLink(secret: token.hash) else { throw Problem.linkExpired }
    let title = link.isSignUp ? "Create your account" : "Sign in"
    let text: HTML =
      link.isSignUp
      ? "This makes an account for <strong>\(link.email.text)</strong>."
      : "You are about to sign in as <strong>\(link.email.text)</strong>."
    let body = SignInPages.confirm(action: visit.request.uri.path, title: title, text: text, button: title)
    return page(visit, title, body)
  }

  func useLink(_ visit: Visit<Anyone>) async throws -> Response {
    let token = try token(visit)
    try await limit("link from \(caller(visit))", to: 60, perSeconds: 600)
    let secret = SecretToken.random()
    let session = NewSession(
      secret: secret.hash, kind: .browser, label: BrowserName(visit.request).text,
      lifetimeSeconds: settings.sessionLifetimeSeconds)
    let request = visit.context.requestID
    let used = try await store.useSignInLink(secret: token.hash, session: session, request: request).granted()
    if let old = visit.who.person?.signedIn { _ = try await store.endSession(old.session.id, by: old) }
    return Response.seeOther(nextPage.path(of: visit.request))
      .setting(try cookies.setting(used.claim(secret))).setting(nextPage.clearing())
  }

  func signOut(_ visit: Visit<Person>) async throws -> Response {
    let person = visit.who.signedIn
    _ = try await store.endSession(person.session.id, by: person).granted()
    return Response.seeOther("/sign-in").setting(cookies.clearing())
  }

  private func token(_ visit: Visit<Anyone>) throws(Problem) -> SecretToken {
    guard let token = SecretToken(try visit.part("token")) else { throw .linkExpired }
    return token
  }
}

extension ControlPlane {
  func showInvitation(_ visit: Visit<Anyone>) async throws -> Response {
    let (_, preview) = try await invitation(visit)
    let body = SignInPages.invitation(
      action: visit.request.uri.path, workspace: preview.workspaceTitle, role: preview.role.rawValue,
      email: preview.email?.text, signedIn: visit.who.person != nil)
    return page(visit, "Join \(preview.workspaceTitle)", body)
  }

  /// Somebody who is not signed in gets a link at the address that was invited, and comes back here with it.
  func acceptInvitation(_ visit: Visit<Anyone>) async throws -> Response {
    let (token, preview) = try await invitation(visit)
    if let person = visit.who.person {
      let member = try await store.acceptInvitation(secret: token.hash, by: person.signedIn).granted()
      return .seeOther("/w/\(member.workspace.slug.text)?done=joined")
    }
    let back = nextPage.setting(after: visit.request.uri.path)
    guard let email = preview.email else { return Response.seeOther("/sign-in").setting(back) }
    try await limit("sign-in as \(email.text)", to: 5, perSeconds: 600)
    try await mailLink(to: email, visit.context.requestID)
    return page(visit, "Look into your mail", SignInPages.sent(to: email.text)).setting(back)
  }

  private func invitation(_ visit: Visit<Anyone>) async throws -> (SecretToken, InvitationPreview) {
    let token = try token(visit)
    try await limit("link from \(caller(visit))", to: 60, perSeconds: 600)
    guard let preview = try await store.invitation(secret: token.hash) else { throw Problem.linkExpired }
    return (token, preview)
  }
}
