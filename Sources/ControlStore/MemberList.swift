// The people of a workspace a page at a time, who is invited, and names.

public import AppSpec
public import Contract
import Postgres
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
  /// The open invitations, the newest first; none for those who may not invite.
  public var invitations: [Invitation]
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
    let workspace = member.workspace.id
    let mayInvite = member.role.may(.invite)
    let questions: [Change] = [
      ("select * from gate.list_members($1, $2, $3)", [words.isEmpty ? nil : words, last, limit + 1]),
      ("select count(*) as total from members where workspace_id = $1", [workspace]),
    ]
    return .success(
      try await ask(.member(member), questions + (mayInvite ? [askInvitations(workspace)] : [])) {
        (found) throws(PostgresError) in
        MemberPage(
          rows: try found[0].prefix(limit).map { (row) throws(PostgresError) in try MemberRow(row) },
          total: try found[1][0].get("total"), hasMore: found[0].count > limit,
          invitations: mayInvite ? try found[2].map { (row) throws(PostgresError) in try Invitation(row) } : [])
      })
  }

  /// Names, or addresses where there is no name, of these people; those who have left are not among them.
  public func names(
    of accounts: some Collection<AccountID> & Sendable, for member: Member
  ) async throws(StoreError) -> Result<[AccountID: String], Refusal> {
    guard member.role.may(.seeMembers) else { return .failure(.notAllowed(.seeMembers)) }
    if accounts.isEmpty { return .success([:]) }
    return .success(
      try await ask(.member(member), [askNames(of: accounts)]) { (found) throws(PostgresError) in
        try namesByAccount(found[0])
      })
  }
}

extension MemberRow {
  fileprivate init(_ row: Row) throws(PostgresError) {
    self.init(
      account: try row.get("account_id"), email: try row.get("email", EmailAddress.init), name: try row.get("name"),
      role: try row.get("role", Role.init), joinedAt: try row.get("joined_at"),
      signedInAt: try row.get("signed_in_at"))
  }
}

func askNames(of accounts: some Collection<AccountID>) -> Change {
  ("select * from gate.name_members($1)", [Array(Set(accounts))])
}

func namesByAccount(_ rows: Rows) throws(PostgresError) -> [AccountID: String] {
  var names: [AccountID: String] = [:]
  for row in rows {
    let name: String = try row.get("name")
    names[try row.get("account_id")] = name.isEmpty ? try row.get("email") : name
  }
  return names
}
