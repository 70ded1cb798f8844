/// So many of one workspace at a time: a workspace whose database is slow fills its own gate and nobody else's.

import Contract
import Synchronization

final class Gate: Sendable {
  private let limit: Int
  private let inside = Mutex<[WorkspaceID: Int]>([:])

  init(limit: Int) { self.limit = limit }

  /// Nil when it is full. The place is free again when the ticket goes.
  func enter(_ workspace: WorkspaceID) -> Ticket? {
    let entered = inside.withLock { inside in
      let count = inside[workspace, default: 0]
      guard count < limit else { return false }
      inside[workspace] = count + 1
      return true
    }
    return entered ? Ticket(gate: self, workspace: workspace) : nil
  }

  private func leave(_ workspace: WorkspaceID) {
    inside.withLock { inside in
      let count = inside[workspace, default: 1] - 1
      inside[workspace] = count == 0 ? nil : count
    }
  }

  final class Ticket: Sendable {
    private let gate: Gate
    private let workspace: WorkspaceID

    fileprivate init(gate: Gate, workspace: WorkspaceID) {
      self.gate = gate
      self.workspace = workspace
    }

    deinit { gate.leave(workspace) }
  }
}
