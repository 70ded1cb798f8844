import Dispatch
import Foundation
import Glibc
import Synchronization

/// SIGINT and SIGTERM as something to wait for; the end of standard input too, where the process that started this one
/// asks for that and may itself be killed at any time.
final class StopSignals: Sendable {
  private struct State {
    var haveCome = false
    var action: @Sendable () -> Void = {}
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  /// Kept alive, and touched by `init` only.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// From now on these signals do not end the process by themselves.
  init() {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global())
    }
    for source in sources {
      source.setEventHandler { [weak self] in self?.come() }
      source.resume()
    }
    if getenv("FREEHOLD_STOP_WITH_INPUT") != nil { comeAtEndOfInput() }
  }

  private func comeAtEndOfInput() {
    Thread.detachNewThread { [self] in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count == 0 || count < 0 && errno != EINTR { break }
      }
      come()
    }
  }

  var haveCome: Bool { state.withLock(\.haveCome) }

  /// Runs `action` at the first signal; at once when that was before.
  func onFirst(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.action = action
      return state.haveCome
    }
    if isLate { action() }
  }

  /// Returns when a signal has come.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isLate = state.withLock { state in
        if !state.haveCome { state.waiting.append(continuation) }
        return state.haveCome
      }
      if isLate { continuation.resume() }
    }
  }

  private func come() {
    let (action, waiting) = state.withLock { state in
      let isFirst = !state.haveCome
      state.haveCome = true
      defer { state.waiting = [] }
      return (isFirst ? state.action : {}, state.waiting)
    }
    action()
    for continuation in waiting { continuation.resume() }
  }
}
