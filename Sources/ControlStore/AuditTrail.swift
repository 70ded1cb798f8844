// The audit trail as admins read it.

public import AppSpec
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
    /// The model connection of a receipt, as it was then.
    public var model: Model?
  }

  public struct Model: Sendable, Equatable {
    public var name: Name
    public var model: String
    public var region: String
  }
  /// The newest first.
  public var entries: [Entry]
  /// Ask with this for the next page; nil on the last.
  public var next: AuditEventID?
  /// What is sealed by now.
  public var head: SignedAuditHead?
  /// Whom and what to look for.
  public var choices: AuditChoices
}

extension ControlStore {
  /// - Parameter few: lists to choose from are wanted where they are no longer than this.
  public func audit(
    of member: Member, filter: AuditFilter = AuditFilter(), before: AuditEventID? = nil, limit: Int = 40,
    choosingFrom few: Int? = nil
  ) async throws(StoreError) -> Result<AuditPage, Refusal> {
    guard member.role.may(.readAudit) else { return .failure(.notAllowed(.readAudit)) }
    return .success(try await auditPage(.member(member), member.workspace.id, filter, before, limit, few))
  }

  /// The installation's own tree: operators only.
  public func installationAudit(
    by person: SignedIn, filter: AuditFilter = AuditFilter(), before: AuditEventID? = nil, limit: Int = 40
  ) async throws(StoreError) -> Result<AuditPage, Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return .success(try await auditPage(.person(person), nil, filter, before, limit, nil))
  }

  /// Two round trips: the events, and then whom and what they are about.
  private func auditPage(
    _ standing: Standing, _ workspace: WorkspaceID?, _ filter: AuditFilter, _ before: AuditEventID?, _ limit: Int,
    _ few: Int?
  ) async throws(StoreError) -> AuditPage {
    let tree = tree(of: workspace)
    let questions: [Change] = [
      filter.page(of: tree, before: before, limit: limit + 1),
      (
        """
        select workspace_id, epoch, size, root, at, signature from audit_heads
        where workspace_id = $1 order by epoch desc, size desc limit 1
        """, [tree]
      ),
    ]
    let counting = few.map { AuditChoices.count(of: tree, limit: $0) }
    let found = try await ask(standing, questions + (counting.map { [$0] } ?? [])) { $0 }
    do {
      let entries = try found[0].prefix(limit).map { row in
        (record: try AuditRecord(row), leaf: try row.get("leaf", as: Int64?.self))
      }
      let records = entries.map(\.record)
      var later = AuditNames.questions(records, of: workspace)
      if let few { later += try AuditChoices.questions(found[2][0], of: tree, limit: few) }
      var answers = later.isEmpty ? [] : try await ask(standing, later) { $0[...] }
      let names = try AuditNames(records, &answers)
      return AuditPage(
        entries: entries.map { AuditPage.Entry($0.record, leaf: $0.leaf, names) },
        next: found[0].count > limit ? records.last?.id : nil,
        head: try found[1].first.map { try SignedAuditHead($0) },
        choices: try few.map { try AuditChoices(found[2][0], limit: $0, &answers) } ?? AuditChoices())
    } catch { throw StoreError(error) }
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

  /// The newest of a tree, with only the conditions that are asked for: the database keeps its plan of such a statement.
  fileprivate func page(
    of tree: WorkspaceID, before: AuditEventID?, limit: Int
  ) -> (sql: String, values: [any Bindable]) {
    var values: [any Bindable] = [tree]
    func placed(_ value: any Bindable) -> String {
      values.append(value)
      return "$\(values.count)"
    }
    var conditions = ["e.workspace_id = $1"]
    if let event, self == AuditFilter(event: event), tree.high | tree.low != 0 {
      let arguments = "\(placed(event.rawValue)), \(before.map(placed) ?? "null"), \(limit)"
      conditions.append("e.id = any (array(select k.id from gate.events_of_kind(\(arguments)) k))")
    } else {
      if let event { conditions.append("e.event = \(placed(event.rawValue))") }
      if let account {
        let value = placed(account)
        conditions.append(
          "(e.actor_id = \(value) or e.subject_table in ('accounts', 'members') and e.subject_id = \(value))")
      }
      if let app { conditions.append("e.app_id = \(placed(app))") }
      if let request { conditions.append("e.request_id = \(placed(request))") }
      if let from { conditions.append("e.at >= \(placed(from))") }
      if let until { conditions.append("e.at < \(placed(until))") }
      if let before { conditions.append("e.id < \(placed(before))") }
    }
    return (
      """
      select \(auditColumns), l.leaf
      from audit_events e left join audit_leaves l on l.workspace_id = e.workspace_id and l.event_id = e.id
      where \(conditions.joined(separator: " and ")) order by e.id desc limit \(limit)
      """, values
    )
  }

  var values: [any Bindable] { [event?.rawValue, account, app, request, from, until] }
}
