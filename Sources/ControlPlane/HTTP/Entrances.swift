/// The proofs behind `Route.Access`: a browser's cookie, the tool's token, a runtime's signature, and where a form came
/// from.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

/// Specs are forms too: percent-encoded, a spec of 1 MiB can take three.
private let formLimit = 4 << 20

struct Visitor: Sendable {
  let person: Person
  /// In the workspace that was asked for; nil when he is none of its members or it does not exist.
  let member: Member?
  /// The app of the path, of the member's workspace.
  let app: AppSummary?
}

extension ControlPlane {
  /// Nil without a living browser session. Session, membership, role and the path's app are one round trip.
  func browser(_ request: Request, _ context: ConsoleContext, workspace: Slug?) async throws -> Visitor? {
    guard let claim = cookies.claim(in: request) else { return nil }
    guard let visitor = try await visitor(claim.secret.hash, .browser, context, workspace) else { return nil }
    context.asker.isFound(visitor, hasStyles: styles.areKept(by: request))
    return visitor
  }

  /// `not_signed_in` without a living session of the tool, `not_allowed` when it lacks the scope.
  func tool(
    _ request: Request, _ context: ConsoleContext, workspace: Slug?, _ scope: Session.Scope
  ) async throws -> Visitor {
    guard let field = request.headers[.authorization], field.lowercased().hasPrefix("bearer ") else {
      throw Problem.notSignedInTool
    }
    let text = field.dropFirst("bearer ".count)
    guard text.hasPrefix(ToolGrant.prefix), let token = SecretToken(String(text.dropFirst(ToolGrant.prefix.count))),
      let visitor = try await visitor(token.hash, .tool, context, workspace)
    else { throw Problem.notSignedInTool }
    guard visitor.person.signedIn.session.allows(scope) else { throw Problem.scopeMissing(scope) }
    return visitor
  }

  private func visitor(
    _ secret: Digest, _ kind: Session.Kind, _ context: ConsoleContext, _ workspace: Slug?
  ) async throws(StoreError) -> Visitor? {
    let app = context.parameters.get("app").flatMap { Name($0) }
    let found = try await store.authenticate(
      secret: secret, workspace: workspace, app: app, request: context.requestID)
    guard let found, found.signedIn.session.kind == kind else { return nil }
    let session = found.signedIn.session
    if clock.now() > session.lastSeenAt.adding(seconds: 60) { try await store.touchSession(found.signedIn) }
    let person = Person(signedIn: found.signedIn, csrf: forms.token(session: session.id.description))
    return Visitor(person: person, member: found.member, app: found.app)
  }

  /// The posted form, empty for what posts none. Every form must come from a page of ours, and with a session it must
  /// carry the session's own token.
  func form(of request: Request, csrf person: Person?) async throws -> Fields {
    guard request.method == .post else { return Fields() }
    guard request.isFromOwnPage(secure: settings.isSecure) else { throw Problem.formExpired }
    let form = try await request.form(upTo: formLimit, files: true)
    if let person {
      guard let token = form["csrf"], forms.verifies(token, session: person.signedIn.session.id.description) else {
        throw StaleForm(form: form, problem: .formExpired, person: person)
      }
    }
    return form
  }

  /// Remembers where a page was wanted and shows the way in; a form is kept for later.
  func askToSignIn(_ request: Request) async throws -> Response {
    guard request.method == .get || request.method == .head else {
      guard request.isFromOwnPage(secure: settings.isSecure) else { throw Problem.notSignedIn }
      throw StaleForm(form: try await form(of: request, csrf: nil), problem: .notSignedIn, person: nil)
    }
    return .seeOther("/sign-in").setting(nextPage.setting(after: request.uri.path))
  }

  /// Gives the session a new secret once a day, on a page that is read: the old secret stops working at once.
  func rotating(_ person: Person, _ request: Request, _ response: Response) async throws -> Response {
    let session = person.signedIn.session
    guard request.method == .get, response.status == .ok,
      clock.now() > session.rotatedAt.adding(seconds: settings.sessionRotationSeconds)
    else { return response }
    let secret = SecretToken.random()
    try await store.rotateSession(person.signedIn, to: secret.hash)
    return response.setting(try cookies.setting(person.signedIn.claim(secret)))
  }

  /// The runtime that signed this request, whose body it has read; `runtime_unknown` whatever is wrong with it.
  func runtimeCaller(_ request: Request) async throws -> RuntimeCaller {
    let body = try await request.bodyBytes(upTo: formLimit)
    guard let id = request.headers[.runtime].flatMap({ RuntimeID($0) }),
      let time = request.headers[.runtimeTime].flatMap({ Instant(iso: $0) }),
      let signature = request.headers[.runtimeSignature]
    else { throw Problem.runtimeUnknown }
    guard let runtime = try await store.runtime(id) else { throw Problem.runtimeUnknown }
    let signed = RuntimeRequest(
      runtime: id, time: time, method: request.method.rawValue, target: request.uri.description, body: body)
    guard signed.verifies(signature: signature, by: runtime.key, now: clock.now()) else {
      throw Problem.runtimeUnknown
    }
    return RuntimeCaller(runtime: runtime, body: body)
  }

  /// Who asks, for rate limits: the connection's other end, or whom a proxy of ours names as its own.
  func caller<Who>(_ visit: Visit<Who>) -> String {
    let address = visit.context.facts.remoteAddress ?? "unknown"
    guard settings.trustedProxies.contains(address),
      let named = visit.request.headers[values: .forwardedFor].last?.split(separator: ",").last
    else { return address }
    return named.filter { $0 != " " }
  }

  /// Refuses with `too_many_requests` when `bucket` is used up.
  func limit(_ bucket: String, to limit: Int, perSeconds seconds: Int) async throws {
    guard try await store.take(bucket, limit: limit, perSeconds: seconds) else {
      throw Problem.tooManyRequests(retryAfter: seconds)
    }
  }
}

extension HTTPField.Name {
  /// Each proxy appends whom it speaks for: only the last entry is our own proxy's word.
  static let forwardedFor = Self("X-Forwarded-For")!
  static let runtime = Self(RuntimeRequest.runtimeHeader)!
  static let runtimeTime = Self(RuntimeRequest.timeHeader)!
  static let runtimeSignature = Self(RuntimeRequest.signatureHeader)!
}

extension SignedIn {
  /// What the browser's cookie says.
  func claim(_ secret: SecretToken) -> SessionClaim {
    SessionClaim(account: account.id, session: session.id, secret: secret)
  }
}
