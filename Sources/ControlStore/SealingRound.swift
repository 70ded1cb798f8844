// One transaction of the sealer. Which rows are new is told by transaction numbers: all below the snapshot's oldest
// running transaction have ended, so their rows are visible or never will be. The order of leaves is the sealer's own.

import Contract
import Postgres
import Trust
import Values

extension Sealer {
  nonisolated func seal(_ transaction: Transaction, limit: Int) async throws -> Int {
    let round = try await begin(transaction)
    let rows = try await transaction.query(
      """
      select \(auditColumns), e.xid::text::bigint as xid
      from audit_events e
      where e.xid >= $1::text::xid8 and ($3 or e.xid < $2::text::xid8) and not exists (
        select from audit_leaves l where l.workspace_id = e.workspace_id and l.event_id = e.id)
      order by e.xid, e.id limit $4
      """, [round.from, round.below, round.isNewEpoch, limit])
    var trees: [WorkspaceID: Growth] = [:]
    for row in rows {
      let record = try AuditRecord(row)
      trees[tree(of: record.workspace), default: Growth()].add(record)
    }
    try await load(&trees, transaction)
    let at = now()
    for (tree, growth) in trees.sorted(by: { $0.key < $1.key }) {
      try await save(growth, of: tree, epoch: round.epoch, at: at, transaction)
    }
    // A full batch may have cut a transaction's rows apart: go on from the last one's, inclusively.
    let isFull = rows.count == limit
    let next = isFull && !round.isNewEpoch ? try rows[rows.count - 1].get("xid", as: String.self) : round.below
    if round.isNewEpoch && isFull { return rows.count }
    if !rows.isEmpty || round.isNewEpoch { try await finish(round, next, at, transaction) }
    return rows.count
  }

  private nonisolated func begin(_ transaction: Transaction) async throws(PostgresError) -> SealingRound {
    // One sealer at a time; by a statement of its own, so that the next one's snapshot is taken afterwards.
    _ = try await transaction.query("select pg_advisory_xact_lock(7164920532)")
    let rows = try await transaction.query(
      """
      select s.epoch, s.sealed_below::text as sealed_below, s.cluster is distinct from here.cluster as is_new,
        pg_snapshot_xmin(pg_current_snapshot())::text as below, here.cluster
      from (
        select (select system_identifier from pg_control_system()) || '/' || d.oid as cluster
        from pg_database d where d.datname = current_database()
      ) here left join audit_sealing s on true
      """)
    let row = rows[0]
    let isNew: Bool = try row.get("is_new")
    return SealingRound(
      epoch: try row.get("epoch", as: Int64?.self).map { isNew ? $0 + 1 : $0 } ?? 1, isNewEpoch: isNew,
      from: isNew ? "0" : try row.get("sealed_below"), below: try row.get("below"), cluster: try row.get("cluster"))
  }

  private nonisolated func load(
    _ trees: inout [WorkspaceID: Growth], _ transaction: Transaction
  ) async throws(PostgresError) {
    let rows = try await transaction.query(
      "select workspace_id, size, frontier from audit_trees where workspace_id = any ($1)",
      [trees.keys.map(\.description)])
    for row in rows {
      let frontier = MerkleFrontier(
        size: try row.get("size"), roots: try row.get("frontier", as: [UInt8].self).digests)
      guard let frontier else { throw .decoding(column: "frontier", expected: "a root for each one bit of size") }
      trees[try row.get("workspace_id"), default: Growth()].frontier = frontier
    }
  }

  private nonisolated func save(
    _ growth: Growth, of tree: WorkspaceID, epoch: Int64, at: Instant, _ transaction: Transaction
  ) async throws {
    var frontier = growth.frontier
    let first = frontier.size
    for record in growth.records { frontier.append(record.hash) }
    let head = try SignedAuditHead(
      signing: AuditHead(
        workspace: workspaceOf(tree), epoch: epoch, size: frontier.size, root: frontier.root, at: at),
      with: key)
    _ = try await transaction.pipeline([
      (
        """
        insert into audit_leaves (workspace_id, leaf, event_id, hash)
        select $1, $2::bigint + n - 1, id::uuid, decode(hash, 'hex')
        from unnest($3::text[], $4::text[]) with ordinality as v (id, hash, n)
        """, [tree, first, growth.records.map(\.id.description), growth.records.map(\.hash.description)]
      ),
      (
        """
        insert into audit_trees (workspace_id, size, frontier) values ($1, $2, $3)
        on conflict (workspace_id) do update set size = excluded.size, frontier = excluded.frontier
        """, [tree, frontier.size, frontier.roots.flatMap(\.bytes)]
      ),
      (
        """
        insert into audit_heads (workspace_id, epoch, size, root, at, signature) values ($1, $2, $3, $4, $5, $6)
        """, [tree, epoch, frontier.size, frontier.root, at, head.signature]
      ),
    ])
  }

  private nonisolated func finish(
    _ round: SealingRound, _ below: String, _ at: Instant, _ transaction: Transaction
  ) async throws(PostgresError) {
    try await transaction.execute(
      """
      insert into audit_sealing (cluster, epoch, sealed_below, at) values ($1, $2, $3::text::xid8, $4)
      on conflict (id) do update set cluster = excluded.cluster, epoch = excluded.epoch,
        sealed_below = excluded.sealed_below, at = excluded.at
      """, [round.cluster, round.epoch, below, at])
  }
}

private struct SealingRound: Sendable {
  var epoch: Int64
  /// The rows were restored into another cluster, or are the first: their transaction numbers say nothing, so all that
  /// are visible are sealed once, and those of this cluster from `below` on later.
  var isNewEpoch: Bool
  var from: String
  var below: String
  var cluster: String
}

/// What one round adds to one tree.
private struct Growth: Sendable {
  var frontier = MerkleFrontier()
  var records: [(id: AuditEventID, hash: Digest)] = []

  mutating func add(_ record: AuditRecord) { records.append((record.id, record.leafHash)) }
}
