/// What is claimed and how it was checked last: for everybody in a sentence each, for operators with its evidence.

import Contract
import ControlStore
import Hummingbird
import ServerKit
import Trust

extension ControlPlane {
  func security(_ visit: Visit<Anyone>) async throws -> Response {
    let reporting: HTML =
      settings.securityContact == nil
      ? "" : "<p>Have you found a weakness? <a href=\"/security/reporting\">Tell us</a>.</p>"
    let body = SecurityPage.body(try await standing(), key: signingKey.verifier, reporting: reporting)
    return page(visit, "Security", body)
  }

  func trust(_ visit: Visit<Person>) async throws -> Response {
    let key = signingKey.verifier
    return page(visit, "Trust", TrustPages.list(try await standing(), key: key, visit.who.shellPerson))
  }

  /// Runs the live checks as the hourly service does; what they say is kept, signed, whoever asked.
  func checkNow(_ visit: Visit<Person>) async throws -> Response {
    try await check(nil)
    return .seeOther("/trust?done=\(Done.checked.rawValue)")
  }

  func checkOneNow(_ visit: Visit<Person>) async throws -> Response {
    guard let id = ControlID(try visit.part("control")), let control = Control.named(id), control.kind == .live else {
      throw Problem.notFound
    }
    try await check(id)
    return .seeOther("/trust/\(id)?done=\(Done.checked.rawValue)")
  }

  private func check(_ one: ControlID?) async throws {
    try await limit("checks by hand", to: 10, perSeconds: 60)
    _ = try await live.run(only: one)
  }

  func controlHistory(_ visit: Visit<Person>) async throws -> Response {
    guard let id = ControlID(try visit.part("control")), let control = Control.named(id) else {
      throw Problem.notFound
    }
    if control.kind == .attested { return try await statementPage(visit, control) }
    let kept = try await store.controlHistory(of: id, by: visit.who.signedIn, limit: TrustPages.longest).granted()
    let results = kept.map { $0.genuine(by: signingKey.verifier, at: clock.now()) }
    return page(visit, "\(id)", TrustPages.history(control, results, visit.who.shellPerson))
  }

  /// Each control with its newest result or statement.
  private func standing() async throws -> [ControlStanding] {
    let kept = try await store.latestControlResults()
    return ControlStanding.all(
      kept, try await store.latestStatements(), key: signingKey.verifier, now: clock.now(),
      programs: LiveChecks.programs, pageFiles: pageFiles, unclaimed: settings.unclaimed)
  }
}
