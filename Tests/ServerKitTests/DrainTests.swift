import Glibc
import Hummingbird
import ProcessTesting
import ServerKit
import Synchronization
import Testing

@Suite("A server that stops")
struct DrainTests {
  /// Holds requests until the test lets them go.
  private final class Barrier: Sendable {
    private let state = Mutex((open: false, inside: 0))
    var inside: Int { state.withLock { $0.inside } }

    func pass() async throws {
      state.withLock { $0.inside += 1 }
      while !state.withLock({ $0.open }) { try await Task.sleep(for: .milliseconds(10)) }
    }

    func open() { state.withLock { $0.open = true } }
  }

  @Test("answers every request that it has read, whole and as the last of its connection, and takes no new connection")
  func inFlight() async throws {
    let barrier = Barrier()
    try await TestServer.serving(routes: { router in
      router.get("slow") { _, _ -> Response in
        try await barrier.pass()
        return .bytes(Array(repeating: UInt8(ascii: "a"), count: 200_000))
      }
    }) { server in
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<20 {
          group.addTask { try await Socket.exchange(server.port, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") }
        }
        #expect(try await eventually { barrier.inside == 20 })
        await server.drain()
        #expect(try await refuses(server))
        barrier.open()
        for try await answer in group {
          #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix(String(repeating: "a", count: 200_000)))
          #expect(answer.contains("Connection: close\r\n"))
        }
      }
    }
  }

  @Test("answers a request that was on its way")
  func onItsWay() async throws {
    var listener = Listener(port: 0)
    listener.limits.farewell = .seconds(20)
    try await TestServer.serving(listener) { server in
      let connection = try await Socket.Connection(server.port)
      await connection.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
      let first = await connection.read(until: "\"hello\"")
      #expect(first.hasPrefix("HTTP/1.1 200") && !first.contains("Connection: close"))
      await server.drain()
      #expect(try await refuses(server))
      await connection.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
      let last = await connection.read(until: nil)
      #expect(last.contains("Connection: close\r\n") && last.hasSuffix("\"hello\""), "\(last)")
    }
  }

  @Test("closes connections that have no request")
  func idle() async throws {
    try await TestServer.serving { server in
      let idle = try await Socket.Connection(server.port)
      await idle.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = await idle.read(until: "\"hello\"")
      await server.drain()
      #expect(await idle.read(until: nil).isEmpty)
    }
  }

  @Test("outlives the connections that come at the moment when it stops to listen")
  func lastMoment() async throws {
    for _ in 0..<20 {
      try await TestServer.serving { server in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 {
            group.addTask {
              while try await !refusesOne(server) {}
            }
          }
          await server.drain()
          try await group.waitForAll()
        }
      }
    }
  }

  /// Whether it takes no connection any more, once it has begun to stop.
  private func refuses(_ server: TestServer) async throws -> Bool {
    try await eventually { try await refusesOne(server) }
  }

  private func refusesOne(_ server: TestServer) async throws -> Bool {
    do {
      _ = try await Socket.Connection(server.port)
      return false
    } catch is Loopback.Failure {
      return true
    }
  }
}
