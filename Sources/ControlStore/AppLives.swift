// Apps that are deleted, restored, and erased after thirty days.

import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct DeletedApp: Sendable, Equatable {
  public var app: AppSummary
  public var deletedAt: Instant
  /// Nil when the operator's command line deleted it.
  public var deletedBy: AccountID?

  /// From then on it cannot be restored.
  public var erasedAt: Instant { deletedAt.adding(seconds: AppLife.keptSeconds) }
}

extension ControlStore {
  /// The last deleted first.
  public func deletedApps(of member: Member) async throws(StoreError) -> Result<[DeletedApp], Refusal> {
    guard member.role.may(.deleteApps) else { return .failure(.notAllowed(.deleteApps)) }
    return .success(
      try await ask(.member(member), [askDeletedApps(member.workspace.id)]) { (found) throws(PostgresError) in
        try found[0].map { (row) throws(PostgresError) in try DeletedApp(row) }
      })
  }

  /// The runtimes hear of it in the same commit. `notFound` when it is deleted already.
  public func deleteApp(_ app: AppID, by member: Member) async throws(StoreError) -> Result<Void, Refusal> {
    try await changeLife(of: app, .appDeleted, by: member) { standing, _ in member.membership.delete(standing) }
  }

  /// What ran, runs again. `notFound` when its time is over, `unchanged` when it is not deleted.
  public func restoreApp(_ app: AppID, by member: Member) async throws(StoreError) -> Result<Void, Refusal> {
    try await changeLife(of: app, .appRestored, by: member) { standing, now in
      member.membership.restore(standing, now: now)
    }
  }

  private func changeLife(
    of app: AppID, _ event: AuditEvent, by member: Member,
    _ decide: @Sendable (StandingApp, Instant) -> Result<AppLifeChange, Refusal>
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.deleteApps) else { return .failure(.notAllowed(.deleteApps)) }
    return try await audited(.member(member), request: member.request) { transaction in
      let workspace = member.workspace.id
      let rows = try await transaction.query(
        "select current_release, deleted_at from apps where workspace_id = $1 and id = $2 for update", [workspace, app])
      guard let row = rows.first else { return .failure(.notFound) }
      let standing = StandingApp(
        workspace: workspace, release: try row.get("current_release"), deletedAt: try row.get("deleted_at"))
      let change = try decide(standing, configuration.now()).get()
      let isDeleted = event == .appDeleted
      let marking: Change = (
        """
        update apps set deleted_at = case when $3 then transaction_timestamp() end, deleted_by = $4
        where workspace_id = $1 and id = $2
        """, [workspace, app, isDeleted, isDeleted ? member.author : nil]
      )
      try await transaction.change(
        [Entry(event, "apps", app, in: workspace, details: .app(app))], [marking] + change.told(app, in: workspace))
      return .success(())
    }
  }

  /// Erases what has been deleted for thirty days by the database's clock. Call it every hour; returns how many apps.
  @discardableResult
  public func eraseDeletedApps(request: RequestID) async throws(StoreError) -> Int {
    let due: [(WorkspaceID, AppID)] = try await read(.system) { transaction in
      try await transaction.query("select workspace_id, id from gate.look_up_erasable()").map {
        (try $0.get("workspace_id"), try $0.get("id"))
      }
    }
    for (workspace, app) in due {
      _ = try await audited(.erasing(workspace), request: request) { transaction in
        .success(try await transaction.erase(app, in: workspace))
      }
    }
    return due.count
  }
}

extension AuditedTransaction {
  func isReserved(_ name: Name, in workspace: WorkspaceID) async throws(PostgresError) -> Bool {
    let rows = try await query(
      "select from apps where workspace_id = $1 and name = $2 and deleted_at is not null", [workspace, name.text])
    return !rows.isEmpty
  }

  /// Each row under an event of its own, or all of a table under one: what the audit guard asks for.
  fileprivate func erase(_ app: AppID, in workspace: WorkspaceID) async throws(PostgresError) {
    for table in ["build_log", "releases", "spec_versions"] {
      let rows = try await query("select id from \(table) where workspace_id = $1 and app_id = $2", [workspace, app])
      if rows.isEmpty { continue }
      try await change(
        try entries(for: rows, table, app, workspace),
        [("delete from \(table) where workspace_id = $1 and app_id = $2", [workspace, app])])
    }
    try await change(
      Entry(.appErased, "apps", app, in: workspace, details: .app(app)),
      ("delete from apps where workspace_id = $1 and id = $2", [workspace, app]))
  }

  private func entries(
    for rows: Rows, _ table: String, _ app: AppID, _ workspace: WorkspaceID
  ) throws(PostgresError) -> [Entry] {
    guard rows.count > 100 else {
      return try rows.map { row throws(PostgresError) in
        Entry(.appErased, table, try row.get("id", as: ID<ErasedRowKind>.self), in: workspace, details: .app(app))
      }
    }
    var details = AuditRecord.Details.app(app)
    details.rows = Int64(rows.count)
    return [Entry(.appErased, all: table, in: workspace, details: details)]
  }
}

private enum ErasedRowKind {}

extension AppLifeChange {
  fileprivate func told(_ app: AppID, in workspace: WorkspaceID) -> [Change] {
    switch self {
    case .withdrawn: [insertFeed(.appRemoved, subject: app.description, in: workspace)]
    case .back(let release):
      [insertFeed(.release, subject: app.description, release: release, in: workspace)]
    case .nothing: []
    }
  }
}

func askDeletedApps(_ workspace: WorkspaceID) -> Change {
  (selectApps + " where a.workspace_id = $1 and a.deleted_at is not null order by a.deleted_at desc, a.id", [workspace])
}

extension DeletedApp {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      app: try AppSummary(row), deletedAt: try row.get("deleted_at"), deletedBy: try row.get("deleted_by"))
  }
}
