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

  /// The events, and then whom and what they are about and where they stand in the tree.
  private func auditPage(
    _ standing: Standing, _ workspace: WorkspaceID?, _ filter: AuditFilter, _ before: AuditEventID?, _ limit: Int,
    _ few: Int?
  ) async throws(StoreError) -> AuditPage {
    let tree = tree(of: workspace)
    var questions: [Change] = [filter.page(of: tree, before: before, limit: limit + 1), askHead(of: tree)]
    if let few { questions.append(AuditChoices.count(of: tree, limit: few)) }
    let isWhole = filter == AuditFilter()
    let (found, later) = try await ask(standing, questions) { (answers) throws(PostgresError) in
      let found = try FoundEvents(answers, limit: limit)
      var questions = AuditNames.questions(found.records, of: workspace)
      if let few, let counted = found.counted { questions += try AuditChoices.questions(counted, of: tree, limit: few) }
      return Asking(found, asking: questions + askLeaves(of: found.records, in: tree, areNeighbours: isWhole))
    }
    do { return try AuditPage(found, few, later[...]) } catch { throw StoreError(error) }
  }
}

/// The first answers to the questions of a page.
private struct FoundEvents {
  let records: [AuditRecord]
  let hasOlder: Bool
  let head: SignedAuditHead?
  /// How many people and apps there are to choose from.
  let counted: Row?

  init(_ answers: [Rows], limit: Int) throws(PostgresError) {
    records = try answers[0].prefix(limit).map { (row) throws(PostgresError) in try AuditRecord(row) }
    hasOlder = answers[0].count > limit
    head = try answers[1].first.map { (row) throws(PostgresError) in try SignedAuditHead(row) }
    counted = answers.count > 2 ? answers[2].first : nil
  }
}

extension AuditPage {
  fileprivate init(_ found: FoundEvents, _ few: Int?, _ later: ArraySlice<Rows>) throws(PostgresError) {
    var answers = later
    let names = try AuditNames(found.records, &answers)
    choices = AuditChoices()
    if let few, let counted = found.counted { choices = try AuditChoices(counted, limit: few, &answers) }
    let leaves = try answers.first.map(leavesByEvent) ?? [:]
    entries = found.records.map { Entry($0, leaf: leaves[$0.id], names) }
    next = found.hasOlder ? found.records.last?.id : nil
    head = found.head
  }
}

private func askHead(of tree: WorkspaceID) -> Change {
  (
    """
    select workspace_id, epoch, size, root, at, signature from audit_heads
    where workspace_id = $1 order by epoch desc, size desc limit 1
    """, [tree]
  )
}

/// The places of these events in the tree. Of neighbours the index is read in one go, which costs a third.
private func askLeaves(of records: [AuditRecord], in tree: WorkspaceID, areNeighbours: Bool) -> [Change] {
  guard let newest = records.first?.id, let oldest = records.last?.id else { return [] }
  let select = "select event_id, leaf from audit_leaves where workspace_id = $1 and event_id"
  return areNeighbours
    ? [("\(select) between $2 and $3", [tree, oldest, newest])]
    : [("\(select) = any ($2)", [tree, records.map(\.id)])]
}

private func leavesByEvent(_ rows: Rows) throws(PostgresError) -> [AuditEventID: Int64] {
  var leaves: [AuditEventID: Int64] = [:]
  for row in rows { leaves[try row.get("event_id")] = try row.get("leaf", as: Int64.self) }
  return leaves
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
      select \(auditColumns) from audit_events e where \(conditions.joined(separator: " and ")) order by e.id desc limit \(limit)
      """, values
    )
  }

  var values: [any Bindable] { [event?.rawValue, account, app, request, from, until] }
}
