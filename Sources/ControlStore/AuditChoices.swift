// Whom and what a reader of the trail may choose from, as long as there are few of them.

public import Contract
import Postgres
public import Values
import Workspaces

public struct AuditChoices: Sendable {
  public struct Choice<Of: Sendable>: Sendable {
    public var id: Of
    public var text: String
  }
  /// The workspace's people by their addresses; nil when there are more than a list holds.
  public var people: [Choice<AccountID>]?
  /// Its apps by their titles; nil when there are more.
  public var apps: [Choice<AppID>]?

  init() {}
}

extension AuditChoices {
  /// Of more people or apps than `limit` there is no list.
  static func count(of workspace: WorkspaceID, limit: Int) -> Change { (countChoices, [workspace, limit + 1]) }

  /// What is to be asked once it is known how many there are.
  static func questions(_ counted: Row, of workspace: WorkspaceID, limit: Int) throws(PostgresError) -> [Change] {
    var questions: [Change] = []
    if try counted.get("people", as: Int.self) <= limit { questions.append((choosePeople, [workspace])) }
    if try counted.get("apps", as: Int.self) <= limit { questions.append((chooseApps, [workspace])) }
    return questions
  }

  /// From the answers to `questions`.
  init(_ counted: Row, limit: Int, _ answers: inout ArraySlice<Rows>) throws(PostgresError) {
    if try counted.get("people", as: Int.self) <= limit {
      people = try answers.removeFirst().map { (row) throws(PostgresError) in
        Choice(id: try row.get("id"), text: try row.get("email"))
      }
    }
    if try counted.get("apps", as: Int.self) <= limit {
      apps = try answers.removeFirst().map { (row) throws(PostgresError) in
        Choice(id: try row.get("id"), text: try row.get("title"))
      }
    }
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
