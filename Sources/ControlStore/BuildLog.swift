// What the runtimes made of a release: SQLSTATE and the spec's own names, never a server's text.

public import AppSpec
public import Contract
import Postgres
public import Values
public import Workspaces

public struct BuildLogEntry: Sendable, Equatable {
  public enum Outcome: String, Sendable, CaseIterable { case prepared, failed }
  public var release: ReleaseID
  public var number: Int64
  public var runtimeTitle: String
  public var outcome: Outcome
  /// A query's or an action's name.
  public var element: Name?
  public var problem: ProblemCode?
  public var sqlState: String?
  public var milliseconds: Int64?
  public var at: Instant
}

extension ControlStore {
  /// The newest first, of one release or of all.
  public func buildLog(
    of app: AppID, release: ReleaseID? = nil, member: Member, limit: Int = 50
  ) async throws(StoreError) -> Result<[BuildLogEntry], Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    return .success(
      try await read(.member(member)) { transaction in
        let rows = try await transaction.query(selectBuildLog, [member.workspace.id, app, limit, release])
        return try rows.map { try BuildLogEntry($0) }
      })
  }
}

let selectBuildLog = """
  select b.release_id, r.number, coalesce(t.title, '') as title, b.outcome, b.element, b.problem, b.sqlstate,
    b.milliseconds, b.at
  from build_log b
  join releases r on r.workspace_id = b.workspace_id and r.id = b.release_id
  left join runtimes t on t.id = b.runtime_id
  where b.workspace_id = $1 and b.app_id = $2 and ($4::uuid is null or b.release_id = $4)
  order by b.at desc, b.id desc limit $3
  """

extension BuildLogEntry {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      release: try row.get("release_id"), number: try row.get("number"), runtimeTitle: try row.get("title"),
      outcome: try row.get("outcome", Outcome.init), element: try row.get(optional: "element", Name.init),
      problem: try row.get(optional: "problem", ProblemCode.init), sqlState: try row.get("sqlstate"),
      milliseconds: try row.get("milliseconds"), at: try row.get("at"))
  }
}
