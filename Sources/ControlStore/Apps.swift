// Apps: a name within the workspace, and which release runs.

public import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct AppSummary: Sendable, Equatable {
  public var id: AppID
  public var name: Name
  public var title: String
  /// The release that runs; nil before the first.
  public var currentRelease: ReleaseID?
  public var currentNumber: Int64?
  /// The version that the running release is of.
  public var currentVersion: Int64?
  public var createdAt: Instant
}

public struct AppPage: Sendable, Equatable {
  public var apps: [AppSummary]
  /// How many the workspace has in all.
  public var total: Int
  /// Whether more follow after the last.
  public var hasMore: Bool
  /// Those that can be restored, the last deleted first; none for those who may not.
  public var deleted: [DeletedApp]
}

extension ControlStore {
  /// By title; every member sees them.
  /// - Parameters:
  ///   - words: a part of the title or the name, whatever its case; empty for all.
  ///   - last: the app that the page before ended with.
  public func apps(
    of member: Member, matching words: String, after last: Name? = nil, limit: Int
  ) async throws(StoreError) -> AppPage {
    let workspace = member.workspace.id
    let mayRestore = member.role.may(.deleteApps)
    let questions: [Change] = [
      page(of: workspace, matching: words, after: last, limit: limit + 1),
      ("select count(*) as total from apps where workspace_id = $1 and deleted_at is null", [workspace]),
    ]
    return try await ask(.member(member), questions + (mayRestore ? [askDeletedApps(workspace)] : [])) {
      (found) throws(PostgresError) in
      AppPage(
        apps: try found[0].prefix(limit).map { (row) throws(PostgresError) in try AppSummary(row) },
        total: try found[1][0].get("total"), hasMore: found[0].count > limit,
        deleted: mayRestore ? try found[2].map { (row) throws(PostgresError) in try DeletedApp(row) } : [])
    }
  }

  /// All of them, by title.
  public func apps(of member: Member) async throws(StoreError) -> [AppSummary] {
    try await read(.member(member)) { transaction in
      let rows = try await transaction.query(
        selectApps + " where a.workspace_id = $1 and a.deleted_at is null order by lower(a.title), a.name",
        [member.workspace.id])
      return try rows.map { try AppSummary($0) }
    }
  }

  public func app(_ name: Name, of member: Member) async throws(StoreError) -> AppSummary? {
    try await ask(.member(member), [askApp(name, in: member.workspace.id)]) { (found) throws(PostgresError) in
      try found[0].first.map { (row) throws(PostgresError) in try AppSummary(row) }
    }
  }

  /// `taken` when the workspace has an app of this name, `reserved` when it has a deleted one.
  public func createApp(
    _ name: Name, title: String, by member: Member
  ) async throws(StoreError) -> Result<AppSummary, Refusal> {
    guard member.role.may(.editDesign) else { return .failure(.notAllowed(.editDesign)) }
    let checked = line(title, field: "title")
    let id: AppID = newID()
    let workspace = member.workspace.id
    return try await orTaken {
      () async throws(StoreError) in
      try await audited(.member(member), request: member.request) { transaction in
        let title = try checked.get()
        if try await transaction.isReserved(name, in: workspace) { return .failure(.reserved) }
        try await transaction.change(
          Entry(.appCreated, "apps", id, in: workspace, details: .app(id)),
          (
            "insert into apps (workspace_id, id, name, title) values ($1, $2, $3, $4)",
            [workspace, id, name.text, title]
          )
        )
        return .success(
          AppSummary(
            id: id, name: name, title: title, currentRelease: nil, currentNumber: nil, currentVersion: nil,
            createdAt: configuration.now()))
      }
    }
  }

  /// That a draft of the app, or (nil) of one that is not saved yet, was signed for a preview.
  public func notePreview(of app: AppID?, by member: Member) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.editDesign) else { return .failure(.notAllowed(.editDesign)) }
    return try await audited(.member(member), request: member.request) { transaction in
      let workspace = member.workspace.id
      let entry =
        app.map { Entry(.draftPreviewed, "apps", $0, in: workspace, details: .app($0)) }
        ?? Entry(.draftPreviewed, "workspaces", workspace, in: workspace)
      try await transaction.change([entry], [])
      return .success(())
    }
  }
}

func askApp(_ name: Name, in workspace: WorkspaceID) -> Change {
  (selectApps + " where a.workspace_id = $1 and a.name = $2 and a.deleted_at is null", [workspace, name.text])
}

let selectApps = """
  select a.id, a.name, a.title, a.current_release, r.number, r.version, a.created_at, a.deleted_at, a.deleted_by
  from apps a left join releases r on r.workspace_id = a.workspace_id and r.id = a.current_release
  """

/// Only with the conditions that are asked for: the database keeps its plan of such a statement.
private func page(
  of workspace: WorkspaceID, matching words: String, after last: Name?, limit: Int
) -> (sql: String, values: [any Bindable]) {
  var (conditions, values) = ("a.workspace_id = $1 and a.deleted_at is null", [workspace] as [any Bindable])
  if !words.isEmpty {
    values.append(words)
    let part = "lower($\(values.count))"
    conditions += " and (position(\(part) in lower(a.title)) > 0 or position(\(part) in a.name) > 0)"
  }
  if let last {
    values.append(last.text)
    conditions += """
       and (lower(a.title), a.name) > (
        select lower(l.title), l.name from apps l where l.workspace_id = $1 and l.name = $\(values.count))
      """
  }
  return (selectApps + " where \(conditions) order by lower(a.title), a.name limit \(limit)", values)
}

extension AppSummary {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("id"), name: try row.get("name", Name.init), title: try row.get("title"),
      currentRelease: try row.get("current_release"), currentNumber: try row.get("number"),
      currentVersion: try row.get("version"), createdAt: try row.get("created_at"))
  }
}

extension AuditRecord.Details {
  static func app(_ app: AppID, number: Int64? = nil, release: ReleaseID? = nil) -> Self {
    var details = Self()
    (details.app, details.number, details.release) = (app, number, release)
    return details
  }
}
