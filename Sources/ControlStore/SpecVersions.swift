// The versions of an app's spec: the builders' own words, kept as they were typed.

import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct SpecVersion: Sendable, Equatable {
  /// 1, 2, 3 … within the app.
  public var number: Int64
  public var digest: Digest
  /// Nil when the operator's command line saved it.
  public var author: AccountID?
  public var note: String
  public var savedAt: Instant
  /// Bytes of the spec.
  public var size: Int64
}

enum SpecVersionKind {}

extension ControlStore {
  /// Bytes that a spec may have.
  public static let largestSpec = 1_048_576

  /// A spec that was checked without errors. The spec that the last version has already makes no new one: that one
  /// comes back.
  /// - Parameter base: the version that the text began from; `newerVersion` when there is a newer one. Nil asks for no
  ///   such proof.
  public func saveVersion(
    of app: AppID, spec: [UInt8], title: String, note: String, base: Int64? = nil, by member: Member
  ) async throws(StoreError) -> Result<SpecVersion, Refusal> {
    guard member.role.may(.editDesign) else { return .failure(.notAllowed(.editDesign)) }
    guard spec.count <= ControlStore.largestSpec else { return .failure(.invalid(field: "spec")) }
    let (title, note) = (line(title, field: "title"), line(note, field: "note", limit: 500, mayBeEmpty: true))
    return try await audited(.member(member), request: member.request) { transaction in
      guard let last = try await transaction.lastVersion(of: app, in: member.workspace.id)
      else { return .failure(.notFound) }
      let digest = Digest(of: spec)
      if let version = last.version, version.digest == digest {
        try await transaction.dropDraft(of: app, by: member)
        return .success(version)
      }
      if let base, let newest = last.version?.number, newest != base { return .failure(.newerVersion(newest)) }
      let version = SpecVersion(
        number: (last.version?.number ?? 0) + 1, digest: digest, author: member.author, note: try note.get(),
        savedAt: configuration.now(), size: Int64(spec.count))
      try await transaction.save(version, spec, of: app, title: try title.get(), in: member.workspace.id)
      try await transaction.dropDraft(of: app, by: member)
      return .success(version)
    }
  }

  /// The newest first.
  public func versions(
    of app: AppID, member: Member, limit: Int = 50
  ) async throws(StoreError) -> Result<[SpecVersion], Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    return .success(
      try await read(.member(member)) { transaction in
        let rows = try await transaction.query(
          selectVersions + " order by number desc limit $3", [member.workspace.id, app, limit])
        return try rows.map { try SpecVersion($0) }
      })
  }

  /// A version's text.
  public func spec(
    of app: AppID, version: Int64, member: Member
  ) async throws(StoreError) -> Result<[UInt8], Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    let question: Change = (
      "select spec from spec_versions where workspace_id = $1 and app_id = $2 and number = $3",
      [member.workspace.id, app, version]
    )
    let spec = try await ask(.member(member), [question]) { (found) throws(PostgresError) -> [UInt8]? in
      try found[0].first?.get("spec")
    }
    return spec.map { .success($0) } ?? .failure(.notFound)
  }

  /// The newest version and its text; `notFound` before the first.
  public func newestSpec(
    of app: AppID, member: Member
  ) async throws(StoreError) -> Result<(version: Int64, spec: [UInt8]), Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    let question: Change = (
      "select number, spec from spec_versions where workspace_id = $1 and app_id = $2 order by number desc limit 1",
      [member.workspace.id, app]
    )
    let newest = try await ask(.member(member), [question]) {
      (found) throws(PostgresError) -> (version: Int64, spec: [UInt8])? in
      try found[0].first.map { (row) throws(PostgresError) in (try row.get("number"), try row.get("spec")) }
    }
    return newest.map { .success($0) } ?? .failure(.notFound)
  }
}

let selectVersions = """
  select number, digest, author, note, saved_at, length(spec) as size
  from spec_versions where workspace_id = $1 and app_id = $2
  """

extension SpecVersion {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      number: try row.get("number"), digest: try row.get("digest"), author: try row.get("author"),
      note: try row.get("note"), savedAt: try row.get("saved_at"), size: try row.get("size"))
  }
}

extension AuditedTransaction {
  /// Nil when there is no such app; the app stays locked until the end of the transaction.
  fileprivate func lastVersion(
    of app: AppID, in workspace: WorkspaceID
  ) async throws(PostgresError) -> (version: SpecVersion?, Void)? {
    let apps = try await query(
      "select 1 from apps where workspace_id = $1 and id = $2 and deleted_at is null for update", [workspace, app])
    guard !apps.isEmpty else { return nil }
    let rows = try await query(selectVersions + " order by number desc limit 1", [workspace, app])
    guard let row = rows.first else { return (nil, ()) }
    return (try SpecVersion(row), ())
  }

  fileprivate func save(
    _ version: SpecVersion, _ spec: [UInt8], of app: AppID, title: String, in workspace: WorkspaceID
  ) async throws(PostgresError) {
    let id: ID<SpecVersionKind> = store.newID()
    let details = AuditRecord.Details.app(app, number: version.number)
    // The app itself changes only when its title does.
    let renamed = try await query(
      "select from apps where workspace_id = $1 and id = $2 and title <> $3", [workspace, app, title])
    let isRenamed = !renamed.isEmpty
    let renaming: Change = ("update apps set title = $3 where workspace_id = $1 and id = $2", [workspace, app, title])
    try await change(
      [Entry(.versionSaved, "spec_versions", id, in: workspace, details: details)]
        + (isRenamed ? [Entry(.appRenamed, "apps", app, in: workspace, details: details)] : []),
      [
        (
          """
          insert into spec_versions (workspace_id, app_id, number, id, spec, digest, author, note)
          values ($1, $2, $3, $4, $5, $6, $7, $8)
          """, [workspace, app, version.number, id, spec, version.digest, version.author, version.note]
        )
      ] + (isRenamed ? [renaming] : []))
  }
}

extension Member {
  /// Nil for the operator's command line.
  var author: AccountID? {
    if case .account(let id) = actor { return id }
    return nil
  }
}
