// Retention: events go, their leaves stay, and a signed checkpoint says so.

public import Contract
import Postgres
import Trust
public import Values

extension Sealer {
  /// Prunes every tree, the installation's too. Returns how many events went.
  @discardableResult
  public func pruneAll(before instant: Instant) async throws(StoreError) -> Int {
    let trees: [WorkspaceID]
    do {
      trees = try await pool.read { transaction in
        try await transaction.query("select workspace_id from audit_trees order by 1").map {
          try $0.get("workspace_id")
        }
      }
    } catch { throw StoreError(error) }
    var total = 0
    for tree in trees { total += try await prune(workspaceOf(tree), before: instant) }
    return total
  }

  /// Removes the sealed events of a tree (nil: the installation's) that were recorded before `instant`, oldest leaves
  /// first, as an audit event of its own. Returns how many.
  @discardableResult
  public func prune(_ workspace: WorkspaceID?, before instant: Instant) async throws(StoreError) -> Int {
    let (key, now, tree) = (key, now(), tree(of: workspace))
    do {
      return try await pool.write { transaction in
        let rows = try await transaction.query(
          """
          select coalesce(min(l.leaf), (select size from audit_trees where workspace_id = $1), 0) as below,
            coalesce((select max(pruned_below) from audit_checkpoints where workspace_id = $1), 0) as before
          from audit_leaves l join audit_events e on e.workspace_id = l.workspace_id and e.id = l.event_id
          where l.workspace_id = $1 and e.recorded_at >= $2
          """, [tree, instant])
        let below: Int64 = try rows[0].get("below")
        guard try below > rows[0].get("before", as: Int64.self) else { return 0 }
        let checkpoint = try SignedAuditCheckpoint(
          signing: AuditCheckpoint(workspace: workspace, prunedBelow: below, at: now), with: key)
        return try await transaction.prune(tree, checkpoint)
      }
    } catch { throw StoreError(error) }
  }
}

extension Transaction {
  fileprivate func prune(_ tree: WorkspaceID, _ signed: SignedAuditCheckpoint) async throws(PostgresError) -> Int {
    let (below, at) = (signed.checkpoint.prunedBelow, signed.checkpoint.at)
    let results = try await pipeline([
      (
        """
        delete from audit_events e using audit_leaves l
        where l.workspace_id = $1 and l.leaf < $2 and e.workspace_id = l.workspace_id and e.id = l.event_id
        """, [tree, below]
      ),
      (
        "insert into audit_checkpoints (workspace_id, pruned_below, at, signature) values ($1, $2, $3, $4)",
        [tree, below, at, signed.signature]
      ),
    ])
    let id = AuditEventID.random(milliseconds: at.microsecondsSinceEpoch / 1000)
    try await execute(
      """
      insert into audit_events (workspace_id, id, actor_kind, event, subject_table, outcome, number, rows)
      values ($1, $2, 'system', 'audit_pruned', 'audit_events', 'done', nullif($3::bigint, 0), $4)
      """, [tree, id, below, results[0].affected])
    return results[0].affected
  }
}
