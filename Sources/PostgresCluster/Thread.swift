// Waiting for processes blocks, so it happens on threads of its own.

import Postgres

/// Runs `body` on a thread of its own.
func onThread<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
  await withCheckedContinuation { continuation in
    runOnThread { continuation.resume(returning: body()) }
  }
}

/// Starts `body` on a thread of its own.
func runOnThread(_ body: @escaping @Sendable () -> Void) {
  // Without threads this process cannot do anything at all.
  precondition(startThread(body), "the system has no threads left")
}
