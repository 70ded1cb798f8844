// All that an app's page shows, in one round trip: each of its lists would be a transaction of its own otherwise.

public import Contract
import Postgres
public import Values
public import Workspaces

public struct AppHistory: Sendable {
  /// The newest first, below the asked number.
  public var versions: [SpecVersion]
  public var hasOlderVersions: Bool
  /// The newest first, below the asked number.
  public var releases: [ReleaseSummary]
  public var hasOlderReleases: Bool
  /// The newest first.
  public var builds: [BuildLogEntry]
  /// Of the release that runs; none before the first.
  public var rollout: [RolloutEntry]
  /// Who wrote and published them.
  public var people: [AccountID: String]
}

extension ControlStore {
  /// - Parameters:
  ///   - version: only versions below this number; nil for the newest.
  ///   - release: only releases below this number.
  public func history(
    of app: AppSummary, member: Member, belowVersion version: Int64? = nil, belowRelease release: Int64? = nil,
    limit: Int = 20
  ) async throws(StoreError) -> Result<AppHistory, Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    let place = [member.workspace.id, app.id] as [any Bindable]
    let questions: [Change] = [
      (selectVersionsBelow, place + [version, limit + 1]), (selectReleasesBelow, place + [release, limit + 1]),
      (selectBuildLog, place + [limit, ReleaseID?.none]), (selectRollout, place + [app.currentNumber]),
      (selectPeople, place + [version, release, limit]),
    ]
    return .success(
      try await ask(.member(member), questions) { (found) throws(PostgresError) in
        AppHistory(
          versions: try found[0].prefix(limit).map { (row) throws(PostgresError) in try SpecVersion(row) },
          hasOlderVersions: found[0].count > limit,
          releases: try found[1].prefix(limit).map { (row) throws(PostgresError) in try ReleaseSummary(row) },
          hasOlderReleases: found[1].count > limit,
          builds: try found[2].map { (row) throws(PostgresError) in try BuildLogEntry(row) },
          rollout: app.currentNumber == nil
            ? [] : try found[3].map { (row) throws(PostgresError) in try RolloutEntry(row) },
          people: try namesByAccount(found[4]))
      })
  }
}

private let selectVersionsBelow =
  selectVersions + " and ($3::bigint is null or number < $3) order by number desc limit $4"
private let selectReleasesBelow =
  selectReleases + " and ($3::bigint is null or r.number < $3) order by r.number desc limit $4"

/// Who wrote the versions below `$3` and published the releases below `$4`.
private let selectPeople = """
  select * from gate.name_members(array(
    (select author from spec_versions where workspace_id = $1 and app_id = $2
      and ($3::bigint is null or number < $3) order by number desc limit $5)
    union (select published_by from releases where workspace_id = $1 and app_id = $2
      and ($4::bigint is null or number < $4) order by number desc limit $5)))
  """
