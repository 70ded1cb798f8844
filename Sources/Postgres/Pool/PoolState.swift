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

/// Waiters of one kind in order of arrival, which is the order of their deadlines too.
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

  mutating func remove(where isMeant: (Waiter.Claim) -> Bool) -> Waiter? {
    guard let index = waiters[head...].firstIndex(where: { isMeant($0.claim) }) else { return nil }
    return waiters.remove(at: index)
  }
}

struct PoolState {
  /// The last one in is the first one out, so that the others may rest.
  var idle: [Connection] = []
  /// Open connections and those that are being opened.
  var open = 0
  var opening = 0
  private var tasks = WaitingLine()
  private var work = WaitingLine()
  /// Connections that run work now.
  private var working = 0
  let workLimit: Int
  var lastWaiter = 0
  var isClosed = false
  var isWatching = false
  var backoff = Backoff()

  init(workLimit: Int) { self.workLimit = workLimit }

  var waiting: Int { tasks.count + work.count }

  /// How many connections those who wait could use at once.
  var wanted: Int { tasks.count + min(work.count, workLimit - working) }

  var waiters: [Waiter] { Array(tasks.all) + work.all }

  /// When the wait of the first of them is over.
  var nextDeadline: ContinuousClock.Instant? { [tasks.first, work.first].compactMap(\.?.deadline).min() }

  mutating func append(_ waiter: Waiter) {
    switch waiter.claim {
    case .task: tasks.append(waiter)
    case .work: work.append(waiter)
    }
  }

  mutating func remove(_ id: Int) -> Waiter? {
    tasks.remove { if case .task(id, _) = $0 { true } else { false } }
  }

  mutating func remove(_ pending: PendingWork) -> Waiter? {
    work.remove { if case .work(let other) = $0 { other === pending } else { false } }
  }

  mutating func removeWaiters() { (tasks, work) = (WaitingLine(), WaitingLine()) }

  /// Those whose wait is over.
  mutating func removeExpired(at now: ContinuousClock.Instant) -> [Waiter] {
    var expired: [Waiter] = []
    while let first = tasks.first, first.deadline <= now, let waiter = tasks.popFirst() { expired.append(waiter) }
    while let first = work.first, first.deadline <= now, let waiter = work.popFirst() { expired.append(waiter) }
    return expired
  }

  /// A connection that rests, for work or for a task; it is taken. Nil where there is none, or enough work runs.
  mutating func take(forWork isWork: Bool) -> Connection? {
    guard !isWork || working < workLimit, let connection = idle.popLast() else { return nil }
    if isWork { working += 1 }
    return connection
  }

  /// Of one that was taken for work; it may be run by another now.
  mutating func endWork() { working -= 1 }

  /// Pairs connections that rest with those who wait, the first to come first.
  mutating func pairs() -> [(connection: Connection, waiter: Waiter)] {
    var pairs: [(connection: Connection, waiter: Waiter)] = []
    while !idle.isEmpty, let waiter = popNext(), let connection = idle.popLast() { pairs.append((connection, waiter)) }
    return pairs
  }

  private mutating func popNext() -> Waiter? {
    let mayWork = working < workLimit
    switch (tasks.first, mayWork ? work.first : nil) {
    case (nil, nil): return nil
    case (_?, nil): return tasks.popFirst()
    case (let task?, let next?) where task.deadline <= next.deadline: return tasks.popFirst()
    case (_, _?):
      working += 1
      return work.popFirst()
    }
  }
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
