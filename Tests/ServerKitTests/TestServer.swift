// A small server behind a real listener, while a test talks to it.

import Hummingbird
import Logging
import NIOCore
import ServerKit
import ServiceLifecycle
import Synchronization
import Values

final class Lines: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  func add(_ line: [UInt8]) { bytes.withLock { $0 += line } }
  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
  var logger: Logger { .json("test", sink: LogSink { self.add($0) }) }
}

/// What a test may do with the server that it talks to.
struct TestServer: Sendable {
  let port: Int
  let log: Lines
  let group: ServiceGroup

  func drain() async { await group.triggerGracefulShutdown() }

  /// Serves `routes` while `body` runs.
  static func serving(
    _ listener: Listener = Listener(port: 0), services: [any Service] = [],
    routes: (Router<PlainContext>) -> Void = { _ in },
    _ body: @escaping @Sendable (TestServer) async throws -> Void
  ) async throws {
    let log = Lines()
    let router = Router<PlainContext>.kit(security: SecurityHeaders(secure: listener.certificate != nil)) { _, _, _ in
      []
    }
    router.get("hello") { _, _ -> Response in .json("hello") }
    routes(router)
    let ready = AsyncStream<Int>.makeStream()
    let application = listener.application(
      router.buildResponder(), logger: log.logger, ready: { ready.continuation.yield($0) })
    var configuration = ServiceGroupConfiguration(
      services: services + [application] + listener.companions(log.logger), gracefulShutdownSignals: [],
      logger: log.logger)
    configuration.maximumGracefulShutdownDuration = listener.limits.drain
    let group = ServiceGroup(configuration: configuration)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await port in ready.stream {
        try await body(TestServer(port: port, log: log, group: group))
        break
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
}

/// Asks until `condition` holds; false after 30 seconds.
func eventually(_ condition: @Sendable () async throws -> Bool) async throws -> Bool {
  let end = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < end {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(50))
  }
  return false
}
