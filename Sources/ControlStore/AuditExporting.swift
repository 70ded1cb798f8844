// The export: `Trust.AuditExportLine`s, a thousand leaves at a time. Under a filter all leaves are there, but only the
// events that it asks for: each of them can still be verified.

public import Contract
import Postgres
import Trust
import Values
public import Workspaces

extension ControlStore {
  /// Events, leaves, heads and the key, piece by piece in constant memory. The export itself is an audit event.
  public func exportAudit(
    of member: Member, filter: AuditFilter = AuditFilter(), key: VerificationKey,
    to write: @Sendable ([UInt8]) async throws -> Void
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.readAudit) else { return .failure(.notAllowed(.readAudit)) }
    let workspace = member.workspace.id
    let recorded = try await audited(.member(member), request: member.request) { transaction in
      try await transaction.change([Entry(.auditExported, "workspaces", workspace, in: workspace)], [])
      return .success(())
    }
    guard case .success = recorded else { return recorded }
    try await TrailExport(reader: .store(self, .member(member)), workspace: workspace, filter: filter)
      .write(at: configuration.now(), key, write)
    return .success(())
  }

  /// The installation's own tree: operators only.
  public func exportInstallationAudit(
    by person: SignedIn, key: VerificationKey, to write: @Sendable ([UInt8]) async throws -> Void
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    let recorded = try await audited(.person(person), request: person.request) { transaction in
      try await transaction.change([Entry(.auditExported, "accounts", person.account.id)], [])
      return .success(())
    }
    guard case .success = recorded else { return recorded }
    try await TrailExport(reader: .store(self, .person(person)), workspace: nil, filter: AuditFilter())
      .write(at: configuration.now(), key, write)
    return .success(())
  }
}

struct TrailExport: Sendable {
  /// As whom the trail is read.
  enum Reader: Sendable {
    case store(ControlStore, Standing)
    /// As `freehold_sealer`, which sees every tree: for the check of the whole trail.
    case sealer(Pool)

    func read<R: Sendable>(_ body: @Sendable (Transaction) async throws -> R) async throws -> R {
      switch self {
      case .store(let store, let standing): try await store.read(standing, body)
      case .sealer(let pool): try await pool.read(body)
      }
    }
  }

  let reader: Reader
  let workspace: WorkspaceID?
  let filter: AuditFilter
  /// Whose events are there; nil: all of them.
  var share: TrailShare?

  func write(
    at: Instant, _ key: VerificationKey, _ write: @Sendable ([UInt8]) async throws -> Void
  ) async throws(StoreError) {
    do {
      let start = AuditExportLine.start(
        workspace: workspace, key: key, at: at, isFiltered: filter != AuditFilter() || share != nil)
      try await write(start.bytes)
      let size = try await beginning(write)
      var leaf: Int64 = 0
      while leaf < size { leaf = try await leaves(from: leaf, below: size, write) }
      try await unsealed(write)
      try await write(AuditExportLine.end(leaves: leaf).bytes)
    } catch { throw StoreError(error) }
  }

  /// Returns how many leaves are sealed now.
  private func beginning(_ write: @Sendable ([UInt8]) async throws -> Void) async throws -> Int64 {
    let rows = try await reader.read { transaction in
      try await transaction.pipeline([
        (
          """
          select workspace_id, pruned_below, at, signature from audit_checkpoints
          where workspace_id = $1 order by pruned_below
          """, [tree(of: workspace)]
        ),
        // What stands, even where a head is missing: the verifier shall see it.
        (
          """
          select greatest(
            coalesce((select max(size) from audit_heads where workspace_id = $1), 0),
            coalesce((select max(leaf) + 1 from audit_leaves where workspace_id = $1), 0)) as size
          """, [tree(of: workspace)]
        ),
      ])
    }
    for row in rows[0] { try await write(AuditExportLine.checkpoint(try SignedAuditCheckpoint(row)).bytes) }
    return try rows[1][0].get("size")
  }

  /// A thousand leaves and the heads among them; returns the next leaf.
  private func leaves(
    from leaf: Int64, below size: Int64, _ write: @Sendable ([UInt8]) async throws -> Void
  ) async throws -> Int64 {
    let end = min(leaf + 1000, size, share?.bound(after: leaf) ?? size)
    let isShared = share?.includes(leaf) ?? true
    let rows = try await reader.read { transaction in
      try await transaction.pipeline([
        isShared
          ? (
            """
            select l.leaf, l.event_id, l.hash, e.id is null as is_missing, \(auditColumns)
            from audit_leaves l left join audit_events e on e.workspace_id = l.workspace_id and e.id = l.event_id
              and \(AuditFilter.condition(first: 4))
            where l.workspace_id = $1 and l.leaf >= $2 and l.leaf < $3 order by l.leaf
            """, [tree(of: workspace), leaf, end] + filter.values
          )
          : (
            """
            select l.leaf, l.event_id, l.hash, true as is_missing from audit_leaves l
            where l.workspace_id = $1 and l.leaf >= $2 and l.leaf < $3 order by l.leaf
            """, [tree(of: workspace), leaf, end]
          ),
        (
          """
          select workspace_id, epoch, size, root, at, signature from audit_heads
          where workspace_id = $1 and size > $2 and size <= $3 order by size, epoch
          """, [tree(of: workspace), leaf, end]
        ),
      ])
    }
    try await write(try merge(leaves: rows[0], heads: rows[1]))
    return end
  }

  private func merge(leaves: Rows, heads: Rows) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var waiting = try heads.map { try SignedAuditHead($0) }[...]
    for row in leaves {
      let leaf: Int64 = try row.get("leaf")
      while let head = waiting.first, head.head.size <= leaf {
        bytes += AuditExportLine.head(head).bytes
        waiting = waiting.dropFirst()
      }
      let record = try row.get("is_missing") ? nil : try AuditRecord(row)
      bytes += AuditExportLine.leaf(leaf, id: try row.get("event_id"), hash: try row.get("hash"), record).bytes
    }
    for head in waiting { bytes += AuditExportLine.head(head).bytes }
    return bytes
  }

  private func unsealed(_ write: @Sendable ([UInt8]) async throws -> Void) async throws {
    let rows = try await reader.read { transaction in
      try await transaction.query(
        """
        select \(auditColumns) from audit_events e
        where e.workspace_id = $1 and not exists (
          select from audit_leaves l where l.workspace_id = e.workspace_id and l.event_id = e.id)
          and \(AuditFilter.condition(first: 2))
        order by e.recorded_at, e.id limit 10000
        """, [tree(of: workspace)] + filter.values)
    }
    for row in rows { try await write(AuditExportLine.unsealed(try AuditRecord(row)).bytes) }
  }
}
