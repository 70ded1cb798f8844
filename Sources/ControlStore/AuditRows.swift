// Rows of the audit tables as values.

import AppSpec
import Contract
import Postgres
import Trust
import Values

/// The columns of a record, of `audit_events e`.
let auditColumns = """
  e.id, e.workspace_id, e.at, e.recorded_at, e.actor_kind, e.actor_id, e.event, e.subject_table, e.subject_id,
  e.outcome, e.request_id, e.role_from, e.role_to, e.app_id, e.release_id, e.number, e.element, e.problem, e.sqlstate,
  e.rows, e.milliseconds, e.model_connection_id, e.redaction_policy, e.redactor, e.masked, e.tokens_in,
  e.tokens_out, e.tokens_guessed
  """

extension AuditRecord {
  init(_ row: Row) throws(PostgresError) {
    guard let actor = Actor(kind: try row.get("actor_kind"), id: try row.get("actor_id", as: AccountID?.self)) else {
      throw .decoding(column: "actor_kind", expected: "an actor")
    }
    var details = Details()
    details.roleFrom = try row.get(optional: "role_from", Role.init)
    details.roleTo = try row.get(optional: "role_to", Role.init)
    details.app = try row.get("app_id")
    details.release = try row.get("release_id")
    details.number = try row.get("number")
    details.element = try row.get(optional: "element", Name.init)
    details.problem = try row.get(optional: "problem", ProblemCode.init)
    details.sqlState = try row.get("sqlstate")
    details.rows = try row.get("rows")
    details.milliseconds = try row.get("milliseconds")
    details.receipt = try ModelReceipt(row)
    self.init(
      id: try row.get("id"), workspace: workspaceOf(try row.get("workspace_id")), at: try row.get("at"),
      recordedAt: try row.get("recorded_at"), actor: actor, event: try row.get("event", AuditEvent.init),
      subject: Subject(table: try row.get("subject_table"), id: try row.get("subject_id")),
      outcome: try row.get("outcome", AuditOutcome.init), request: try row.get("request_id"), details: details)
  }
}

extension ModelReceipt {
  /// Nil for an event that is no call of a model.
  fileprivate init?(_ row: Row) throws(PostgresError) {
    guard let policy = try row.get(optional: "redaction_policy", RedactionPolicy.init) else { return nil }
    self.init(
      connection: try row.get("model_connection_id"), policy: policy, redactor: try row.get("redactor", Redactor.init),
      masked: try row.get("masked", ModelReceipt.masked),
      tokensIn: try row.get("tokens_in"), tokensOut: try row.get("tokens_out"),
      isGuessed: try row.get("tokens_guessed", as: Bool?.self) ?? false)
  }
}

extension AuditRecord.Actor {
  /// Nil unless kind and id belong together; whose id it is, the kind says.
  fileprivate init?(kind: String, id: AccountID?) {
    switch (kind, id) {
    case ("account", let id?): self = .account(id)
    case ("runtime", let id?): self = .runtime(RuntimeID(high: id.high, low: id.low))
    case ("system", nil): self = .system
    case ("operator", nil): self = .operatorCommand
    default: return nil
    }
  }
}

extension SignedAuditHead {
  /// From the columns workspace_id, epoch, size, root, at, signature.
  init(_ row: Row) throws(PostgresError) {
    let head = AuditHead(
      workspace: workspaceOf(try row.get("workspace_id")), epoch: try row.get("epoch"), size: try row.get("size"),
      root: try row.get("root"), at: try row.get("at"))
    self.init(head, signature: try row.get("signature"))
  }
}

extension SignedAuditCheckpoint {
  init(_ row: Row) throws(PostgresError) {
    let checkpoint = AuditCheckpoint(
      workspace: workspaceOf(try row.get("workspace_id")), prunedBelow: try row.get("pruned_below"),
      at: try row.get("at"))
    self.init(checkpoint, signature: try row.get("signature"))
  }
}

/// The other way of `tree(of:)`.
func workspaceOf(_ tree: WorkspaceID) -> WorkspaceID? { tree == WorkspaceID(high: 0, low: 0) ? nil : tree }
