// What became of one release, in one round trip.

public import Contract
import Postgres
public import Workspaces

public struct ReleaseHistory: Sendable {
  /// What each runtime last said of it, by title.
  public var rollout: [RolloutEntry]
  /// The newest first.
  public var builds: [BuildLogEntry]
  /// Who published it, unless he has left.
  public var people: [AccountID: String]
}

extension ControlStore {
  public func history(
    of release: ReleaseSummary, of app: AppID, member: Member, limit: Int = 200
  ) async throws(StoreError) -> Result<ReleaseHistory, Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    let place = [member.workspace.id, app] as [any Bindable]
    return .success(
      try await ask(
        .member(member),
        [
          (selectRollout, place + [release.number]), (selectBuildLog, place + [limit, release.id]),
          askNames(of: [release.publishedBy].compactMap(\.self)),
        ]
      ) { (found) throws(PostgresError) in
        ReleaseHistory(
          rollout: try found[0].map { (row) throws(PostgresError) in try RolloutEntry(row) },
          builds: try found[1].map { (row) throws(PostgresError) in try BuildLogEntry(row) },
          people: try namesByAccount(found[2]))
      })
  }
}
