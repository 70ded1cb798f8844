// Who is asking: made by the store's authentication, never by a route.

public import AppSpec
public import Contract

/// Somebody with a living session.
public struct SignedIn: Sendable, Equatable {
  public var account: Account
  public var session: Session
  /// The request that he makes; audit events name it.
  public var request: RequestID

  public init(account: Account, session: Session, request: RequestID) {
    self.account = account
    self.session = session
    self.request = request
  }
}

/// Somebody in a workspace: everything of a workspace is looked up through one of these.
public struct Member: Sendable, Equatable {
  /// In whose name: a person's account, or the operator's command line (`seed`).
  public enum Actor: Sendable, Equatable {
    case account(AccountID)
    case operatorCommand
  }

  public var actor: Actor
  public var workspace: Workspace
  /// The account whose membership counts; for `operatorCommand` the workspace's first owner.
  public var account: AccountID
  public var role: Role
  public var request: RequestID

  public init(actor: Actor, workspace: Workspace, account: AccountID, role: Role, request: RequestID) {
    self.actor = actor
    self.workspace = workspace
    self.account = account
    self.role = role
    self.request = request
  }

  public var membership: Membership { Membership(workspace: workspace.id, account: account, role: role) }
}
