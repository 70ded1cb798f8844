/// The runtimes of a workspace: where its apps run.

import Contract
import ControlStore
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

private let enrolmentLifetimeSeconds = 3600

extension ControlPlane {
  func runtimes(_ visit: Visit<Insider>) async throws -> Response { try await runtimesPage(visit, token: nil) }

  /// The one-time token is on this page only.
  func addRuntime(_ visit: Visit<Insider>) async throws -> Response {
    let token = try await enrolment(titled: try visit.form.required("title"), by: visit.who.member)
    return try await runtimesPage(visit, token: token.text)
  }

  func removeRuntime(_ visit: Visit<Insider>) async throws -> Response {
    guard let id = RuntimeID(try visit.part("runtime")) else { throw Problem.notFound }
    _ = try await store.removeRuntime(id, by: visit.who.member).granted()
    return .seeOther("/w/\(visit.who.slug)/runtimes?done=\(Done.runtimeRemoved.rawValue)")
  }

  func enrolment(titled title: String, by member: Member) async throws -> SecretToken {
    try await limit("enrolments by \(member.account)", to: 20, perSeconds: 3600)
    let token = SecretToken.random()
    _ = try await store.createEnrolment(
      secret: token.hash, title: title, lifetimeSeconds: enrolmentLifetimeSeconds, by: member
    ).granted()
    return token
  }

  private func runtimesPage(_ visit: Visit<Insider>, token: String?) async throws -> Response {
    let records = try await store.runtimes(of: visit.who.member).granted()
    let view = RuntimesView(
      runtimes: records, token: token, address: settings.address, slug: visit.who.slug, now: clock.now())
    return page(visit, .runtimes, "Runtimes", RuntimePages.list(view, visit.who.shellPerson))
  }
}
