// Waiting for processes blocks, so it happens on threads of its own.

import Glibc

/// A detached thread.
struct Thread {
  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let box: Box

  init(_ body: @escaping @Sendable () -> Void) { box = Box(body) }

  func start() {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(box)
    let failure = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, argument.toOpaque())
    // Without threads this process cannot do anything at all.
    precondition(failure == 0, "the system has no threads left")
    pthread_detach(thread)
  }
}

/// Runs `body` on a thread of its own.
func onThread<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
  await withCheckedContinuation { continuation in
    Thread { continuation.resume(returning: body()) }.start()
  }
}
