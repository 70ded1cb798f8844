/// `freehold login`, after the device flow of RFC 8628: the tool asks for a code, the person confirms it in a browser
/// where he is signed in, the tool collects its token.

import Contract
import ControlStore
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

private let codeLifetimeSeconds = 600
private let pollSeconds = 2
/// A tool that is not used this long signs in again.
private let tokenLifetimeSeconds = 90 * 86_400

extension ControlPlane {
  func startToolLogin(_ visit: Visit<Void>) async throws -> Response {
    try await limit("tool logins from \(caller(visit))", to: 20, perSeconds: 600)
    var reader = try await visit.reader()
    let label = try reader.read { reader throws(JSONReader.Problem) in try reader.string("label") }
    let (device, code) = (SecretToken.random(), UserCode.random())
    _ = try await store.startToolLogin(
      device: device.hash, code: Self.digest(code), label: label, scopes: Set(Session.Scope.allCases),
      lifetimeSeconds: codeLifetimeSeconds, request: visit.context.requestID
    ).granted()
    let answer = ToolCode(
      deviceCode: device.text, userCode: code, address: "\(settings.address)/tool?code=\(code)",
      expiresInSeconds: Int64(codeLifetimeSeconds), interval: Int64(pollSeconds))
    return .json(answer.json, status: .created)
  }

  func collectToolToken(_ visit: Visit<Void>) async throws -> Response {
    try await limit("tool tokens from \(caller(visit))", to: 600, perSeconds: 600)
    var reader = try await visit.reader()
    let text = try reader.read { reader throws(JSONReader.Problem) in try reader.string("device_code") }
    guard let device = SecretToken(text) else { throw Problem.linkExpired }
    let token = SecretToken.random()
    let collected = try await store.collectToolLogin(
      device: device.hash, session: token.hash, lifetimeSeconds: tokenLifetimeSeconds, request: visit.context.requestID)
    if case .failure(.pending) = collected { return .json(["status": "pending"], status: .accepted) }
    let person = try collected.granted()
    let grant = ToolGrant(token: ToolGrant.prefix + token.text, email: person.account.email.text)
    return .json(grant.json)
  }

  func endToolSession(_ visit: Visit<Person>) async throws -> Response {
    let person = visit.who.signedIn
    _ = try await store.endSession(person.session.id, by: person).granted()
    return Response(status: .noContent)
  }

  func showToolLogin(_ visit: Visit<Person>) async throws -> Response {
    guard let typed = try visit.request.query()["code"] else {
      return page(visit, "The tool", ToolPage.ask(problem: nil))
    }
    try await limitCodes(visit.who)
    guard let code = UserCode.normalized(typed), let login = try await store.toolLogin(code: Self.digest(code)) else {
      let problem = "There is no such code, or its ten minutes are over. Start again: freehold login"
      return page(visit, "The tool", ToolPage.ask(problem: problem), status: .notFound)
    }
    let body = ToolPage.confirm(code: code, label: login.label, visit.who.shellPerson)
    return page(visit, "Let the tool in?", body)
  }

  func confirmToolLogin(_ visit: Visit<Person>) async throws -> Response {
    try await limitCodes(visit.who)
    guard let code = UserCode.normalized(try visit.form.required("code")) else { throw Problem.linkExpired }
    _ = try await store.confirmToolLogin(code: Self.digest(code), by: visit.who.signedIn).granted()
    return page(visit, "The tool is signed in", ToolPage.done)
  }

  /// A code has 34 bits only: few tries.
  private func limitCodes(_ person: Person) async throws {
    try await limit("tool codes of \(person.signedIn.account.id)", to: 20, perSeconds: 600)
  }

  private static func digest(_ code: String) -> Digest { Digest(of: Array(code.utf8)) }
}
