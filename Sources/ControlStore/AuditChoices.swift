// Whom and what a reader of the trail may choose from, as long as there are few of them.

public import Contract
import Postgres
public import Values
public import Workspaces

public struct AuditChoices: Sendable {
  public struct Choice<Of: Sendable>: Sendable {
    public var id: Of
    public var text: String
  }
  /// The workspace's people by their addresses; nil when there are more than a list holds.
  public var people: [Choice<AccountID>]?
  /// Its apps by their titles; nil when there are more.
  public var apps: [Choice<AppID>]?
}

extension ControlStore {
  /// - Parameter limit: of more than so many there is no list.
  public func auditChoices(
    of member: Member, limit: Int
  ) async throws(StoreError) -> Result<AuditChoices, Refusal> {
    guard member.role.may(.readAudit) else { return .failure(.notAllowed(.readAudit)) }
    let workspace = member.workspace.id
    return .success(
      try await read(.member(member)) { transaction in
        let few = try await transaction.query(countChoices, [workspace, limit + 1])[0]
        var choices = AuditChoices()
        if try few.get("people", as: Int.self) <= limit {
          choices.people = try await transaction.query(choosePeople, [workspace]).map {
            AuditChoices.Choice(id: try $0.get("id"), text: try $0.get("email"))
          }
        }
        if try few.get("apps", as: Int.self) <= limit {
          choices.apps = try await transaction.query(chooseApps, [workspace]).map {
            AuditChoices.Choice(id: try $0.get("id"), text: try $0.get("title"))
          }
        }
        return choices
      })
  }
}

private let countChoices = """
  select (select count(*) from (select from members where workspace_id = $1 limit $2) m) as people,
    (select count(*) from (select from apps where workspace_id = $1 and deleted_at is null limit $2) a) as apps
  """

private let choosePeople = """
  select a.id, a.email from members m join accounts a on a.id = m.account_id where m.workspace_id = $1 order by a.email
  """

private let chooseApps = """
  select id, title from apps where workspace_id = $1 and deleted_at is null order by lower(title), name
  """
