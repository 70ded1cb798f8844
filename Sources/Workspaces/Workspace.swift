// A workspace is a tenant: its members, apps, audit tree and metadata in one region.

public import AppSpec
public import Contract

public struct Workspace: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case personal, team }

  public var id: WorkspaceID
  /// Its part of the runtime's host name.
  public var slug: Slug
  public var title: String
  public var kind: Kind
  /// Where its metadata stays: `eu-central-1`.
  public var region: String

  public init(id: WorkspaceID, slug: Slug, title: String, kind: Kind, region: String) {
    self.id = id
    self.slug = slug
    self.title = title
    self.kind = kind
    self.region = region
  }
}

public struct Membership: Sendable, Equatable {
  public var workspace: WorkspaceID
  public var account: AccountID
  public var role: Role

  public init(workspace: WorkspaceID, account: AccountID, role: Role) {
    self.workspace = workspace
    self.account = account
    self.role = role
  }
}
