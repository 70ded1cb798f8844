// Publishing, and the releases that came of it.

import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct ReleaseSummary: Sendable, Equatable {
  public var id: ReleaseID
  public var number: Int64
  public var version: Int64
  /// Nil when the operator's command line published it.
  public var publishedBy: AccountID?
  public var publishedAt: Instant
  public var note: String
  public var isCurrent: Bool
  /// Of the spec, to the byte: what a runtime compares before it takes the release.
  public var digest: Digest
}

extension ControlStore {
  /// Release, pointer, audit and feed event in one commit; the runtimes are notified by it. `approving` that it sends text
  /// to a model without redaction, where it does, is an audit event of its own.
  public func publish(
    _ app: AppID, version: Int64, note: String, approving: Bool = false, by member: Member, signedWith key: SigningKey
  ) async throws(StoreError) -> Result<ReleaseSummary, Refusal> {
    guard member.role.may(.publish) else { return .failure(.notAllowed(.publish)) }
    let note = line(note, field: "note", limit: 500, mayBeEmpty: true)
    return try await audited(.member(member), request: member.request) { transaction in
      guard let found = try await transaction.publishable(app, version, in: member.workspace.id)
      else { return .failure(.notFound) }
      let publication = try member.membership.publish(
        found.app, version: version, digest: Digest(of: found.spec), approving: approving
      ).get()
      let release = Release(
        id: newID(), workspace: member.workspace.id, app: app, name: found.name, number: publication.number,
        publishedAt: configuration.now(), spec: found.spec)
      let signed = try SignedRelease(signing: release, with: key)
      let summary = ReleaseSummary(
        id: release.id, number: release.number, version: version, publishedBy: member.author,
        publishedAt: release.publishedAt, note: try note.get(), isCurrent: true, digest: publication.digest)
      try await transaction.carryOut(summary, release, signed, sendsUnredacted: found.app.sendsUnredacted)
      return .success(summary)
    }
  }

  /// The newest first.
  public func releases(
    of app: AppID, member: Member, limit: Int = 50
  ) async throws(StoreError) -> Result<[ReleaseSummary], Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    return .success(
      try await read(.member(member)) { transaction in
        let rows = try await transaction.query(
          selectReleases + " order by r.number desc limit $3", [member.workspace.id, app, limit])
        return try rows.map { try ReleaseSummary($0) }
      })
  }

  /// The release and the one before it; `notFound` when there is none of this number.
  public func release(
    _ number: Int64, of app: AppID, member: Member
  ) async throws(StoreError) -> Result<(release: ReleaseSummary, before: ReleaseSummary?), Refusal> {
    guard member.role.may(.readDesign) else { return .failure(.notAllowed(.readDesign)) }
    let question: Change = (
      selectReleases + " and r.number <= $3 order by r.number desc limit 2", [member.workspace.id, app, number]
    )
    let found = try await ask(.member(member), [question]) { (found) throws(PostgresError) in
      try found[0].map { (row) throws(PostgresError) in try ReleaseSummary(row) }
    }
    guard let release = found.first, release.number == number else { return .failure(.notFound) }
    return .success((release, found.dropFirst().first))
  }
}

/// The digest is asked for by each row: a join of so few rows would go through all versions for each of them.
let selectReleases = """
  select r.id, r.number, r.version, r.published_by, r.published_at, r.note,
    (select v.digest from spec_versions v
      where v.workspace_id = r.workspace_id and v.app_id = r.app_id and v.number = r.version) as digest,
    a.current_release is not distinct from r.id as is_current
  from releases r join apps a on a.workspace_id = r.workspace_id and a.id = r.app_id
  where r.workspace_id = $1 and r.app_id = $2
  """

extension ReleaseSummary {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("id"), number: try row.get("number"), version: try row.get("version"),
      publishedBy: try row.get("published_by"), publishedAt: try row.get("published_at"), note: try row.get("note"),
      isCurrent: try row.get("is_current"), digest: try row.get("digest"))
  }
}

private struct Publishable: Sendable {
  var app: PublishableApp
  var name: String
  var spec: [UInt8]
}

extension AuditedTransaction {
  /// The app, locked, and the version's spec; nil when there is none.
  fileprivate func publishable(
    _ app: AppID, _ version: Int64, in workspace: WorkspaceID
  ) async throws(PostgresError) -> Publishable? {
    let apps = try await query(
      "select name, current_release from apps where workspace_id = $1 and id = $2 and deleted_at is null for update",
      [workspace, app])
    guard let row = apps.first else { return nil }
    let found = try await query(
      """
      select v.spec,
        (select max(number) from releases r where r.workspace_id = $1 and r.app_id = $2) as last_number,
        (select c.digest from releases r join spec_versions c
          on c.workspace_id = r.workspace_id and c.app_id = r.app_id and c.number = r.version
          where r.workspace_id = $1 and r.id = $4) as current_digest
      from spec_versions v where v.workspace_id = $1 and v.app_id = $2 and v.number = $3
      """, [workspace, app, version, try row.get("current_release", as: ReleaseID?.self)])
    guard let spec = found.first else { return nil }
    let bytes: [UInt8] = try spec.get("spec")
    return Publishable(
      app: PublishableApp(
        id: app, workspace: workspace, currentDigest: try spec.get("current_digest"),
        lastNumber: try spec.get("last_number", as: Int64?.self) ?? 0,
        sendsUnredacted: SpecCheck.check(bytes).app?.app.sendsUnredacted ?? false),
      name: try row.get("name"), spec: bytes)
  }

  fileprivate func carryOut(
    _ summary: ReleaseSummary, _ release: Release, _ signed: SignedRelease, sendsUnredacted: Bool
  ) async throws(PostgresError) {
    let details = AuditRecord.Details.app(release.app, number: release.number, release: release.id)
    let approval = Entry(.unredactedApproved, "releases", release.id, in: release.workspace, details: details)
    try await change(
      (sendsUnredacted ? [approval] : []) + [
        Entry(.releasePublished, "releases", release.id, in: release.workspace, details: details),
        Entry(.releasePublished, "apps", release.app, in: release.workspace, details: details),
      ],
      [
        (
          """
          insert into releases (workspace_id, id, app_id, number, version, published_by, published_at, note, signed)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
          """,
          [
            release.workspace, release.id, release.app, release.number, summary.version, summary.publishedBy,
            summary.publishedAt, summary.note, String(decoding: signed.json.bytes, as: UTF8.self),
          ]
        ),
        (
          "update apps set current_release = $3 where workspace_id = $1 and id = $2",
          [release.workspace, release.app, release.id]
        ),
        insertFeed(
          .release, subject: release.app.description, release: release.id, in: release.workspace),
      ])
  }
}
