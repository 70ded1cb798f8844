// What somebody has typed and not saved: kept for each app and person, so that nobody loses text, and so that two who
// write the same spec know of each other.

import AppSpec
public import Contract
import Postgres
public import Values
public import Workspaces

/// Of one person, as the server keeps it; `Contract.Draft` is what a preview carries.
public struct KeptDraft: Sendable, Equatable {
  /// The version that the typing began from; 0 before the first.
  public var base: Int64
  public var spec: [UInt8]
  public var note: String
  public var begunAt: Instant
  public var savedAt: Instant
}

/// That somebody else has one; what he types is his own until he saves it.
public struct OthersDraft: Sendable, Equatable {
  public var account: AccountID
  public var begunAt: Instant
  public var savedAt: Instant
}

/// What somebody who types should know: the newest version, and who else is typing.
public struct DraftStanding: Sendable, Equatable {
  public var savedAt: Instant?
  public var newest: SpecVersion?
  public var others: [OthersDraft]
}

extension ControlStore {
  /// In place of the last one. It keeps only what is typed, so it is no audit event.
  public func keepDraft(
    of app: AppID, base: Int64, spec: [UInt8], note: String, by member: Member
  ) async throws(StoreError) -> Result<DraftStanding, Refusal> {
    guard member.role.may(.editDesign), let author = member.author else { return .failure(.notAllowed(.editDesign)) }
    guard spec.count <= ControlStore.largestSpec else { return .failure(.invalid(field: "spec")) }
    guard base >= 0 else { return .failure(.invalid(field: "base")) }
    guard case .success(let note) = line(note, field: "note", limit: 500, mayBeEmpty: true) else {
      return .failure(.invalid(field: "note"))
    }
    let (workspace, now) = (member.workspace.id, configuration.now())
    return .success(
      try await unaudited(.member(member)) { transaction in
        let results = try await transaction.pipeline(
          [
            (
              """
              insert into drafts as d (workspace_id, app_id, account_id, base, spec, note, saved_at)
              select a.workspace_id, a.id, $3, $4, $5, $6, $7 from apps a
              where a.workspace_id = $1 and a.id = $2 and a.deleted_at is null
              on conflict (workspace_id, app_id, account_id) do update
                set base = excluded.base, spec = excluded.spec, note = excluded.note, saved_at = excluded.saved_at
              """, [workspace, app, author, base, spec, note, now]
            )
          ] + DraftStanding.questions(app, workspace, author))
        return try DraftStanding(savedAt: now, Array(results.dropFirst()))
      })
  }

  public func draft(of app: AppID, by member: Member) async throws(StoreError) -> KeptDraft? {
    guard member.role.may(.editDesign), let author = member.author else { return nil }
    return try await ask(.member(member), [KeptDraft.question(app, member.workspace.id, author)]) {
      (found) throws(PostgresError) in
      try found[0].first.map { (row) throws(PostgresError) in try KeptDraft(row) }
    }
  }

  public func discardDraft(of app: AppID, by member: Member) async throws(StoreError) {
    guard let author = member.author else { return }
    try await unaudited(.member(member)) { transaction in
      _ = try await transaction.execute(discarding.sql, [member.workspace.id, app, author])
    }
  }

  /// The newest version, and who else has unsaved text, the last to type first.
  public func draftStanding(of app: AppID, by member: Member) async throws(StoreError) -> DraftStanding {
    try await ask(.member(member), DraftStanding.questions(app, member.workspace.id, member.author)) {
      (found) throws(PostgresError) in
      try DraftStanding(savedAt: nil, found)
    }
  }

  /// All that the page of a spec shows beside its text: who writes, the reader's own draft (nil for who may not write), and
  /// where previews are shown.
  public func desk(of app: AppID, for member: Member) async throws(StoreError) -> SpecDesk {
    let (workspace, author) = (member.workspace.id, member.role.may(.editDesign) ? member.author : nil)
    let questions =
      DraftStanding.questions(app, workspace, member.author) + [ServingAddress.question(workspace)]
      + (author.map { [KeptDraft.question(app, workspace, $0)] } ?? [])
    return try await ask(.member(member), questions) { (found) throws(PostgresError) in
      SpecDesk(
        standing: try DraftStanding(savedAt: nil, found), address: try ServingAddress(found[2]),
        own: author == nil ? nil : try found[3].first.map { (row) throws(PostgresError) in try KeptDraft(row) })
    }
  }
}

/// What stands beside a spec's text.
public struct SpecDesk: Sendable {
  public var standing: DraftStanding
  /// Nil without a runtime.
  public var address: ServingAddress?
  /// Nil for who may not write, and without one.
  public var own: KeptDraft?
}

extension KeptDraft {
  fileprivate static func question(_ app: AppID, _ workspace: WorkspaceID, _ author: AccountID) -> Change {
    (
      """
      select base, spec, note, begun_at, saved_at from drafts
      where workspace_id = $1 and app_id = $2 and account_id = $3
      """, [workspace, app, author]
    )
  }

  fileprivate init(_ row: Row) throws(PostgresError) {
    self.init(
      base: try row.get("base"), spec: try row.get("spec"), note: try row.get("note"),
      begunAt: try row.get("begun_at"), savedAt: try row.get("saved_at"))
  }
}

private let discarding = (
  sql: "delete from drafts where workspace_id = $1 and app_id = $2 and account_id = $3", ()
)

extension AuditedTransaction {
  /// Beside the version that was saved of it.
  func dropDraft(of app: AppID, by member: Member) async throws(PostgresError) {
    guard let author = member.author else { return }
    _ = try await transaction.execute(discarding.sql, [member.workspace.id, app, author])
  }
}

extension DraftStanding {
  fileprivate static func questions(_ app: AppID, _ workspace: WorkspaceID, _ author: AccountID?) -> [Change] {
    [
      (selectVersions + " order by number desc limit 1", [workspace, app]),
      (
        """
        select account_id, begun_at, saved_at from drafts
        where workspace_id = $1 and app_id = $2 and account_id is distinct from $3
        order by saved_at desc, account_id limit 20
        """, [workspace, app, author]
      ),
    ]
  }

  fileprivate init(savedAt: Instant?, _ answers: [Rows]) throws(PostgresError) {
    self.init(
      savedAt: savedAt, newest: try answers[0].first.map { row throws(PostgresError) in try SpecVersion(row) },
      others: try answers[1].map { row throws(PostgresError) in
        OthersDraft(
          account: try row.get("account_id"), begunAt: try row.get("begun_at"), savedAt: try row.get("saved_at"))
      })
  }
}
