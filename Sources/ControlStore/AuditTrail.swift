// The audit trail as admins read it.

import AppSpec
public import Contract
import Postgres
public import Trust
public import Values
public import Workspaces

public struct AuditFilter: Sendable, Equatable {
  public var event: AuditEvent?
  /// Who did it, or whom it was done to.
  public var account: AccountID?
  public var app: AppID?
  /// All that one request did: by its id, which stands on error pages and in the logs.
  public var request: RequestID?
  public var from: Instant?
  public var until: Instant?

  public init(
    event: AuditEvent? = nil, account: AccountID? = nil, app: AppID? = nil, request: RequestID? = nil,
    from: Instant? = nil, until: Instant? = nil
  ) {
    self.event = event
    self.account = account
    self.app = app
    self.request = request
    self.from = from
    self.until = until
  }
}

public struct AuditPage: Sendable {
  /// A record and its place in the sealed tree; nil until the sealer has come by.
  public struct Entry: Sendable {
    public var record: AuditRecord
    public var leaf: Int64?
    /// Who did it, or through a runtime: for the admin's eyes; nil for the system, and for people who have left.
    public var actorEmail: EmailAddress?
    /// Whom it was done to, when that is a person of the workspace.
    public var subjectEmail: EmailAddress?
    /// The runtime that reported it.
    public var runtimeTitle: String?
    /// The app's title where the event has an app.
    public var appTitle: String?
  }
  /// The newest first.
  public var entries: [Entry]
  /// Ask with this for the next page; nil on the last.
  public var next: AuditEventID?
  /// What is sealed by now.
  public var head: SignedAuditHead?
}

extension ControlStore {
  public func audit(
    of member: Member, filter: AuditFilter = AuditFilter(), before: AuditEventID? = nil, limit: Int = 50
  ) async throws(StoreError) -> Result<AuditPage, Refusal> {
    guard member.role.may(.readAudit) else { return .failure(.notAllowed(.readAudit)) }
    return .success(try await auditPage(.member(member), member.workspace.id, filter, before, limit))
  }

  /// The installation's own tree: operators only.
  public func installationAudit(
    by person: SignedIn, filter: AuditFilter = AuditFilter(), before: AuditEventID? = nil, limit: Int = 50
  ) async throws(StoreError) -> Result<AuditPage, Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return .success(try await auditPage(.person(person), nil, filter, before, limit))
  }

  private func auditPage(
    _ standing: Standing, _ workspace: WorkspaceID?, _ filter: AuditFilter, _ before: AuditEventID?, _ limit: Int
  ) async throws(StoreError) -> AuditPage {
    try await read(standing) { transaction in
      let rows = try await transaction.pipeline([
        (
          selectAuditPage,
          [tree(of: workspace)] + filter.values + [before, limit + 1]
        ),
        (
          """
          select workspace_id, epoch, size, root, at, signature from audit_heads
          where workspace_id = $1 order by epoch desc, size desc limit 1
          """, [tree(of: workspace)]
        ),
      ])
      let entries = try rows[0].prefix(limit).map { try AuditPage.Entry($0) }
      return AuditPage(
        entries: entries, next: rows[0].count > limit ? entries.last?.record.id : nil,
        head: try rows[1].first.map { try SignedAuditHead($0) })
    }
  }
}

extension AuditFilter {
  /// Of `audit_events e`; its six parameters are `values`.
  static func condition(first: Int) -> String {
    let (event, account, app, request, from, until) = (first, first + 1, first + 2, first + 3, first + 4, first + 5)
    return """
      ($\(event)::audit_event is null or e.event = $\(event))
      and ($\(account)::uuid is null or e.actor_id = $\(account)
        or e.subject_table in ('accounts', 'members') and e.subject_id = $\(account))
      and ($\(app)::uuid is null or e.app_id = $\(app))
      and ($\(request)::uuid is null or e.request_id = $\(request))
      and ($\(from)::timestamptz is null or e.at >= $\(from))
      and ($\(until)::timestamptz is null or e.at < $\(until))
      """
  }

  var values: [any Bindable] { [event?.rawValue, account, app, request, from, until] }
}

private let selectAuditPage = """
  select \(auditColumns), l.leaf, a.email, s.email as subject_email,
    t.title as runtime_title, p.title
  from audit_events e
  left join audit_leaves l on l.workspace_id = e.workspace_id and l.event_id = e.id
  left join accounts a on a.id = case
    when e.actor_kind = 'runtime' and e.subject_table = 'accounts' then e.subject_id else e.actor_id end
  left join accounts s on e.subject_table in ('accounts', 'members') and s.id = e.subject_id
  left join runtimes t on e.actor_kind = 'runtime' and t.id = e.actor_id
  left join apps p on p.workspace_id = e.workspace_id and p.id = e.app_id
  where e.workspace_id = $1
    and \(AuditFilter.condition(first: 2))
    and ($8::uuid is null or e.id < $8)
  order by e.id desc limit $9
  """

extension AuditPage.Entry {
  fileprivate init(_ row: Row) throws(PostgresError) {
    self.init(
      record: try AuditRecord(row), leaf: try row.get("leaf"),
      actorEmail: try row.get(optional: "email", EmailAddress.init),
      subjectEmail: try row.get(optional: "subject_email", EmailAddress.init),
      runtimeTitle: try row.get("runtime_title"),
      appTitle: try row.get("title"))
  }
}
