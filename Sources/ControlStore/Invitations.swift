// Invitations by link, with a role, for one address or for whoever holds the link.

public import AppSpec
public import Contract
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

/// What somebody sees who opens an invitation's link.
public struct InvitationPreview: Sendable, Equatable {
  public var workspaceTitle: String
  public var email: EmailAddress?
  public var role: Role
}

extension ControlStore {
  public func invite(
    email: EmailAddress?, as role: Role, secret: Digest, lifetimeSeconds: Int, by member: Member
  ) async throws(StoreError) -> Result<Invitation, Refusal> { throw .schemaOutdated }

  /// Open ones, the newest first.
  public func invitations(of member: Member) async throws(StoreError) -> Result<[Invitation], Refusal> {
    throw .schemaOutdated
  }

  public func revokeInvitation(
    _ id: InvitationID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  public func invitation(secret: Digest) async throws(StoreError) -> InvitationPreview? { throw .schemaOutdated }

  /// Makes him a member, once; somebody who is one already keeps his role (`unchanged`).
  public func acceptInvitation(
    secret: Digest, by person: SignedIn
  ) async throws(StoreError) -> Result<Member, Refusal> { throw .schemaOutdated }
}
