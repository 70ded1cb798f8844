/// The names that stand in a release's spec: the only words that its reports may carry.

import AppSpec
import Contract
import ControlStore

struct ReleaseNames: Sendable {
  let actions: Set<Name>
  let queries: Set<Name>

  init(_ app: App) {
    actions = Set(app.actions.map(\.name))
    queries = Set(app.queries.map(\.name))
  }

  func has(_ kind: Report.Kind) -> Bool {
    switch kind {
    case .actionIntended(let run), .actionEnded(let run, _, _, _, _): actions.contains(run.action)
    case .modelCalled(let call): call.action.map { actions.contains($0) } ?? true
    case .exported(_, let query, _, _): queries.contains(query)
    case .releaseFailed(_, let element, _, _):
      element.map { actions.contains($0) || queries.contains($0) } ?? true
    case .releasePrepared, .sessionOpened, .passRefused, .secretSet, .secretRemoved, .auditHeadRejected: true
    }
  }
}

/// Releases never change, so what was read of one is kept; whether the runtime serves its workspace the store decides
/// again with each report.
actor SpecNames {
  private static let capacity = 256
  private var known: [ReleaseID: ReleaseNames] = [:]

  /// Nil when it is no release of a workspace that `runtime` serves.
  func names(
    of release: ReleaseID, for runtime: EnrolledRuntime, in store: ControlStore
  ) async throws(StoreError) -> ReleaseNames? {
    if let names = known[release] { return names }
    guard let spec = try await store.spec(of: release, for: runtime), let app = SpecCheck.check(spec).app else {
      return nil
    }
    if known.count >= Self.capacity { known.removeAll() }
    let names = ReleaseNames(app.app)
    known[release] = names
    return names
  }
}
