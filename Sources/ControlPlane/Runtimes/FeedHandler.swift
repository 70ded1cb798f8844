/// The standing feed of a runtime: how things stand, then each event as it comes, a `ping` at least every ten seconds.
/// One JSON object a line (NDJSON), until the runtime goes away, is removed, or we shut down.

import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import NIOCore
import ServerKit
import ServiceLifecycle
import Values

private let pingInterval: Duration = .seconds(8)
/// How often the store notes that a runtime was heard of.
private let touchSeconds = 30

extension ControlPlane {
  func feed(_ visit: Visit<RuntimeCaller>) async throws -> Response {
    let after = try visit.request.query()["after"].map { Int64($0) } ?? 0
    guard let after, after >= 0 else { throw Problem.malformed("“after” is a position.") }
    let runtime = visit.who.runtime
    guard let start = try await store.feedStart(of: runtime) else { throw Problem.runtimeUnknown }
    let stream = FeedStream(store: store, runtime: runtime, clock: clock)
    // Session ends and the like since `after` count still; to a runtime that begins they mean nothing.
    let position = after == 0 ? start.position : min(after, start.position)
    return Response(
      status: .ok, headers: [.contentType: "application/x-ndjson"],
      body: ResponseBody { writer in
        try await stream.write(start.events, from: position, to: &writer)
        try await writer.finish(nil)
      })
  }

  func release(_ visit: Visit<RuntimeCaller>) async throws -> Response {
    guard let id = ReleaseID(try visit.part("release")),
      let release = try await store.signedRelease(id, for: visit.who.runtime)
    else { throw Problem(.releaseUnknown, "There is no such release.", advice: "Follow the feed.") }
    return .json(release.json)
  }
}

extension ControlPlane {
  /// That a sealed head continues the one that the runtime keeps.
  func consistency(_ visit: Visit<RuntimeCaller>) async throws -> Response {
    let query = try visit.request.query()
    guard let workspace = WorkspaceID(try visit.part("workspace")), let first = query["from"].flatMap({ Int64($0) }),
      let second = query["to"].flatMap({ Int64($0) }),
      let proof = try await store.consistencyProof(of: workspace, from: first, to: second, for: visit.who.runtime)
    else { throw Problem.notFound }
    return .json(proof.json)
  }
}

private struct FeedStream: Sendable {
  let store: ControlStore
  let runtime: EnrolledRuntime
  let clock: WallClock

  func write(_ events: [FeedEvent], from start: Int64, to writer: inout any ResponseBodyWriter) async throws {
    let (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    // Listens before the first read, so that nothing falls between.
    let signals = Task {
      for await _ in store.feedSignals() { wish.yield() }
    }
    let pings = Task {
      while true {
        try await Task.sleep(for: pingInterval)
        wish.yield()
      }
    }
    defer {
      signals.cancel()
      pings.cancel()
    }
    try await write(events, to: &writer)
    wish.yield()
    try await withGracefulShutdownHandler {
      try await follow(wishes, from: start, to: &writer)
    } onGracefulShutdown: {
      wish.finish()
    }
  }

  private func follow(
    _ wishes: AsyncStream<Void>, from start: Int64, to writer: inout any ResponseBodyWriter
  ) async throws {
    var position = start
    var heads: [FeedEvent] = []
    var touched: Instant?
    for await _ in wishes {
      while true {
        guard let events = try await store.feed(of: runtime, after: position) else { return }
        position = max(position, events.last?.position ?? position)
        if events.isEmpty { break }
        try await write(events, to: &writer)
      }
      let newest = try await store.auditHeads(for: runtime)
      try await write(newest.filter { !heads.contains($0) } + [FeedEvent(position: 0, kind: .ping)], to: &writer)
      heads = newest
      if touched.map({ clock.now() >= $0.adding(seconds: touchSeconds) }) ?? true {
        try await store.touchRuntime(runtime)
        touched = clock.now()
      }
    }
  }

  private func write(_ events: [FeedEvent], to writer: inout any ResponseBodyWriter) async throws {
    var lines = ByteBuffer()
    for event in events { lines.writeBytes(event.json.bytes + [0x0A]) }
    try await writer.write(lines)
  }
}
