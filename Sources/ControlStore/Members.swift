// Members come and go, and their roles change. A removal or a new role reaches the runtimes in the same commit.

public import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

extension ControlStore {
  public func changeRole(
    of account: AccountID, to role: Role, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await changeMember(account, by: member) { $0.changeRole(of: $1, to: role, owners: $2) }
  }

  /// Also how somebody leaves.
  public func removeMember(
    _ account: AccountID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await changeMember(account, by: member) { $0.remove($1, owners: $2) }
  }

  private func changeMember(
    _ account: AccountID, by member: Member,
    _ decide: @Sendable (Membership, Membership, Int) -> Result<MemberChange, Refusal>
  ) async throws(StoreError) -> Result<Void, Refusal> {
    // Before anybody is looked up: who is a member is not for everybody to know.
    guard account == member.account || member.role.may(.manageMembers) else {
      return .failure(.notAllowed(.manageMembers))
    }
    return try await audited(.member(member), request: member.request) { transaction in
      guard let (subject, owners) = try await transaction.membership(of: account, in: member.workspace.id)
      else { return .failure(.notFound) }
      let change = try decide(member.membership, subject, owners).get()
      try await transaction.carryOut(change, in: member.workspace.id)
      return .success(())
    }
  }
}

extension AuditedTransaction {
  /// The membership and the number of owners, which stay so until the end of the transaction.
  fileprivate func membership(
    of account: AccountID, in workspace: WorkspaceID
  ) async throws(PostgresError) -> (Membership, owners: Int)? {
    _ = try await query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [workspace.description])
    let rows = try await query(
      """
      select role, (select count(*) from members o where o.workspace_id = $1 and o.role = 'owner') as owners
      from members where workspace_id = $1 and account_id = $2
      """, [workspace, account])
    guard let row = rows.first else { return nil }
    let role = try row.get("role", Role.init)
    return (Membership(workspace: workspace, account: account, role: role), try row.get("owners"))
  }

  fileprivate func carryOut(_ change: MemberChange, in workspace: WorkspaceID) async throws(PostgresError) {
    let entry = Entry(
      change.to == nil ? .memberRemoved : .memberRoleChanged, "members", change.account, in: workspace,
      details: .role(from: change.from, to: change.to))
    let tell = insertFeed(.memberChanged, subject: change.account.description, in: workspace)
    // What a person typed and did not save goes when he may not write any more.
    let dropping: [Change] =
      change.to?.may(.editDesign) == true
      ? [] : [("delete from drafts where workspace_id = $1 and account_id = $2", [workspace, change.account])]
    let changing: Change =
      change.to.map { role in
        (
          "update members set role = $3 where workspace_id = $1 and account_id = $2",
          [workspace, change.account, role.rawValue]
        )
      } ?? ("delete from members where workspace_id = $1 and account_id = $2", [workspace, change.account])
    try await self.change([entry], dropping + [changing, tell])
  }
}
