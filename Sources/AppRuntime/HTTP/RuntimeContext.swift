import Hummingbird
import NIOCore
import ServerKit

/// A request's facts, and its connection: what a browser waits for ends when it goes away.
struct RuntimeContext: KitContext {
  var coreContext: CoreRequestContextStorage
  var facts: RequestFacts
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    (coreContext, facts) = Self.begin(source)
    channel = source.channel
  }

  /// A part of the path that a route names.
  func parameter(_ name: String) throws(Problem) -> String {
    guard let text = parameters.get(name) else { throw .notFound }
    return text
  }
}

/// The browser closed its connection before it had an answer.
struct ClientGone: Error {}

extension RuntimeContext {
  /// What `work` returns. Work that takes longer than a quarter of a second is cancelled when the browser goes away,
  /// and with it the statement at the source.
  func whileClientStays<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let channel = channel
    return try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: .milliseconds(250))
        let (gone, signal) = AsyncStream<Void>.makeStream()
        channel.whenClientLeaves { signal.finish() }
        for await _ in gone {}
        throw ClientGone()
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() else { throw ClientGone() }
      return value
    }
  }
}
