// The first round trip of a signed-in request: session, account, membership, role and app together.

public import AppSpec
public import Contract
import Postgres
public import Values
public import Workspaces

public struct Authentication: Sendable {
  public var signedIn: SignedIn
  /// Nil when no workspace was asked for, it does not exist, or he is not its member: nobody can tell which.
  public var member: Member?
  /// Nil when none was asked for, or the member's workspace has none of this name.
  public var app: AppSummary?
}

extension ControlStore {
  /// Nil without a living session. `secret` is the SHA-256 of what the cookie or the tool's token holds.
  public func authenticate(
    secret: Digest, workspace: Slug? = nil, app: Name? = nil, request: RequestID
  ) async throws(StoreError) -> Authentication? {
    do {
      let rows = try await pool.readAll([
        ("select * from gate.look_up_session($1, $2, $3)", [secret, workspace?.text ?? "", app?.text ?? ""])
      ])
      return try rows[0].first.map { try Authentication($0, request) }
    } catch { throw StoreError(error) }
  }
}

extension Authentication {
  fileprivate init(_ row: Row, _ request: RequestID) throws(PostgresError) {
    let account = try Account(row)
    signedIn = SignedIn(account: account, session: try Session(row), request: request)
    guard let role = try row.get(optional: "role", Role.init) else { return }
    member = Member(
      actor: .account(account.id), workspace: try Workspace(row), account: account.id, role: role, request: request)
    app = try row.get("app_id", as: AppID?.self).map { (id) throws(PostgresError) in
      AppSummary(
        id: id, name: try row.get("app_name", Name.init), title: try row.get("app_title"),
        currentRelease: try row.get("current_release"), currentNumber: try row.get("number"),
        currentVersion: try row.get("version"), createdAt: try row.get("app_created_at"))
    }
  }
}

extension Account {
  /// From the columns account_id, email, name, is_operator.
  init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("account_id"), email: try row.get("email", EmailAddress.init), name: try row.get("name"),
      isOperator: try row.get("is_operator"))
  }
}

extension Session {
  /// From the columns session_id, kind, label, scopes and the four times.
  init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("session_id"), kind: try row.get("kind", Kind.init), label: try row.get("label"),
      scopes: Set(try row.get("scopes", as: [String].self).compactMap(Scope.init)),
      createdAt: try row.get("created_at"), rotatedAt: try row.get("rotated_at"),
      lastSeenAt: try row.get("last_seen_at"), expiresAt: try row.get("expires_at"))
  }
}

extension Workspace {
  /// From the columns workspace_id, slug, title, workspace_kind, region.
  init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("workspace_id"), slug: try row.get("slug", Slug.init), title: try row.get("title"),
      kind: try row.get("workspace_kind", Kind.init), region: try row.get("region"))
  }
}
