/// What is claimed and how it was checked last: for everybody in a sentence each, for operators with its evidence.

import Contract
import ControlStore
import Hummingbird
import ServerKit
import Trust

extension ControlPlane {
  func security(_ visit: Visit<Anyone>) async throws -> Response {
    page(visit, "Security", SecurityPage.body(try await standing()))
  }

  func trust(_ visit: Visit<Person>) async throws -> Response {
    let key = signingKey.verifier
    return page(visit, "Trust", TrustPages.list(try await standing(), key: key, programs: LiveChecks.programs))
  }

  func controlHistory(_ visit: Visit<Person>) async throws -> Response {
    guard let id = ControlID(try visit.part("control")), let control = Control.named(id) else {
      throw Problem.notFound
    }
    let kept = try await store.controlHistory(of: id, by: visit.who.signedIn, limit: TrustPages.longest).granted()
    let results = kept.map { $0.verified(by: signingKey.verifier) }
    return page(visit, "\(id)", TrustPages.history(control, results))
  }

  /// Each control with its newest result.
  private func standing() async throws -> [ControlStanding] {
    let kept = try await store.latestControlResults()
    return ControlStanding.all(kept, key: signingKey.verifier)
  }
}

/// A control and what is known of it.
struct ControlStanding: Sendable {
  enum Last: Sendable {
    case never
    case result(ControlResult)
    /// What is kept was not signed by this installation.
    case notGenuine
  }

  let control: Control
  let last: Last

  /// Those of the registry, in its order.
  ///
  /// A row that was changed cannot say whose it is: then no control without a genuine result was simply never checked.
  static func all(_ kept: [SignedControlResult], key: VerificationKey) -> [ControlStanding] {
    var genuine: [ControlID: ControlResult] = [:]
    for result in kept.compactMap({ $0.verified(by: key) }) { genuine[result.control] = result }
    let hasForged = kept.contains { $0.verified(by: key) == nil }
    return Control.all.map { control in
      if let result = genuine[control.id] { return ControlStanding(control: control, last: .result(result)) }
      return ControlStanding(control: control, last: hasForged ? .notGenuine : .never)
    }
  }
}
