/// Work that blocks or takes long has threads of its own: tasks run on the event loops, which must never wait.

import Dispatch

enum BlockingWork {
  private static let queue = DispatchQueue(label: "freehold.blocking", attributes: .concurrent)

  static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: work)) }
    }
  }
}
