// A report as an audit event: the actor is the runtime that says so, the subject the person or thing that it is about.

import AppSpec
import Contract
import Postgres
import Trust
import Values

struct ReportedEvent: Sendable {
  let report: Report
  private(set) var event = AuditEvent.actionIntended
  private(set) var subject: (table: String, id: String)
  private(set) var outcome = AuditOutcome.done
  private(set) var request: RequestID?
  private(set) var details = AuditRecord.Details()

  init(_ report: Report, app: AppID?) {
    self.report = report
    subject = ("workspaces", report.workspace.description)
    details.app = app
    details.release = report.kind.release
    describe(report.kind)
  }

  private mutating func describe(_ kind: Report.Kind) {
    switch kind {
    case .actionIntended(let run):
      describe(run, .actionIntended)
      outcome = .intended
    case .actionEnded(let run, _, let ended, let rows, let milliseconds):
      describe(run, .actionEnded)
      describe(ended)
      (details.rows, details.milliseconds) = (rows, milliseconds)
    case .modelCalled(let call): describe(call)
    case .exported(_, let query, let account, let rows):
      (event, subject) = (.dataExported, ("accounts", account.description))
      (details.element, details.rows) = (query, rows)
    case .releasePrepared(_, let milliseconds):
      (event, subject) = (.releasePrepared, ("build_log", report.id.description))
      details.milliseconds = milliseconds
    case .releaseFailed(_, let element, let problem, let sqlState):
      (event, subject, outcome) = (.releaseFailed, ("build_log", report.id.description), .failed)
      (details.element, details.problem, details.sqlState) = (element, problem, sqlState)
    case .sessionOpened(let account): (event, subject) = (.appSessionOpened, ("accounts", account.description))
    case .passRefused(let problem):
      (event, outcome) = (.passRefused, .refused)
      details.problem = problem
    case .secretSet(_, let account): describe(account, .secretSet)
    case .secretRemoved(_, let account): describe(account, .secretRemoved)
    case .auditHeadRejected: (event, outcome) = (.auditHeadRejected, .failed)
    }
  }

  private mutating func describe(_ run: Report.ActionRun, _ event: AuditEvent) {
    (self.event, subject) = (event, ("accounts", run.by.description))
    (details.element, request) = (run.action, run.request)
  }

  /// That a redactor failed and nothing was sent is an error, not somebody's mistake.
  private mutating func describe(_ call: ModelCall) {
    (event, subject, request) = (.modelCalled, ("accounts", call.by.description), call.request)
    (details.element, details.problem, details.milliseconds) = (call.action, call.problem, call.milliseconds)
    details.receipt = call.receipt
    switch call.problem {
    case nil: outcome = .done
    case .outcomeUnknown: outcome = .unknown
    case .modelConnectionMissing, .modelKeyMissing, .modelBudgetSpent, .modelCancelled: outcome = .refused
    default: outcome = .failed
    }
  }

  private mutating func describe(_ account: AccountID?, _ event: AuditEvent) {
    self.event = event
    if let account { subject = ("accounts", account.description) }
  }

  private mutating func describe(_ ended: Report.ActionOutcome) {
    switch ended {
    case .committed: outcome = .done
    case .repeated: outcome = .repeated
    case .unexpectedRows: (outcome, details.problem) = (.refused, .unexpectedRows)
    case .refusedBySource: (outcome, details.problem) = (.failed, .sourceRefused)
    case .sourceUnavailable: (outcome, details.problem) = (.failed, .sourceUnreachable)
    case .unknown: (outcome, details.problem) = (.unknown, .outcomeUnknown)
    }
  }

  /// `request` is that of the delivery; a person's own, where the report has one, says more.
  func audit(by runtime: RuntimeID, request delivery: RequestID?) -> Change {
    (
      """
      insert into audit_events (workspace_id, id, at, actor_kind, actor_id, event, subject_table, subject_id, outcome,
        request_id, app_id, release_id, element, problem, sqlstate, rows, milliseconds, model_connection_id,
        redaction_policy, redactor, masked, tokens_in, tokens_out, tokens_guessed)
      values ($1, $2, $3, 'runtime', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23)
      on conflict do nothing
      """,
      [
        report.workspace, report.id, report.at, runtime, event.rawValue, subject.table, subject.id, outcome.rawValue,
        request ?? delivery, details.app, details.release, details.element?.text, details.problem?.rawValue,
        details.sqlState, details.rows, details.milliseconds, details.receipt?.connection,
        details.receipt?.policy.rawValue, details.receipt?.redactor.rawValue, details.receipt?.maskedText,
        details.receipt?.tokensIn, details.receipt?.tokensOut, details.receipt?.isGuessed == true ? true : nil,
      ]
    )
  }

  /// Nil for what is not about preparing a release.
  func buildLog(by runtime: RuntimeID) -> Change? {
    guard event == .releasePrepared || event == .releaseFailed else { return nil }
    return (
      """
      insert into build_log (workspace_id, id, app_id, release_id, runtime_id, outcome, element, problem, sqlstate,
        milliseconds, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      on conflict do nothing
      """,
      [
        report.workspace, report.id, details.app, details.release, runtime,
        (event == .releasePrepared ? BuildLogEntry.Outcome.prepared : .failed).rawValue, details.element?.text,
        details.problem?.rawValue, details.sqlState, details.milliseconds, report.at,
      ]
    )
  }
}
