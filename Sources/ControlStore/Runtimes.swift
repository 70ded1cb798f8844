// Runtimes: known by their key, cut off by removal.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct RuntimeRecord: Sendable, Equatable {
  public var id: RuntimeID
  public var title: String
  /// Where browsers reach it: `http://apps.localhost:8081`.
  public var address: String
  /// Serves every workspace of the installation: no workspace's member removes it.
  public var servesAll: Bool
  public var enrolledAt: Instant
  public var lastSeenAt: Instant?
}

/// A runtime whose signature is to be verified; made by the store, so that reports and feeds go through one.
public struct EnrolledRuntime: Sendable {
  public var id: RuntimeID
  public var key: VerificationKey
  /// The one that it serves; nil: every one.
  public var workspace: WorkspaceID?
}

extension ControlStore {
  /// Those that serve the workspace.
  public func runtimes(of member: Member) async throws(StoreError) -> Result<[RuntimeRecord], Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    let question: Change = (
      """
      select r.id, r.title, r.address, r.workspace_id is null as serves_all, r.enrolled_at, t.last_seen_at
      from runtimes r left join runtime_touches t on t.runtime_id = r.id
      where (r.workspace_id = $1 or r.workspace_id is null) and r.removed_at is null
      order by lower(r.title), r.id
      """, [member.workspace.id]
    )
    return .success(
      try await ask(.member(member), [question]) { (found) throws(PostgresError) in
        try found[0].map { (row) throws(PostgresError) in try RuntimeRecord(row) }
      })
  }

  /// Cut off at once: its feed ends, its signature is refused.
  public func removeRuntime(
    _ id: RuntimeID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.manageRuntimes) else { return .failure(.notAllowed(.manageRuntimes)) }
    let workspace = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      let rows = try await transaction.change(
        Entry(.runtimeRemoved, "runtimes", id, in: workspace),
        (
          """
          update runtimes set removed_at = transaction_timestamp()
          where id = $1 and workspace_id = $2 and removed_at is null
          """, [id, workspace]
        ), insertFeed(.runtimeRemoved, subject: id.description, in: workspace))
      return rows[0].affected == 1 ? .success(()) : .failure(.notFound)
    }
  }

  /// From then on the old key is refused, and feeds that it opened end. `notFound` when the runtime has got another key
  /// or was removed since its request was verified, `taken` when the key is another runtime's. The key that it has
  /// already changes nothing: an answer may have been lost.
  public func replaceKey(
    of runtime: EnrolledRuntime, by key: VerificationKey, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    if key == runtime.key { return .success(()) }
    let (id, workspace) = (runtime.id, runtime.workspace)
    return try await orTaken {
      () async throws(StoreError) in
      try await audited(.runtimeReporting(runtime, tree(of: workspace)), request: request) { transaction in
        let rows = try await transaction.change(
          Entry(.runtimeKeyRotated, "runtimes", id, in: workspace),
          (
            "update runtimes set public_key = $2 where id = $1 and public_key = $3 and removed_at is null",
            [id, key.rawBytes, runtime.key.rawBytes]
          ), insertFeed(.runtimeKeyRotated, subject: id.description, in: workspace))
        return rows[0].affected == 1 ? .success(()) : .failure(.notFound)
      }
    }
  }

  /// Nil when it is unknown or was removed.
  public func runtime(_ id: RuntimeID) async throws(StoreError) -> EnrolledRuntime? {
    try await read(nil) { transaction in try await transaction.runtime(id) }
  }

  /// Notes that it was heard of; call it at most every half minute.
  public func touchRuntime(_ runtime: EnrolledRuntime) async throws(StoreError) {
    try await unaudited(.runtime(runtime)) { transaction in
      _ = try await transaction.execute(
        """
        insert into runtime_touches (runtime_id, last_seen_at) values ($1, $2)
        on conflict (runtime_id) do update set last_seen_at = excluded.last_seen_at
        """, [runtime.id, configuration.now()])
    }
  }
}

extension RuntimeRecord {
  fileprivate init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("id"), title: try row.get("title"), address: try row.get("address"),
      servesAll: try row.get("serves_all"), enrolledAt: try row.get("enrolled_at"),
      lastSeenAt: try row.get("last_seen_at"))
  }
}

extension Transaction {
  func runtime(_ id: RuntimeID) async throws(PostgresError) -> EnrolledRuntime? {
    guard let row = try await query("select * from gate.look_up_runtime($1)", [id]).first else { return nil }
    guard let key = VerificationKey(rawBytes: try row.get("public_key")) else {
      throw .decoding(column: "public_key", expected: "an Ed25519 key")
    }
    return EnrolledRuntime(id: try row.get("id"), key: key, workspace: try row.get("workspace_id"))
  }
}
