// Who may bring in, change or remove whom. Pure: the store carries out what these return.

public import AppSpec
public import Contract

/// A member's row shall be this; `role` nil removes it.
public struct MemberChange: Sendable, Equatable {
  public var account: AccountID
  public var from: Role
  public var to: Role?
}

extension Membership {
  /// `owners` counts the workspace's owners before the change.
  public func changeRole(of member: Membership, to role: Role, owners: Int) -> Result<MemberChange, Refusal> {
    guard member.workspace == workspace else { return .failure(.notFound) }
    guard self.role.may(.manageMembers) else { return .failure(.notAllowed(.manageMembers)) }
    if member.role == role { return .failure(.unchanged) }
    if (member.role == .owner || role == .owner) && self.role != .owner { return .failure(.ownersOnly) }
    if member.role == .owner && owners <= 1 { return .failure(.lastOwner) }
    return .success(MemberChange(account: member.account, from: member.role, to: role))
  }

  /// Everybody may leave; others are removed by those who manage members.
  public func remove(_ member: Membership, owners: Int) -> Result<MemberChange, Refusal> {
    guard member.workspace == workspace else { return .failure(.notFound) }
    if member.account != account {
      guard role.may(.manageMembers) else { return .failure(.notAllowed(.manageMembers)) }
      if member.role == .owner && role != .owner { return .failure(.ownersOnly) }
    }
    if member.role == .owner && owners <= 1 { return .failure(.lastOwner) }
    return .success(MemberChange(account: member.account, from: member.role, to: nil))
  }

  public func invite(as invited: Role) -> Refusal? {
    guard role.may(.invite) else { return .notAllowed(.invite) }
    return invited == .owner && role != .owner ? .ownersOnly : nil
  }
}
