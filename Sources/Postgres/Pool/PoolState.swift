// What a pool keeps under its lock.

typealias Lease = Result<Connection, PostgresError>

/// One who waits for a connection.
struct Waiter {
  enum Claim {
    /// A task that will use it as it likes and give it back.
    case task(id: Int, CheckedContinuation<Lease, Never>)
    case work(PendingWork)
  }

  let claim: Claim
  let deadline: ContinuousClock.Instant
}

extension Waiter.Claim {
  func refuse(_ error: PostgresError) {
    switch self {
    case .task(_, let continuation): continuation.resume(returning: .failure(error))
    case .work(let work): work.refuse(error)
    }
  }
}

/// Waiters in order of arrival, which is the order of their deadlines too.
struct WaitingLine {
  private var waiters: [Waiter] = []
  private var head = 0

  var count: Int { waiters.count - head }
  var first: Waiter? { head < waiters.count ? waiters[head] : nil }
  var all: ArraySlice<Waiter> { waiters[head...] }

  mutating func append(_ waiter: Waiter) { waiters.append(waiter) }

  mutating func popFirst() -> Waiter? {
    guard let first else { return nil }
    head += 1
    if head > 64 && head * 2 > waiters.count {
      waiters.removeFirst(head)
      head = 0
    }
    return first
  }

  mutating func remove(_ id: Int) -> Waiter? {
    remove { if case .task(id, _) = $0 { true } else { false } }
  }

  mutating func remove(_ work: PendingWork) -> Waiter? {
    remove { if case .work(let other) = $0 { other === work } else { false } }
  }

  private mutating func remove(where isMeant: (Waiter.Claim) -> Bool) -> Waiter? {
    guard let index = waiters[head...].firstIndex(where: { isMeant($0.claim) }) else { return nil }
    return waiters.remove(at: index)
  }

  mutating func removeAll() {
    waiters = []
    head = 0
  }
}

struct PoolState {
  /// The last one in is the first one out, so that the others may rest.
  var idle: [Connection] = []
  /// Open connections and those that are being opened.
  var open = 0
  var opening = 0
  var waiters = WaitingLine()
  var lastWaiter = 0
  var isClosed = false
  var isWatching = false
  var backoff = Backoff()
}

/// The pause after failed attempts to connect: doubling from 20 ms to 5 s, with jitter so that many processes do not return
/// at the same time.
struct Backoff {
  private(set) var failures = 0
  private(set) var lastFailure: PostgresError?
  private(set) var until = ContinuousClock.now

  /// The pause before the next attempt.
  mutating func failed(_ error: PostgresError, now: ContinuousClock.Instant) -> Duration {
    failures += 1
    lastFailure = error
    let step = Duration.milliseconds(20 << min(failures - 1, 8))
    let pause = min(step, .seconds(5)) * Double.random(in: 0.5...1)
    until = now + pause
    return pause
  }

  mutating func succeeded() {
    failures = 0
    lastFailure = nil
  }
}
