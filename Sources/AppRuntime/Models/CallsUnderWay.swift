/// Calls of models that have begun and not ended, on this runtime's disk: each as the receipt that it leaves should nobody
/// hear of it again. A process that dies in the middle of a call tells of it at its next start.

import Contract
import Logging
import ServerKit
import Values

struct CallsUnderWay: Sendable {
  /// Longer than a runtime stands still before somebody starts it again.
  private static let memoryDays = 3_650
  private let ledger: Ledger
  private let spool: Spool
  private let clock: WallClock
  private let logger: Logger

  init(_ ledger: Ledger, spool: Spool, clock: WallClock, logger: Logger) {
    (self.ledger, self.spool, self.clock, self.logger) = (ledger, spool, clock, logger)
  }

  /// Tells what had begun when the process ended, as calls whose end nobody knows; to be called before any begins. What the
  /// spool cannot take stays for the next start, and so does a line that is none of ours: a later version may know it.
  func tellLeft() async throws(StateFailure) {
    let left = ledger.entries().sorted { $0.key < $1.key }
    let readable = left.compactMap { id, entry in report(entry.value).map { (id, $0) } }
    if !readable.isEmpty { try await spool.add(readable.map(\.1)) }
    for (id, _) in readable { try await ledger.release(id) }
  }

  /// On disk when it returns.
  /// - Parameter call: with the most that it may cost, and `outcome_unknown`.
  func begin(_ id: ReportID, _ call: Contract.ModelCall, in workspace: WorkspaceID) async throws(StateFailure) {
    let end = clock.now().adding(seconds: Self.memoryDays * 86_400)
    try await ledger.put(id.description, report(id, call, workspace).json.text, until: end)
  }

  /// The receipt, also of a call that never began. Told under one id: where a process dies between the two lines below, the
  /// control plane takes what it hears first.
  func end(_ id: ReportID, _ call: Contract.ModelCall, in workspace: WorkspaceID) async throws(StateFailure) {
    try await spool.add([report(id, call, workspace)])
    if ledger.value(id.description) != nil { try await ledger.release(id.description) }
  }

  private func report(_ id: ReportID, _ call: Contract.ModelCall, _ workspace: WorkspaceID) -> Report {
    Report(id: id, workspace: workspace, at: clock.now(), kind: .modelCalled(call))
  }

  private func report(_ line: String) -> Report? {
    do { return try Report(try JSON.parse(Array(line.utf8))) } catch {
      logger.error("a call of a model that broke off cannot be told: its line on disk is not readable")
      return nil
    }
  }
}
