// The people of a workspace. A removal or a new role reaches the runtimes in the same commit.

public import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct MemberRow: Sendable, Equatable {
  public var account: AccountID
  public var email: EmailAddress
  public var name: String
  public var role: Role
  public var joinedAt: Instant
  /// Nil for those who may not know, and for a member without any session.
  public var signedInAt: Instant?
}

public struct MemberPage: Sendable, Equatable {
  public var rows: [MemberRow]
  /// How many the workspace has in all.
  public var total: Int
  /// Whether more follow after the last row.
  public var hasMore: Bool
}

extension ControlStore {
  /// By address. Refused to a viewer.
  /// - Parameters:
  ///   - words: a part of the name or the address, whatever its case; empty for everybody.
  ///   - last: the account that the page before ended with.
  public func members(
    of member: Member, matching words: String = "", after last: AccountID? = nil, limit: Int = 50
  ) async throws(StoreError) -> Result<MemberPage, Refusal> {
    guard member.role.may(.seeMembers) else { return .failure(.notAllowed(.seeMembers)) }
    return .success(
      try await read(.member(member)) { transaction in
        let found = try await transaction.pipeline([
          page(of: member, matching: words, after: last, limit: limit + 1),
          ("select count(*) as total from members where workspace_id = $1", [member.workspace.id]),
        ])
        return MemberPage(
          rows: try found[0].prefix(limit).map { try MemberRow($0) }, total: try found[1][0].get("total"),
          hasMore: found[0].count > limit)
      })
  }

  /// Names, or addresses where there is no name, of these people; those who have left are not among them.
  public func names(
    of accounts: some Collection<AccountID> & Sendable, for member: Member
  ) async throws(StoreError) -> Result<[AccountID: String], Refusal> {
    guard member.role.may(.seeMembers) else { return .failure(.notAllowed(.seeMembers)) }
    if accounts.isEmpty { return .success([:]) }
    return .success(
      try await read(.member(member)) { transaction in try await transaction.names(of: accounts, for: member) })
  }

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
    try await audited(.member(member), request: member.request) { transaction in
      guard let (subject, owners) = try await transaction.membership(of: account, in: member.workspace.id)
      else { return .failure(.notFound) }
      let change = try decide(member.membership, subject, owners).get()
      try await transaction.carryOut(change, in: member.workspace.id)
      return .success(())
    }
  }
}

/// Only with the conditions that are asked for: the database keeps its plan of such a statement.
private func page(
  of member: Member, matching words: String, after last: AccountID?, limit: Int
) -> (sql: String, values: [any Bindable]) {
  var (conditions, values) = ("m.workspace_id = $1", [member.workspace.id] as [any Bindable])
  if !words.isEmpty {
    values.append(words)
    let part = "lower($\(values.count))"
    conditions += " and (position(\(part) in a.email) > 0 or position(\(part) in lower(a.name)) > 0)"
  }
  if let last {
    values.append(last)
    conditions += " and a.email > (select l.email from accounts l where l.id = $\(values.count))"
  }
  return (
    """
    with page as (
      select a.id, a.email, a.name, m.role, m.joined_at
      from members m join accounts a on a.id = m.account_id where \(conditions) order by a.email limit \(limit))
    select page.*, s.at as signed_in_at
    from page left join gate.last_sign_ins(array(select id from page)) s on s.account_id = page.id
    order by page.email
    """, values
  )
}

extension MemberRow {
  fileprivate init(_ row: Row) throws(PostgresError) {
    self.init(
      account: try row.get("id"), email: try row.get("email", EmailAddress.init), name: try row.get("name"),
      role: try row.get("role", Role.init), joinedAt: try row.get("joined_at"),
      signedInAt: try row.get("signed_in_at"))
  }
}

func askNames(of accounts: some Collection<AccountID>, for member: Member) -> Change {
  (
    """
    select a.id, case a.name when '' then a.email else a.name end as name
    from members m join accounts a on a.id = m.account_id
    where m.workspace_id = $1 and m.account_id = any ($2)
    """, [member.workspace.id, Array(Set(accounts))]
  )
}

func namesByAccount(_ rows: Rows) throws(PostgresError) -> [AccountID: String] {
  var names: [AccountID: String] = [:]
  for row in rows { names[try row.get("id")] = try row.get("name", as: String.self) }
  return names
}

extension Transaction {
  func names(
    of accounts: some Collection<AccountID> & Sendable, for member: Member
  ) async throws(PostgresError) -> [AccountID: String] {
    let (sql, values) = askNames(of: accounts, for: member)
    return try namesByAccount(try await query(sql, values))
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
