import Foundation
import Hummingbird
import ServerKit
import Synchronization
import Testing
import Values

@Suite("HTTP/2")
struct HTTP2Tests {
  private let certificates: TestCertificates

  init() throws { certificates = try TestCertificates() }

  /// Serves `/slow`, which answers once `release` is called, and counts who has come to it.
  private func serving(
    _ body:
      @escaping @Sendable (TestServer, _ came: @escaping @Sendable () -> Int, _ release: @escaping @Sendable () -> Void)
      async throws -> Void
  ) async throws {
    var listener = Listener(port: 0)
    listener.certificate = try ServerCertificate(certificates.files)
    let came = Mutex(0)
    let gate = Gate()
    try await TestServer.serving(
      listener,
      routes: { router in
        router.get("slow") { _, _ -> Response in
          came.withLock { $0 += 1 }
          await gate.opened()
          return .json("slow")
        }
      }
    ) { server in
      defer { gate.open() }
      try await body(server, { came.withLock { $0 } }, { gate.open() })
    }
  }

  private func client(_ server: TestServer) async throws -> HTTP2Client {
    try await HTTP2Client(server.port, authority: certificates.authority)
  }

  /// Whether somebody else is still answered.
  private func answers(_ server: TestServer) async throws -> Bool {
    let other = try await client(server)
    try await other.send(HTTP2Client.get("/hello", stream: 1))
    let frames = await other.read { $0.endsStream && $0.stream == 1 }
    await other.close()
    return frames.contains { $0.kind == .data && String(decoding: $0.payload, as: UTF8.self) == "\"hello\"" }
  }

  @Test("says its limits: so many streams at once, so long headers")
  func settings() async throws {
    try await serving { server, _, _ in
      let client = try await client(server)
      let settings = await client.read { $0.kind == .settings && $0.flags == 0 }.last?.settings ?? [:]
      #expect((1...256).contains(settings[3] ?? 0), "\(settings)")
      #expect((1...32_768).contains(settings[6] ?? 0), "\(settings)")
      await client.close()
    }
  }

  @Test("refuses more streams at once than it has said, and goes on with others")
  func streams() async throws {
    try await serving { server, came, _ in
      let client = try await client(server)
      try await client.send((0..<400).flatMap { HTTP2Client.get("/slow", stream: $0 * 2 + 1) })
      let frames = await client.read { $0.kind == .reset || $0.kind == .goAway }
      #expect(frames.last?.kind == .reset || frames.last?.kind == .goAway)
      #expect(came() <= 256)
      #expect(try await answers(server))
      await client.close()
    }
  }

  @Test("ends who opens and resets streams without an end (CVE-2023-44487)")
  func rapidReset() async throws {
    try await serving { server, came, _ in
      let client = try await client(server)
      let cancel: [UInt8] = [0, 0, 0, 8]
      async let frames = client.read { $0.kind == .goAway }
      for batch in 0..<20 {
        let bytes = (0..<100).flatMap { index -> [UInt8] in
          let stream = (batch * 100 + index) * 2 + 1
          return HTTP2Client.get("/slow", stream: stream) + HTTP2Client.frame(.reset, stream: stream, cancel)
        }
        do { try await client.send(bytes) } catch { break }
      }
      #expect(await frames.last?.kind == .goAway)
      #expect(came() < 1_000)
      #expect(try await answers(server))
      await client.close()
    }
  }

  @Test("takes no endless headers, in one frame or in many")
  func headers() async throws {
    try await serving { server, _, _ in
      let long = HTTP2Client.block("/hello", (0..<40).map { ("x-\($0)", String(repeating: "y", count: 1_000)) })
      let client = try await client(server)
      var bytes = HTTP2Client.frame(.headers, flags: 0x1, stream: 1, Array(long.prefix(16_000)))
      for start in stride(from: 16_000, to: long.count, by: 16_000) {
        let end = min(start + 16_000, long.count)
        bytes += HTTP2Client.frame(
          .continuation, flags: end == long.count ? 0x4 : 0, stream: 1, Array(long[start..<end]))
      }
      try await client.send(bytes)
      let refused = await client.read { $0.kind == .reset || $0.kind == .goAway || $0.endsStream }
      #expect(!refused.contains { $0.kind == .data && String(decoding: $0.payload, as: UTF8.self) == "\"hello\"" })
      await client.close()

      let endless = try await self.client(server)
      async let frames = endless.read { $0.kind == .goAway }
      try await endless.send(HTTP2Client.frame(.headers, flags: 0x1, stream: 1, HTTP2Client.block("/hello")))
      for _ in 0..<200 {
        do { try await endless.send(HTTP2Client.frame(.continuation, stream: 1, [0, 1, 0x78, 1, 0x79])) } catch {
          break
        }
      }
      #expect(await frames.last?.kind == .goAway)
      #expect(try await answers(server))
      await endless.close()
    }
  }

  @Test("tells who waits for it to send the body, over HTTP/1.1")
  func expectation() async throws {
    var listener = Listener(port: 0)
    listener.certificate = try ServerCertificate(certificates.files)
    try await TestServer.serving(
      listener,
      routes: { router in
        router.post("body") { request, _ -> Response in
          .json(.string("\(try await request.bodyBytes(upTo: 1 << 20).count)"))
        }
      }
    ) { server in
      let run = try await Elsewhere.run(
        "curl",
        [
          "-sS", "-v", "--http1.1", "--cacert", certificates.authority, "-H", "Expect: 100-continue",
          "--expect100-timeout",
          "60", "-H", "Content-Type: application/octet-stream", "--data-binary", String(repeating: "x", count: 2_000),
          "https://localhost:\(server.port)/body",
        ])
      #expect(run.output == "\"2000\"", "\(run.errors)")
      #expect(run.errors.contains("HTTP/1.1 100"))
    }
  }
}
