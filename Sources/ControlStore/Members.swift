// The people of a workspace. A removal or a new role reaches the runtimes in the same commit.

public import AppSpec
public import Contract
public import Values
public import Workspaces

public struct MemberRow: Sendable, Equatable {
  public var account: AccountID
  public var email: EmailAddress
  public var name: String
  public var role: Role
  public var joinedAt: Instant
}

extension ControlStore {
  /// By address. Refused to a viewer.
  public func members(of member: Member) async throws(StoreError) -> Result<[MemberRow], Refusal> {
    throw .schemaOutdated
  }

  public func changeRole(
    of account: AccountID, to role: Role, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// Also how somebody leaves.
  public func removeMember(
    _ account: AccountID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }
}
