import Dispatch
import Glibc
import Synchronization

/// The first Ctrl-C or SIGTERM as something to wait for; a third one ends the process at once.
final class StopSignal: Sendable {
  private struct State {
    var count = 0
    var action: @Sendable () -> Void = {}
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  // Made once and only kept alive.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global())
    }
    for source in sources {
      source.setEventHandler { [weak self] in self?.come() }
      source.resume()
    }
  }

  var hasCome: Bool { state.withLock { $0.count > 0 } }

  func onFirst(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.action = action
      return state.count > 0
    }
    if isLate { action() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isLate = state.withLock { state in
        if state.count == 0 { state.waiting = continuation }
        return state.count > 0
      }
      if isLate { continuation.resume() }
    }
  }

  private func come() {
    let (count, action, waiting) = state.withLock { state in
      state.count += 1
      defer { state.waiting = nil }
      return (state.count, state.action, state.waiting)
    }
    if count == 1 { action() }
    waiting?.resume()
    // The children stop by themselves: their lifeline ends with us.
    if count >= 3 { exit(130) }
  }
}
