// Getting a connection. The common case, one that is idle, costs a lock and one look at its socket.

import Logging
import Synchronization

extension Pool {
  /// A connection outside a transaction; it must be given to `release`.
  func acquire() async throws(PostgresError) -> Connection {
    if let connection = try idleConnection(forWork: false) { return connection }
    return try await waitForConnection()
  }

  /// One that nobody uses and whose server is there, as far as can be seen.
  func idleConnection(forWork isWork: Bool) throws(PostgresError) -> Connection? {
    while true {
      let (connection, isClosed) = state.withLock { ($0.isClosed ? nil : $0.take(forWork: isWork), $0.isClosed) }
      if isClosed { throw .poolClosed }
      guard let connection else { return nil }
      if connection.health.looksAlive { return connection }
      discard(connection, afterWork: isWork)
    }
  }

  /// Takes a connection back.
  func release(_ connection: Connection) {
    if let work = takeBack(connection, afterWork: false) { start(work, on: connection) }
  }

  /// Gives a connection to whoever waits, or lets it rest; the work that its thread shall go on with.
  func takeBack(_ connection: Connection, afterWork wasWork: Bool) -> PendingWork? {
    guard connection.health.isReusable else {
      discard(connection, afterWork: wasWork)
      return nil
    }
    let (pairs, isClosed) = state.withLock { state -> ([(connection: Connection, waiter: Waiter)], Bool) in
      if wasWork { state.endWork() }
      if state.isClosed {
        state.open -= 1
      } else {
        state.idle.append(connection)
      }
      return (state.pairs(), state.isClosed)
    }
    if isClosed { Task { await connection.close() } }
    var next: PendingWork?
    for pair in pairs {
      if pair.connection === connection, case .work(let work) = pair.waiter.claim {
        next = work
      } else {
        give(.success(pair.connection), to: pair.waiter.claim)
      }
    }
    return next
  }

  /// Closes a connection that cannot be used again; those who wait get another.
  private func discard(_ connection: Connection, afterWork wasWork: Bool) {
    let pairs = state.withLock { state in
      state.open -= 1
      if wasWork { state.endWork() }
      return state.pairs()
    }
    for pair in pairs { give(.success(pair.connection), to: pair.waiter.claim) }
    Task { await connection.close() }
    openIfNeeded()
  }

  private func waitForConnection() async throws(PostgresError) -> Connection {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let lease = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enqueue(.task(id: id, continuation))
      }
    } onCancel: {
      state.withLock { $0.remove(id) }?.claim.refuse(.cancelled)
    }
    return try lease.get()
  }

  func enqueue(_ claim: Waiter.Claim) {
    let waiter = Waiter(claim: claim, deadline: .now + acquireTimeout)
    let answer = state.withLock { state -> Lease? in
      if state.isClosed { return .failure(.poolClosed) }
      // A cancellation before this point found nobody to remove.
      if claim.isCancelled { return .failure(.cancelled) }
      if let connection = state.take(forWork: claim.isWork) { return .success(connection) }
      let failure = state.backoff.hopeless(until: waiter.deadline, while: isWorthWaiting)
      if let failure { return .failure(failure) }
      state.append(waiter)
      return nil
    }
    if let answer { return give(answer, to: claim) }
    openIfNeeded()
    watchDeadlines()
  }

  private func give(_ lease: Lease, to claim: Waiter.Claim) {
    switch (lease, claim) {
    case (.success(let connection), .work(let work)): start(work, on: connection)
    case (_, .task(_, let continuation)): continuation.resume(returning: lease)
    case (.failure(let error), .work(let work)): work.refuse(error)
    }
  }
}

extension Waiter.Claim {
  fileprivate var isWork: Bool { if case .work = self { true } else { false } }

  fileprivate var isCancelled: Bool {
    switch self {
    case .task: Task.isCancelled
    case .work(let work): work.isCancelled
    }
  }
}

extension Backoff {
  /// The last failure, when the next attempt lies behind the deadline of somebody who comes to wait.
  fileprivate func hopeless(
    until deadline: ContinuousClock.Instant, while isWorthWaiting: (PostgresError) -> Bool
  ) -> PostgresError? {
    guard let lastFailure, until > .now else { return nil }
    return isWorthWaiting(lastFailure) && until < deadline ? nil : lastFailure
  }
}

extension Pool {
  /// Starts to open a connection when somebody waits, there is room, and not enough are being opened already.
  private func openIfNeeded() {
    let pause = state.withLock { state -> Duration? in
      guard !state.isClosed, state.open < size, state.opening < state.wanted else { return nil }
      // After a failure one attempt at a time is enough.
      if state.backoff.failures > 0 && state.opening > 0 { return nil }
      state.open += 1
      state.opening += 1
      return state.backoff.failures > 0 ? max(.zero, state.backoff.until - .now) : .zero
    }
    guard let pause else { return }
    Task.detached { await self.openOne(after: pause) }
  }

  private func openOne(after pause: Duration) async {
    do {
      if pause > .zero { try await Task.sleep(for: pause) }
      let connection = try await Connection.open(server)
      state.withLock { state in
        state.opening -= 1
        state.backoff.succeeded()
      }
      release(connection)
      openIfNeeded()
    } catch {
      failedToOpen(error as? PostgresError ?? .cancelled)
    }
  }

  /// Those who wait learn at once of a failure that time does not heal; otherwise they wait for the next attempt.
  private func failedToOpen(_ error: PostgresError) {
    let (failed, failures) = state.withLock { state -> ([Waiter], Int) in
      state.opening -= 1
      state.open -= 1
      _ = state.backoff.failed(error, now: .now)
      if isWorthWaiting(error) { return ([], state.backoff.failures) }
      // Waiters can still be served by connections that are in use.
      guard state.open == 0 else { return ([], state.backoff.failures) }
      defer { state.removeWaiters() }
      return (state.waiters, state.backoff.failures)
    }
    for waiter in failed { waiter.claim.refuse(error) }
    if failures == 1 { logger.warning("cannot connect to the database", metadata: ["reason": "\(error)"]) }
    openIfNeeded()
  }

  /// Whether trying again soon may help those who wait.
  private func isWorthWaiting(_ error: PostgresError) -> Bool {
    guard case .connection(let failure) = error, failure.isTransient else { return false }
    return !(failsAtOnce && failure.isSilence)
  }

  /// One task watches the deadlines of all who wait.
  private func watchDeadlines() {
    let mustStart = state.withLock { state in
      defer { state.isWatching = true }
      return !state.isWatching
    }
    guard mustStart else { return }
    Task.detached {
      while let next = self.expireWaiters() {
        do {
          try await Task.sleep(until: next, clock: .continuous)
        } catch { return }
      }
    }
  }

  /// Ends the wait of those whose time is over; the next deadline.
  private func expireWaiters() -> ContinuousClock.Instant? {
    let (expired, error, next) = state.withLock { state in
      let expired = state.removeExpired(at: .now)
      let next = state.nextDeadline
      state.isWatching = next != nil
      return (expired, state.backoff.lastFailure ?? .poolExhausted, next)
    }
    for waiter in expired { waiter.claim.refuse(error) }
    return next
  }
}
