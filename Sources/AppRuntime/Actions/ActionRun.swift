/// Running an action under audit: its intent is on disk before the first step, its outcome after the last.

import AppSpec
import Connectors
import Contract
import Hummingbird
import Logging
import ServerKit
import Values

extension Runtime {
  func run(_ plan: ActionPlan, _ visit: Visit) async throws -> ActionResult {
    guard let release = visit.live.release else { return await rehearse(plan, visit) }
    let key: String?
    guard let source = plan.source else { return .failed(.settings) }
    switch await sources.keepsKeys(source, of: visit.live.app, in: scope(visit)) {
    case .success(true): key = nil
    case .success(false): key = RunKeys.key(plan, app: visit.live.id, account: visit.session.account)
    case .failure(let failure): return .failed(failure)
    }
    let record = Report.ActionRun(
      release: release, action: plan.action.name, by: visit.session.account,
      request: visit.context.requestID)
    let intent = report(.actionIntended(record), in: visit.workspace)
    try await spoolOrRefuse([intent], visit)
    let started = ContinuousClock.now
    func end(_ outcome: Report.ActionOutcome, _ rows: Int) async {
      let ended = report(
        .actionEnded(
          record, intent: intent.id, outcome: outcome, rows: Int64(rows), milliseconds: started.millisecondsUntilNow),
        in: visit.workspace)
      do { try await spool.add([ended]) } catch {
        // What happened has happened; the intent without an end says so to the auditor.
        visit.context.logger.critical("an action's outcome is not in the spool: \(error)")
      }
    }
    do throws(Problem) {
      let result = try await runOnce(plan, visit, key: key)
      let (outcome, rows) = Self.outcome(result)
      await end(outcome, rows)
      return result
    } catch {
      // Nothing ran: only the key is asked before the source is.
      await end(.repeated, 0)
      throw error
    }
  }

  /// In a preview: all steps run and nothing is kept, so that there is nothing to record.
  private func rehearse(_ plan: ActionPlan, _ visit: Visit) async -> ActionResult {
    await sources.perform(
      plan, member: visit.session.account.description, digest: RunKeys.content(plan), isRehearsal: true,
      of: visit.live.app, in: scope(visit))
  }

  private func spoolOrRefuse(_ reports: [Report], _ visit: Visit) async throws(Problem) {
    do { try await spool.add(reports) } catch { throw paused(error, visit) }
  }

  private func paused(_ failure: StateFailure, _ visit: Visit) -> Problem {
    visit.context.logger.critical("actions are refused, they cannot be recorded: \(failure)")
    return Problem(
      .spoolUnavailable, "Actions are paused, because they cannot be recorded at the moment.",
      advice: "Nothing was changed. Tell the operator the request id below.")
  }

  /// - Parameter key: held here, because the source keeps none.
  private func runOnce(_ plan: ActionPlan, _ visit: Visit, key: String?) async throws(Problem) -> ActionResult {
    let content = RunKeys.content(plan)
    if let key, let first = try await claim(key, content, visit) { return try Self.again(first, content) }
    // Not cancelled with the browser: a person who closed it still finds the action done whole or not at all.
    let result = await sources.perform(
      plan, member: visit.session.account.description, digest: content, of: visit.live.app,
      in: scope(visit))
    if let key { await settle(key, content, result, visit) }
    return result
  }

  /// Longer than an action may take.
  private static let patience = Duration.seconds(15)

  /// Nil: the key is held now. Otherwise its first use, which is waited for while it runs: of a form that is sent twice at
  /// the same moment a browser shows the second answer.
  private func claim(_ key: String, _ content: String, _ visit: Visit) async throws(Problem) -> RunKeys.Use? {
    let end = ContinuousClock.now + Self.patience
    while true {
      let first: RunKeys.Use?
      do { first = try await actionKeys.claim(key, content: content) } catch { throw paused(error, visit) }
      guard first == RunKeys.Use(.running, content), ContinuousClock.now < end else { return first }
      do { try await Task.sleep(for: .milliseconds(20)) } catch { return first }
    }
  }

  private static func again(_ first: RunKeys.Use, _ content: String) throws(Problem) -> ActionResult {
    // An entry from before contents were kept has none.
    guard first.content.isEmpty || first.content == content else { return .otherContent }
    switch first.state {
    case .committed: return .repeated
    case .unknown: return .unknown
    case .running:
      throw Problem(.conflict, "This form is being worked on already.", advice: "Wait a moment and reload the page.")
    }
  }

  /// What happened has happened, also where it cannot be written down: after a restart the key's outcome is unknown.
  private func settle(_ key: String, _ content: String, _ result: ActionResult, _ visit: Visit) async {
    do throws(StateFailure) {
      switch result {
      case .committed: try await actionKeys.settle(key, .init(.committed, content))
      case .unknown: try await actionKeys.settle(key, .init(.unknown, content))
      case .repeated, .otherContent, .refused, .unexpectedRows, .violated, .contended, .failed:
        try await actionKeys.release(key)
      }
    } catch {
      visit.context.logger.critical("an action's key is not settled: \(error)")
    }
  }

  private static func outcome(_ result: ActionResult) -> (Report.ActionOutcome, Int) {
    switch result {
    case .committed(_, _, let touched): (.committed, touched)
    case .repeated, .otherContent: (.repeated, 0)
    case .violated, .contended: (.refusedBySource, 0)
    case .refused: (.unexpectedRows, 0)
    case .unexpectedRows(_, let touched): (.unexpectedRows, touched)
    case .failed(.refused), .failed(.changed), .failed(.readOnly), .failed(.tooLarge): (.refusedBySource, 0)
    case .failed: (.sourceUnavailable, 0)
    case .unknown: (.unknown, 0)
    }
  }
}
