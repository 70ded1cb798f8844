import Hummingbird
import ServerKit
import Synchronization
import Testing
import Values

/// A client ends by itself after a minute (`HTTP2Client.isLate`), so none of these can hang.
@Suite("A server that stops, over HTTP/2", .timeLimit(.minutes(3)))
struct HTTP2DrainTests {
  private let certificates: TestCertificates

  init() throws { certificates = try TestCertificates() }

  /// Serves `/slow`, which answers once the gate is open, and `/long` with so many bytes.
  private func serving(
    drain: Duration = .seconds(30), long: Int = 1 << 20,
    _ body: @escaping @Sendable (TestServer, _ gate: Gate, _ came: @escaping @Sendable () -> Int) async throws -> Void
  ) async throws {
    var listener = Listener(port: 0)
    listener.certificate = try ServerCertificate(certificates.files)
    listener.limits.drain = drain
    let came = Mutex(0)
    let gate = Gate()
    let answer = [UInt8](repeating: UInt8(ascii: "a"), count: long)
    try await TestServer.serving(
      listener,
      routes: { router in
        router.get("slow") { _, _ -> Response in
          came.withLock { $0 += 1 }
          await gate.opened()
          return .json("slow")
        }
        router.get("long") { _, _ -> Response in
          came.withLock { $0 += 1 }
          return .bytes(answer)
        }
      }
    ) { server in
      defer { gate.open() }
      try await body(server, gate, { came.withLock { $0 } })
    }
  }

  private func client(
    _ server: TestServer, settings: [(Int, Int)] = [], answersPings: Bool = true
  ) async throws -> HTTP2Client {
    try await HTTP2Client(
      server.port, authority: certificates.authority, settings: settings, answersPings: answersPings)
  }

  private func text(_ frames: [HTTP2Client.Frame], _ stream: Int) -> String {
    String(
      decoding: frames.filter { $0.kind == .data && $0.stream == stream }.flatMap(\.payload), as: UTF8.self)
  }

  @Test("says so, answers what it has read, refuses what comes after, and closes")
  func inFlight() async throws {
    try await serving { server, gate, came in
      let client = try await client(server)
      try await client.send(HTTP2Client.get("/slow", stream: 1))
      #expect(try await eventually { came() == 1 })
      await server.drain()
      // The first is a warning, after which requests on their way still count; the second names the last stream.
      let warned = await client.read { $0.kind == .goAway && $0.lastStream == 1 }
      #expect(warned.filter { $0.kind == .goAway }.map(\.error) == [0, 0])
      try await client.send(HTTP2Client.get("/hello", stream: 3))
      // A sign that it has been read.
      try await client.send(HTTP2Client.frame(.ping, stream: 0, Array(repeating: 1, count: 8)))
      _ = await client.read { $0.kind == .ping && $0.flags == 1 && $0.payload.first == 1 }
      gate.open()
      let rest = await client.read { _ in false }
      #expect(text(rest, 1) == "\"slow\"" && rest.contains { $0.stream == 1 && $0.endsStream })
      #expect(text(rest, 3).isEmpty)
      #expect(!client.isLate)
      await client.close()
    }
  }

  @Test(
    "closes a connection without a request at once, also when the other end says nothing", arguments: [true, false])
  func idle(answersPings: Bool) async throws {
    try await serving { server, _, _ in
      let client = try await client(server, answersPings: answersPings)
      try await client.send(HTTP2Client.get("/hello", stream: 1))
      #expect(text(await client.read { $0.stream == 1 && $0.endsStream }, 1) == "\"hello\"")
      await server.drain()
      #expect(await client.read { _ in false }.contains { $0.kind == .goAway && $0.error == 0 })
      #expect(!client.isLate)
      await client.close()
    }
  }

  @Test("answers and closes where the other end answers no ping")
  func silent() async throws {
    try await serving { server, gate, came in
      let client = try await client(server, answersPings: false)
      try await client.send(HTTP2Client.get("/slow", stream: 1))
      #expect(try await eventually { came() == 1 })
      await server.drain()
      _ = await client.read { $0.kind == .goAway }
      gate.open()
      #expect(text(await client.read { _ in false }, 1) == "\"slow\"")
      #expect(!client.isLate)
      await client.close()
    }
  }

  @Test("gives the whole of a long answer to one who takes it late")
  func long() async throws {
    let length = 24 << 20
    try await serving(long: length) { server, _, came in
      let client = try await client(server, settings: [(4, 0x7FFF_FFFF)])
      try await client.send(
        HTTP2Client.window(0x7FFF_0000, stream: 0) + HTTP2Client.get("/long", stream: 1))
      #expect(try await eventually { came() == 1 })
      await server.drain()
      // Longer than TLS waits for a farewell (five seconds).
      try await Task.sleep(for: .seconds(7))
      let frames = await client.read { _ in false }
      #expect(frames.filter { $0.kind == .data }.map(\.payload.count).reduce(0, +) == length)
      #expect(!client.isLate)
      await client.close()
    }
  }

  @Test("ends in its time, whoever does not take an answer")
  func stuck() async throws {
    let began = ContinuousClock.now
    let client = Mutex<HTTP2Client?>(nil)
    do {
      try await serving(drain: .seconds(2)) { server, _, came in
        let other = try await self.client(server)
        client.withLock { $0 = other }
        try await other.send(HTTP2Client.get("/long", stream: 1))
        #expect(try await eventually { came() == 1 })
        await server.drain()
      }
    } catch is CancellationError {
      // How the framework says that it did not end by itself.
      #expect(!Task.isCancelled)
    }
    #expect(ContinuousClock.now - began < .seconds(50))
    await client.withLock { $0 }?.close()
  }
}
