// The asynchronous half of a connection.

import Synchronization

/// One connection to a server, with a thread of its own. Its statements run one after the other.
public actor Connection {
  private let thread: ConnectionThread
  private var wire: Wire?
  private var interruption: Interruption?
  var transaction: OpenTransaction?
  /// Settings may differ from `server.settings`: the connection is put right before its next user.
  var mayBeChanged = false
  /// The `statement_timeout` in milliseconds that this session has now; nil: the server's own.
  var sessionTimeout: Int64?
  /// Applied at the start and again whenever the session is put right.
  private(set) var settings: [Server.Setting] = []
  nonisolated let server: Server
  nonisolated let health = ConnectionHealth()
  nonisolated let opening = OpenedTransaction()

  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  private init(_ server: Server) throws(PostgresError) {
    self.server = server
    thread = try ConnectionThread()
  }

  deinit { thread.stop() }

  /// Connects and signs in within `server.connectTimeout`.
  public static func open(_ server: Server) async throws(PostgresError) -> Connection {
    let connection = try Connection(server)
    try await connection.connect()
    return connection
  }

  private func connect() async throws(PostgresError) {
    let flag = Flag()
    let opened = await withTaskCancellationHandler {
      self.connectNow(flag)
    } onCancel: {
      flag.set()
    }
    let wire = try opened.get()
    self.wire = wire
    settings = server.settings + wire.extraSettings
    interruption = Interruption(wire, server)
    health.opened(socket: wire.socket, backendPID: wire.backendPID)
  }

  /// A method of its own, as `attempt` is: a closure that does not use `self` would run, and block, on Swift's shared pool.
  private func connectNow(_ flag: Flag) -> Result<Wire, PostgresError> {
    Result { () throws(PostgresError) in try Wire.connect(server, isInterrupted: { flag.isSet }) }
  }

  /// The server process of this connection.
  public nonisolated var backendPID: Int32 { health.backendPID }

  /// Notices that the server sent and nobody read.
  public var droppedNotices: Int { wire?.notices.pointee ?? 0 }

  /// How often statements were sent and waited for.
  public var roundTrips: Int { wire?.roundTrips ?? 0 }

  /// Says goodbye to the server. Later statements throw `.connection(.closed)`.
  public func close() {
    health.close()
    interruption = nil
    wire = nil
  }

  /// Runs `body` on the connection's thread; a cancellation of the task cancels what the server is doing for it.
  ///
  /// `listening` waits for the server without a statement, so that a cancellation cuts the connection.
  func perform<R>(
    listening: Bool = false, _ body: (Wire) throws(PostgresError) -> R
  ) async throws(PostgresError) -> R {
    let cancellation = Cancellation(byCutting: listening)
    // All of it in one piece: before and after it another task may have its turn.
    let result: Result<R, PostgresError> = await withTaskCancellationHandler {
      Result { () throws(PostgresError) in try self.performNow(cancellation, body) }
    } onCancel: {
      cancellation.cancel()
    }
    return try result.get()
  }

  /// What is finished even for a task that was cancelled: rolling back.
  func performShielded<R>(_ body: (Wire) throws(PostgresError) -> R) throws(PostgresError) -> R {
    guard let wire else { throw .connection(.closed) }
    return try settle(wire, Result { () throws(PostgresError) in try body(wire) })
  }

  /// Calls `body` on the connection's thread, in the connection's isolation. No task waits for it.
  nonisolated func start(_ body: @escaping @Sendable (isolated Connection) -> Void) {
    thread.enqueue { self.assumeIsolated(body) }
  }

  /// What `perform` does, for one who is on the connection's thread and cancels by himself.
  func performNow<R>(
    _ cancellation: Cancellation, _ body: (Wire) throws(PostgresError) -> R
  ) throws(PostgresError) -> R {
    guard let wire, let interruption else { throw .connection(.closed) }
    guard let operation = cancellation.begin(interruption) else { throw .cancelled }
    let result = attempt(operation, interruption, wire, body)
    cancellation.end()
    return try settle(wire, interruption.isInterrupted ? .failure(.cancelled) : result)
  }

  private func attempt<R>(
    _ operation: Int, _ interruption: Interruption, _ wire: Wire, _ body: (Wire) throws(PostgresError) -> R
  ) -> Result<R, PostgresError> {
    guard interruption.begin(operation) else { return .failure(.cancelled) }
    defer { interruption.end() }
    return Result { () throws(PostgresError) in try body(wire) }
  }

  /// Notes whether the connection may be used again; closes it when not.
  private func settle<R>(_ wire: Wire, _ result: Result<R, PostgresError>) throws(PostgresError) -> R {
    if case .failure(let error) = result, error.endsConnection || wire.isBroken {
      close()
    } else {
      health.isReusable = wire.isOutsideTransaction
    }
    return try result.get()
  }
}

/// What the pool wants to know of a connection without a trip to its thread.
final class ConnectionHealth: Sendable {
  private let socket = Atomic<Int32>(-1)
  private let pid = Atomic<Int32>(0)
  private let reusable = Atomic<Bool>(false)

  var backendPID: Int32 { pid.load(ordering: .relaxed) }

  /// Open and outside a transaction.
  var isReusable: Bool {
    get { reusable.load(ordering: .acquiring) }
    set { reusable.store(newValue, ordering: .releasing) }
  }

  func opened(socket: Int32, backendPID: Int32) {
    self.socket.store(socket, ordering: .relaxed)
    pid.store(backendPID, ordering: .relaxed)
    isReusable = true
  }

  func close() {
    isReusable = false
    socket.store(-1, ordering: .relaxed)
  }

  /// An idle server has nothing to say: a readable socket means goodbye (or news that are not worth the difference).
  var looksAlive: Bool { isReusable && isSilent(socket.load(ordering: .relaxed)) }
}

/// Set once, from any thread.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}
