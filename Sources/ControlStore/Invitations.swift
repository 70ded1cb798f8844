// Invitations by link, with a role, for one address or for whoever holds the link.

public import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public enum InvitationKind {}
public typealias InvitationID = ID<InvitationKind>

public struct Invitation: Sendable, Equatable {
  public var id: InvitationID
  /// Nil: good for whoever holds the link.
  public var email: EmailAddress?
  public var role: Role
  public var expiresAt: Instant
}

/// Open ones, the newest first.
func askInvitations(_ workspace: WorkspaceID) -> Change {
  (
    """
    select id, email, role, expires_at from invitations
    where workspace_id = $1 and accepted_at is null and revoked_at is null and expires_at > transaction_timestamp()
    order by created_at desc, id
    """, [workspace]
  )
}

extension Invitation {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("id"), email: try row.get(optional: "email", EmailAddress.init),
      role: try row.get("role", Role.init), expiresAt: try row.get("expires_at"))
  }
}

/// What somebody sees who opens an invitation's link.
public struct InvitationPreview: Sendable, Equatable {
  public var workspaceTitle: String
  public var email: EmailAddress?
  public var role: Role
}

extension ControlStore {
  public func invite(
    email: EmailAddress?, as role: Role, secret: Digest, lifetimeSeconds: Int, by member: Member
  ) async throws(StoreError) -> Result<Invitation, Refusal> {
    if let refusal = member.membership.invite(as: role) { return .failure(refusal) }
    let invitation = Invitation(
      id: newID(), email: email, role: role, expiresAt: configuration.now().adding(seconds: lifetimeSeconds))
    let workspace = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      try await transaction.change(
        Entry(.invitationCreated, "invitations", invitation.id, in: workspace, details: .role(to: role)),
        (
          """
          insert into invitations (workspace_id, id, secret_hash, email, role, expires_at)
          values ($1, $2, $3, $4, $5, $6)
          """, [workspace, invitation.id, secret, email?.text, role.rawValue, invitation.expiresAt]
        ))
      return .success(invitation)
    }
  }

  public func revokeInvitation(
    _ id: InvitationID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.invite) else { return .failure(.notAllowed(.invite)) }
    let workspace = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      let rows = try await transaction.change(
        Entry(.invitationRevoked, "invitations", id, in: workspace),
        (
          """
          update invitations set revoked_at = transaction_timestamp()
          where workspace_id = $1 and id = $2 and accepted_at is null and revoked_at is null
          """, [workspace, id]
        ))
      return rows[0].affected == 1 ? .success(()) : .failure(.notFound)
    }
  }

  /// Nil when it is unknown, used, revoked or expired.
  public func invitation(secret: Digest) async throws(StoreError) -> InvitationPreview? {
    try await read(nil) { transaction in
      guard let found = try await transaction.invitation(secret) else { return nil }
      return InvitationPreview(workspaceTitle: found.workspace.title, email: found.email, role: found.role)
    }
  }

  /// Makes him a member, once; somebody who is one already keeps his role (`unchanged`).
  public func acceptInvitation(
    secret: Digest, by person: SignedIn
  ) async throws(StoreError) -> Result<Member, Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      guard let found = try await transaction.transaction.invitation(secret) else { return .failure(.linkExpired) }
      if let email = found.email, email != person.account.email { return .failure(.otherAddress) }
      return try await transaction.join(found, person)
    }
  }
}

private struct FoundInvitation: Sendable {
  var id: InvitationID
  var email: EmailAddress?
  var role: Role
  var workspace: Workspace
}

extension Transaction {
  fileprivate func invitation(_ secret: Digest) async throws(PostgresError) -> FoundInvitation? {
    guard let row = try await query("select * from gate.look_up_invitation($1)", [secret]).first else { return nil }
    return FoundInvitation(
      id: try row.get("id"), email: try row.get(optional: "email", EmailAddress.init),
      role: try row.get("role", Role.init), workspace: try Workspace(row))
  }
}

extension AuditedTransaction {
  fileprivate func join(
    _ invitation: FoundInvitation, _ person: SignedIn
  ) async throws(PostgresError) -> Result<Member, Refusal> {
    let (workspace, account) = (invitation.workspace.id, person.account.id)
    let joining = try await become(.joining(account, workspace))
    let already = try await joining.query(
      "select 1 from members where workspace_id = $1 and account_id = $2", [workspace, account])
    guard already.isEmpty else { return .failure(.unchanged) }
    try await joining.change(
      [
        Entry(.invitationAccepted, "invitations", invitation.id, in: workspace),
        Entry(.memberAdded, "members", account, in: workspace, details: .role(to: invitation.role)),
      ],
      [
        (
          "insert into members (workspace_id, account_id, role) values ($1, $2, $3)",
          [workspace, account, invitation.role.rawValue]
        )
      ])
    let bearer = Standing.bearer(.init(high: invitation.id.high, low: invitation.id.low), workspace: workspace)
    let used = try await joining.become(bearer).change(
      [],
      [
        (
          """
          update invitations set accepted_at = transaction_timestamp()
          where workspace_id = $1 and id = $2 and accepted_at is null and revoked_at is null
          """, [workspace, invitation.id]
        )
      ])
    guard used[0].affected == 1 else { return .failure(.linkExpired) }
    return .success(
      Member(
        actor: .account(account), workspace: invitation.workspace, account: account, role: invitation.role,
        request: person.request))
  }
}
