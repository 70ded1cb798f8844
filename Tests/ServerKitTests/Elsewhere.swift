// What blocks, on a thread of its own: a test that waits on one of Swift's few shared threads may wait for the server that
// needs it.

import Foundation
import ProcessTesting

enum Elsewhere {
  static func work<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }

  static func work<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: work()) }
    }
  }

  /// Runs a program to its end.
  static func run(
    _ path: String, _ arguments: [String]
  ) async throws -> (status: Int32, output: String, errors: String) {
    try await work { try TestProcess.run(path, arguments) }
  }
}
