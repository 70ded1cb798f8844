// How far a release has come: what each runtime of the workspace last said of it.

public import AppSpec
public import Contract
import Postgres
public import Values
public import Workspaces

public struct RolloutEntry: Sendable, Equatable {
  public var runtime: RuntimeID
  public var runtimeTitle: String
  /// Nil: this runtime has said nothing about the release yet.
  public var outcome: BuildLogEntry.Outcome?
  /// A query's or an action's name.
  public var element: Name?
  public var problem: ProblemCode?
  public var sqlState: String?
}

extension ControlStore {
  /// One entry for each runtime that serves the workspace, by title; none when there is no runtime.
  public func rollout(
    of app: AppID, release number: Int64, member: Member
  ) async throws(StoreError) -> Result<[RolloutEntry], Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    return .success(
      try await read(.member(member)) { transaction in
        let rows = try await transaction.query(selectRollout, [member.workspace.id, app, number])
        return try rows.map { try RolloutEntry($0) }
      })
  }
}

let selectRollout = """
  select t.id, t.title, b.outcome, b.element, b.problem, b.sqlstate
  from runtimes t left join lateral (
    select b.outcome, b.element, b.problem, b.sqlstate from build_log b
    join releases r on r.workspace_id = b.workspace_id and r.id = b.release_id
    where b.workspace_id = $1 and b.app_id = $2 and r.number = $3 and b.runtime_id = t.id
    order by b.at desc, b.id desc limit 1) b on true
  where (t.workspace_id = $1 or t.workspace_id is null) and t.removed_at is null
  order by lower(t.title), t.id
  """

extension RolloutEntry {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      runtime: try row.get("id"), runtimeTitle: try row.get("title"),
      outcome: try row.get(optional: "outcome", BuildLogEntry.Outcome.init),
      element: try row.get(optional: "element", Name.init), problem: try row.get(optional: "problem", ProblemCode.init),
      sqlState: try row.get("sqlstate"))
  }
}
