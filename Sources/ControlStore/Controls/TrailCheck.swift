// `audit.every-mutation` and `audit.tamper`: that the guard bites, and that the whole trail is as it was sealed.

import Contract
import Postgres
import Synchronization
public import Trust
import Values

extension StoreChecks {
  /// `audit.every-mutation`: the guards stand, and one is tried.
  public func mutationsAreAudited() async throws -> ControlVerdict {
    var findings = try await app.withConnection { connection in
      try await SchemaCheck.guards(connection) + SchemaCheck.tables(connection)
        + SchemaFact.findings(connection, of: .mutations)
    }
    findings += try await tryUnaudited() + removedStatements()
    var evidence = Evidence()
    evidence.count("facts of the schema", SchemaFact.count(of: .mutations))
    evidence.names("guarded tables", StoreSchema.audited.sorted())
    evidence.names("exempt", StoreSchema.exemptions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })
    return ControlVerdict(findings: findings, evidence)
  }

  /// What COMMIT would check is checked at once, and then nothing is committed.
  private func tryUnaudited() async throws -> [String] {
    struct Accepted: Error {}
    do {
      try await app.write(context: context(workspace: nil, actor: nil, role: "system")) { transaction in
        try await transaction.execute("set constraints all immediate")
        let changed = try await transaction.execute("update installation set is_open = is_open")
        guard changed == 1 else { throw CouldNotRun("the installation's row is not there to be changed") }
        throw Accepted()
      }
      return []
    } catch is Accepted {
      return ["a change without an audit event was accepted"]
    } catch let error as PostgresError {
      guard error.sqlState == .changeNotAudited else { throw error }
      return []
    }
  }

  /// Statements that the trail names and nobody finds: an earlier one would count again.
  private func removedStatements() async throws -> [String] {
    let context = context(workspace: nil, actor: nil, role: "operator")
    let gone: Int64 = try await app.read(context: context) { transaction in
      try await transaction.query(
        """
        select count(*) as n from audit_events e where e.workspace_id = $1 and e.event = 'control_stated'
          and not exists (select from control_statements s where s.id = e.subject_id)
        """, [tree(of: nil)])[0].get("n")
    }
    return gone == 0 ? [] : ["\(gone) of the operators' statements are gone without an event"]
  }

  /// `audit.tamper`: every tree, event by event, up to its signed head.
  ///
  /// - Parameter before: what the check saw last: trees and leaves never become fewer.
  public func trailIsUntouched(since before: ControlResult? = nil) async throws -> ControlVerdict {
    var findings: [String] = []
    var (events, unsealed, others, days) = (Int64(0), Int64(0), Int64(0), Int64(1))
    var copy: [[UInt8]]?
    let trees: [(WorkspaceID, Int64)] = try await sealer.read { transaction in
      try await transaction.query("select workspace_id, size from audit_trees order by size, workspace_id")
        .map { (try $0.get("workspace_id"), try $0.get("size")) }
    }
    let seen = Seen(trees: trees.count, leaves: Int(trees.reduce(0) { $0 + $1.1 }))
    let sawLast = Seen(before)
    findings += seen.missing(since: sawLast) + (try await waitingForSeals())
    for (number, (tree, size)) in trees.enumerated() {
      let keeps = copy == nil && (2...5000).contains(size)
      let share = TrailShare(size: size, events: eventsHashed, day: now().day)
      let (result, lines) = try await verified(workspaceOf(tree), share, keepingLines: keeps)
      switch result {
      case .success(let audit):
        (events, unsealed) = (events + audit.events, unsealed + audit.unsealed)
        (others, days) = (others + audit.omitted, max(days, share?.days ?? 1))
        if share != nil, let leaf = try await removedEvent(of: tree) {
          findings.append("tree \(number + 1) of \(trees.count): \(AuditBreach.removed(leaf: leaf))")
        }
        // Only one whose events are still there can be tampered with.
        if keeps && audit.pruned == 0 { copy = lines }
      case .failure(let breach): findings.append("tree \(number + 1) of \(trees.count): \(breach)")
      }
    }
    if let copy { findings += TamperCheck.run(copy, key: key) }
    var evidence = Evidence()
    evidence.count("trees", trees.count)
    seen.note(sawLast, in: &evidence)
    evidence.count("events verified", Int(events))
    evidence.count("events not sealed yet", Int(unsealed))
    evidence.count("events whose turn is on another day", Int(others))
    evidence.count("days until each has had its turn", Int(days))
    if copy != nil { evidence.names("tampered with, in a copy", TamperCheck.ways) }
    return trees.isEmpty && findings.isEmpty
      ? .couldNotRun("nothing is sealed yet") : ControlVerdict(findings: findings, evidence)
  }

  /// Whether sealing has stood still: what is not sealed can be changed unseen.
  private func waitingForSeals() async throws -> [String] {
    let seconds: Int64 = try await sealer.read { transaction in
      try await transaction.query(
        """
        select coalesce(extract(epoch from transaction_timestamp() - min(e.recorded_at)), 0)::bigint as lag
        from audit_events e where not exists (
          select from audit_leaves l where l.workspace_id = e.workspace_id and l.event_id = e.id)
        """)[0].get("lag")
    }
    return seconds > sealingPatience ? ["events wait for their seal since \(seconds / 60) minutes"] : []
  }

  /// How long the whole trail is, as far as anybody has seen it.
  private struct Seen {
    var trees: Int
    var leaves: Int

    private static let names = (trees: "trees, the most that were seen", leaves: "leaves, the most that were seen")

    init(trees: Int, leaves: Int) { (self.trees, self.leaves) = (trees, leaves) }

    init(_ result: ControlResult?) {
      trees = result?.evidence.number(Self.names.trees) ?? 0
      leaves = result?.evidence.number(Self.names.leaves) ?? 0
    }

    func missing(since before: Seen) -> [String] {
      var findings: [String] = []
      if trees < before.trees { findings.append("\(before.trees - trees) whole trees are gone") }
      if leaves < before.leaves { findings.append("\(before.leaves - leaves) sealed leaves are gone") }
      return findings
    }

    /// What is gone is not forgotten by the next check.
    func note(_ before: Seen, in evidence: inout Evidence) {
      evidence.count(Self.names.trees, max(trees, before.trees))
      evidence.count(Self.names.leaves, max(leaves, before.leaves))
    }
  }

  /// The first leaf whose event is gone and was not pruned.
  private func removedEvent(of tree: WorkspaceID) async throws -> Int64? {
    try await sealer.read { transaction in
      try await transaction.query(
        """
        select min(l.leaf) as leaf from audit_leaves l
        where l.workspace_id = $1
          and l.leaf >= coalesce((select max(pruned_below) from audit_checkpoints where workspace_id = $1), 0)
          and not exists (
            select from audit_events e where e.workspace_id = l.workspace_id and e.id = l.event_id)
        """, [tree])[0].get("leaf")
    }
  }

  private func verified(
    _ workspace: WorkspaceID?, _ share: TrailShare?, keepingLines: Bool
  ) async throws -> (Result<VerifiedAudit, AuditBreach>, [[UInt8]]) {
    let state = Mutex((AuditVerification(key: key), [[UInt8]](), nil as AuditBreach?))
    try await TrailExport(reader: .sealer(sealer), workspace: workspace, filter: AuditFilter(), share: share)
      .write(at: now(), key) { bytes in
        state.withLock { state in
          for line in bytes.split(separator: 10) where state.2 == nil {
            if keepingLines { state.1.append(Array(line)) }
            do throws(AuditBreach) { try state.0.read(Array(line)) } catch { state.2 = error }
          }
        }
      }
    return state.withLock { state in
      if let breach = state.2 { return (.failure(breach), state.1) }
      return (Result { () throws(AuditBreach) in try state.0.end() }, state.1)
    }
  }
}
