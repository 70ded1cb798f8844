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
    return page(visit, "Security", SecurityPage.body(try await standing(), reporting: reporting))
  }

  func trust(_ visit: Visit<Person>) async throws -> Response {
    let key = signingKey.verifier
    return page(visit, "Trust", TrustPages.list(try await standing(), key: key))
  }

  func controlHistory(_ visit: Visit<Person>) async throws -> Response {
    guard let id = ControlID(try visit.part("control")), let control = Control.named(id) else {
      throw Problem.notFound
    }
    if control.kind == .attested { return try await statementPage(visit, control) }
    let kept = try await store.controlHistory(of: id, by: visit.who.signedIn, limit: TrustPages.longest).granted()
    let results = kept.map { $0.genuine(by: signingKey.verifier, at: clock.now()) }
    return page(visit, "\(id)", TrustPages.history(control, results))
  }

  /// Each control with its newest result or statement.
  private func standing() async throws -> [ControlStanding] {
    let kept = try await store.latestControlResults()
    return ControlStanding.all(
      kept, try await store.latestStatements(), key: signingKey.verifier, now: clock.now(),
      programs: LiveChecks.programs, pageFiles: pageFiles, unclaimed: settings.unclaimed)
  }
}
