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
      try await read(.member(member)) { transaction in
        let found = try await transaction.pipeline([
          (selectRollout, place + [release.number]), (selectBuildLog, place + [limit, release.id]),
          askNames(of: [release.publishedBy].compactMap(\.self), for: member),
        ])
        return ReleaseHistory(
          rollout: try found[0].map { try RolloutEntry($0) }, builds: try found[1].map { try BuildLogEntry($0) },
          people: try namesByAccount(found[2]))
      })
  }
}
