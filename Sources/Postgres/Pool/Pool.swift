// Connections are expensive to the server; a pool lends a few of them to many tasks.

public import Logging
import Synchronization

/// Up to `size` connections to one server. They are opened when needed and handed to those who wait in order of arrival.
public final class Pool: Sendable {
  public let server: Server
  public let size: Int
  let acquireTimeout: Duration
  let failsAtOnce: Bool
  let contextSetting: String
  let logger: Logger
  let state: Mutex<PoolState>

  /// - Parameters:
  ///   - atOnce: how many of the connections `readAll` and `cursorRead` use at the same time; nil for all. A server that
  ///     has nothing but memory to read gets slower by more than it has processors for: they only take turns.
  ///   - acquireTimeout: how long a task waits for a connection before `.poolExhausted`, or before the failure to connect.
  ///   - failsAtOnce: those who wait hear at once that nobody answers at the server's address, and not after further tries.
  ///   - contextSetting: the custom setting that the `context` of a transaction is bound to.
  public init(
    _ server: Server, size: Int, atOnce: Int? = nil, acquireTimeout: Duration = .seconds(5), failsAtOnce: Bool = false,
    contextSetting: String = "freehold.context", logger: Logger
  ) {
    precondition(size > 0 && atOnce != 0, "a pool has at least one connection")
    self.server = server
    self.size = size
    state = Mutex(PoolState(workLimit: min(atOnce ?? size, size)))
    self.acquireTimeout = acquireTimeout
    self.failsAtOnce = failsAtOnce
    self.contextSetting = contextSetting
    self.logger = logger
  }

  /// Connections that are open, those of them that nobody uses, and tasks that wait for one.
  public var statistics: (open: Int, idle: Int, waiting: Int) {
    get async { state.withLock { ($0.open, $0.idle.count, $0.waiting) } }
  }

  /// Lends a connection. Its session is put right afterwards; one with an open transaction is closed.
  public func withConnection<R: Sendable>(_ body: @Sendable (Connection) async throws -> R) async throws -> R {
    let connection = try await acquire()
    let result: R
    do {
      result = try await body(connection)
    } catch {
      await connection.putRight()
      release(connection)
      throw error
    }
    await connection.putRight()
    release(connection)
    return result
  }

  /// Refuses new tasks and closes the connections that are not in use now; the others are closed as they come back.
  public func close() async {
    let (idle, waiters) = state.withLock { state in
      state.isClosed = true
      defer {
        state.idle = []
        state.removeWaiters()
      }
      state.open -= state.idle.count
      return (state.idle, state.waiters)
    }
    for waiter in waiters { waiter.claim.refuse(.poolClosed) }
    for connection in idle { await connection.close() }
  }
}

extension Connection {
  fileprivate func putRight() {
    transaction = nil
    rollBackNow()
  }
}
