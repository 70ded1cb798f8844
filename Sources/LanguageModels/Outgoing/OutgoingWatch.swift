/// Looks on while a request runs, and says when one of its parts has taken too long.

import Synchronization

final class OutgoingWatch: Sendable {
  private struct State {
    var phase: OutgoingFailure.Phase
    var since: ContinuousClock.Instant
  }

  private let limits: OutgoingLimits
  private let end: ContinuousClock.Instant
  private let state: Mutex<State>

  init(_ limits: OutgoingLimits) {
    let now = ContinuousClock.now
    self.limits = limits
    end = now + limits.whole
    state = Mutex(State(phase: .connect, since: now))
  }

  /// A part begins, or another piece came.
  func enter(_ phase: OutgoingFailure.Phase) {
    state.withLock { $0 = State(phase: phase, since: .now) }
  }

  private var due: (phase: OutgoingFailure.Phase, at: ContinuousClock.Instant) {
    let now = state.withLock { $0 }
    let limit =
      switch now.phase {
      case .connect: limits.connect
      case .firstByte: limits.firstByte
      case .idle: limits.idle
      case .whole: limits.whole
      }
    return now.since + limit < end ? (now.phase, now.since + limit) : (.whole, end)
  }

  /// Returns when a part has taken too long; nil when nobody waits any more.
  func expired() async -> OutgoingFailure.Phase? {
    while true {
      let next = due
      if next.at <= .now { return next.phase }
      do { try await Task.sleep(until: next.at, clock: .continuous) } catch { return nil }
    }
  }
}
