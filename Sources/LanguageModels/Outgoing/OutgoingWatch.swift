/// Looks on while a request runs, and says when one of its parts has taken too long.

import Synchronization

final class OutgoingWatch: Sendable {
  enum Expiry: Equatable {
    case part(OutgoingFailure.Phase)
    /// Nothing more is needed of the answer: its reader has all.
    case rest
  }

  /// So long is waited for an answer's formal end, which lets the connection live on.
  private static let rest: Duration = .milliseconds(100)

  private struct State {
    /// Nil for the rest.
    var phase: OutgoingFailure.Phase?
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

  /// The reader has what it wanted.
  func enterRest() {
    state.withLock { $0 = State(phase: nil, since: .now) }
  }

  private var due: (expiry: Expiry, at: ContinuousClock.Instant) {
    let now = state.withLock { $0 }
    let limit =
      switch now.phase {
      case .connect: limits.connect
      case .firstByte: limits.firstByte
      case .idle: limits.idle
      case .whole: limits.whole
      case nil: Self.rest
      }
    let at = now.since + limit
    guard let phase = now.phase else { return (.rest, at) }
    return at < end ? (.part(phase), at) : (.part(.whole), end)
  }

  /// Returns when a part has taken too long; nil when nobody waits any more.
  func expired() async -> Expiry? {
    while true {
      let next = due
      if next.at <= .now { return next.expiry }
      do { try await Task.sleep(until: next.at, clock: .continuous) } catch { return nil }
    }
  }
}
