// What runtimes hear: first how things stand, then each event by its position.

public import Contract
import Postgres
import Trust
public import Values

/// How things stand for one runtime, at one position of the feed.
public struct FeedStart: Sendable {
  /// Go on after this one.
  public var position: Int64
  /// Workspaces, their current releases, their newest audit heads, in this order.
  public var events: [FeedEvent]
}

extension ControlStore {
  /// Nil when the runtime has been removed.
  public func feedStart(of runtime: EnrolledRuntime) async throws(StoreError) -> FeedStart? {
    try await read(.runtime(runtime), isolation: .repeatableRead) { transaction in
      try await transaction.stepIntoFeed()
      guard try await transaction.runtime(runtime.id) != nil else { return nil }
      let rows = try await transaction.pipeline([
        ("select coalesce(max(position), 0) as position from feed_events", []),
        ("select id, slug, title, theme, logo, domain, \(modelsOfW) as models from workspaces w order by id", []),
        (
          """
          select workspace_id, id, current_release from apps where current_release is not null
          order by workspace_id, id
          """, []
        ), newestHeads,
      ])
      let events =
        try rows[1].map { try FeedEvent(workspace: $0) } + rows[1].compactMap { try FeedEvent(settings: $0) }
        + rows[2].map { try FeedEvent(release: $0, position: 0) }
        + rows[3].map { try FeedEvent(head: $0) }
      return FeedStart(position: try rows[0][0].get("position"), events: events)
    }
  }

  /// Events for this runtime after `position`, in order, at most `limit`; nil when it has been removed, or has another
  /// key by now than the one that asked.
  public func feed(
    of runtime: EnrolledRuntime, after position: Int64, limit: Int = 500
  ) async throws(StoreError) -> [FeedEvent]? {
    try await read(.runtime(runtime)) { transaction in
      try await transaction.stepIntoFeed()
      guard try await transaction.runtime(runtime.id)?.key == runtime.key else { return nil }
      let rows = try await transaction.query(
        """
        select f.position, f.kind, f.subject_id, f.release_id as current_release, f.workspace_id,
          f.subject_id as id, w.slug, w.title, w.theme, w.domain,
          -- Up to 64 KiB: only where they are told.
          case when f.kind = 'settings' then w.logo end as logo,
          case when f.kind = 'settings' then \(modelsOfW) end as models
        from feed_events f left join workspaces w on w.id = f.workspace_id
        -- The policy shows the apps that are there: of a deleted one only its end is told.
        where f.position > $1 and (f.kind <> 'release' or exists (
          select from apps a where a.workspace_id = f.workspace_id and a.id = f.subject_id))
        order by f.position limit $2
        """, [position, limit])
      return try rows.compactMap { try FeedEvent(event: $0) }
    }
  }

  /// The newest sealed heads of the workspaces that it serves: send them along every now and then.
  public func auditHeads(for runtime: EnrolledRuntime) async throws(StoreError) -> [FeedEvent] {
    try await read(.runtime(runtime)) { transaction in
      try await transaction.stepIntoFeed()
      return try await transaction.query(newestHeads.sql).map { try FeedEvent(head: $0) }
    }
  }

  /// An element whenever there may be something new (`NOTIFY freehold_feed`), also after each reconnection.
  /// One listening connection for all that ask; ends with `close()`.
  public func feedSignals() -> AsyncStream<Void> { signals.subscribe() }

  /// The signed release; nil when it is none of a workspace that this runtime serves.
  public func signedRelease(
    _ id: ReleaseID, for runtime: EnrolledRuntime
  ) async throws(StoreError) -> SignedRelease? {
    try await read(.runtime(runtime)) { transaction in
      try await transaction.stepIntoFeed()
      let rows = try await transaction.query("select signed from releases where id = $1", [id])
      guard let text = try rows.first?.get("signed", as: String.self) else { return nil }
      return try SignedRelease(try JSON.parse(Array(text.utf8)))
    }
  }
}

extension Transaction {
  /// As the role whose policies say what runtimes may read, until the end of the transaction.
  func stepIntoFeed() async throws(PostgresError) { try await execute("set local role freehold_feed") }
}

/// The connections of the workspace `w`, as `ModelConnection.json`.
private let modelsOfW = """
  (select coalesce(json_agg(json_build_object(
      'id', m.id, 'name', m.name, 'provider', m.provider, 'model', m.model, 'region', m.region, 'secret', m.secret,
      'daily_tokens', m.daily_tokens, 'default', m.is_default) order by m.name), '[]')::text
    from model_connections m where m.workspace_id = w.id and m.ended_at is null)
  """

private let newestHeads: Change = (
  """
  select distinct on (h.workspace_id) h.workspace_id, h.epoch, h.size, h.root, h.at, h.signature
  from audit_heads h join workspaces w on w.id = h.workspace_id
  order by h.workspace_id, h.epoch desc, h.size desc
  """, []
)

extension FeedEvent {
  fileprivate init(workspace row: Row) throws(PostgresError) {
    self.init(
      position: 0,
      kind: .workspace(try row.get("id"), slug: try row.get("slug"), title: try row.get("title")))
  }

  /// Nil for none: the workspace itself comes before it.
  fileprivate init?(settings row: Row) throws(PostgresError) {
    let settings = try WorkspaceSettings(told: row)
    if settings == WorkspaceSettings() { return nil }
    self.init(position: 0, kind: .settings(try row.get("id"), settings))
  }

  fileprivate init(release row: Row, position: Int64) throws(PostgresError) {
    self.init(
      position: position,
      kind: .release(try row.get("workspace_id"), app: try row.get("id"), release: try row.get("current_release")))
  }

  fileprivate init(head row: Row) throws(PostgresError) {
    let head = try SignedAuditHead(row)
    self.init(position: 0, kind: .auditHead(try row.get("workspace_id"), head: head.json))
  }

  /// Nil for events that only wake the feed up.
  fileprivate init?(event row: Row) throws(PostgresError) {
    let position: Int64 = try row.get("position")
    switch try row.get("kind", FeedRow.init) {
    case .workspace:
      self.init(
        position: position,
        kind: .workspace(try row.get("workspace_id"), slug: try row.get("slug"), title: try row.get("title")))
    case .settings:
      self.init(position: position, kind: .settings(try row.get("workspace_id"), try WorkspaceSettings(told: row)))
    case .release: try self.init(release: row, position: position)
    case .appRemoved:
      self.init(position: position, kind: .appRemoved(try row.get("workspace_id"), app: try row.get("id")))
    case .sessionEnded: self.init(position: position, kind: .sessionEnded(try row.get("id")))
    case .memberChanged:
      self.init(position: position, kind: .memberChanged(try row.get("workspace_id"), try row.get("id")))
    case .runtimeRemoved, .runtimeKeyRotated: return nil
    }
  }
}

extension WorkspaceSettings {
  /// With its model connections.
  fileprivate init(told row: Row) throws(PostgresError) {
    try self.init(row)
    do {
      models = try (JSON.parse(Array(try row.get("models", as: String.self).utf8)).array ?? []).map {
        try ModelConnection($0)
      }
    } catch let error as PostgresError { throw error } catch {
      throw .decoding(column: "models", expected: "[ModelConnection]")
    }
  }
}
