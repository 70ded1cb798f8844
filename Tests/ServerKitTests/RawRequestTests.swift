import Contract
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServerKit
import ServiceLifecycle
import Synchronization
import Testing
import Values

@Suite("Connections that misbehave")
struct RawRequestTests {
  /// A server whose one form counts what it changes.
  private func withServer(
    _ limits: Listener.Limits,
    _ test: @escaping @Sendable (Int, _ changes: @escaping @Sendable () -> Int) async throws -> Void
  ) async throws {
    let changes = Mutex(0)
    let router = Router<PlainContext>.kit(security: SecurityHeaders(secure: false)) { _, _, _ in [] }
    router.post("form") { request, _ -> Response in
      _ = try await request.form()
      changes.withLock { $0 += 1 }
      return .json("done")
    }
    router.get("slow") { _, _ -> Response in
      try await Task.sleep(for: .milliseconds(600))
      return .json("slow")
    }
    router.get("endless") { _, _ -> Response in
      .csv("all.csv") { writer in
        while true { try await writer.write(ByteBuffer(repeating: 65, count: 1 << 16)) }
      }
    }
    var listener = Listener(port: 0)
    listener.limits = limits
    let ready = AsyncStream<Int>.makeStream()
    let logger = Logger.json("test", sink: LogSink { _ in })
    let app = listener.application(router.buildResponder(), logger: logger, ready: { ready.continuation.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      let service = ServiceGroup(
        configuration: .init(services: [app], gracefulShutdownSignals: [], logger: logger))
      group.addTask { try await service.run() }
      for await port in ready.stream {
        try await test(port, { changes.withLock { $0 } })
        break
      }
      await service.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }

  @Test("an upload cut off half way gives incomplete_body and changes nothing")
  func cutOff() async throws {
    try await withServer(.init()) { port, changes in
      let head = "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      let answer = try await Socket.exchange(port, head + "Content-Length: 100\r\n\r\nvalue=half", halfClose: true)
      #expect(answer.contains("400") && answer.contains("incomplete_body") || answer.isEmpty)
      _ = try await Socket.exchange(port, head + "Content-Length: 100\r\n\r\nvalue=half", abandon: true)
      _ = try await Socket.exchange(
        port, head + "Transfer-Encoding: chunked\r\n\r\nA\r\nvalue=half\r\n", halfClose: true)
      let whole = try await Socket.exchange(port, head + "Connection: close\r\nContent-Length: 7\r\n\r\nvalue=1")
      #expect(whole.hasPrefix("HTTP/1.1 200"))
      #expect(changes() == 1)
    }
  }

  @Test("a header that never ends, or a body that stalls, is cut off after the idle time")
  func stalls() async throws {
    var limits = Listener.Limits()
    limits.idle = .milliseconds(300)
    try await withServer(limits) { port, changes in
      let clock = ContinuousClock()
      let header = try await clock.measure {
        _ = try await Socket.exchange(port, "GET /slow HTTP/1.1\r\nHost: x\r\nA: ")
      }
      #expect(header < .seconds(18))
      let body = try await clock.measure {
        _ = try await Socket.exchange(
          port,
          "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na"
        )
      }
      #expect(body < .seconds(18))
      #expect(changes() == 0)
      let slow = try await Socket.exchange(port, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(slow.hasSuffix("\"slow\""))
    }
  }

  @Test("a header that comes a byte at a time is cut off, whatever came before it on the connection")
  func trickle() async throws {
    var limits = Listener.Limits()
    limits.header = .milliseconds(500)
    try await withServer(limits) { port, _ in
      #expect(try await Socket.sendsUntilClosed(port, "GET /slow HTTP/1.1\r\nHost: x\r\nA: "))
      let before = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
      #expect(try await Socket.sendsUntilClosed(port, before + "GET /slow HTTP/1.1\r\nHost: x\r\nA: "))
      // A body has longer, and a slow answer is nobody's fault.
      let connection = try await Socket.Connection(port)
      await connection.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await connection.read(until: "\"slow\"").hasPrefix("HTTP/1.1 200"))
      await connection.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await connection.read(until: "\"slow\"").hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test("a body beyond the limit is refused before it is sent")
  func expectation() async throws {
    try await withServer(.init()) { port, changes in
      let head = "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      let large = try await Socket.exchange(
        port, head + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n", halfClose: true)
      #expect(large.contains("413") && large.contains("too_large"))
      #expect(changes() == 0)
    }
  }

  @Test("a reader that stops reading is cut off, and so is too long a header")
  func stalledReader() async throws {
    var limits = Listener.Limits()
    limits.stalledWrite = .milliseconds(300)
    try await withServer(limits) { port, _ in
      let isClosed = try await Socket.sendsUntilClosed(port, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(isClosed)
      let long = try await Socket.exchange(
        port, "GET /slow HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 40_000))\r\n\r\n")
      #expect(!long.hasPrefix("HTTP/1.1 200"))
    }
  }
}
