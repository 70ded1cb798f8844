/// A bar on a person's terminal while many files are made; nothing in a pipe or for a single file.

import Glibc
import Synchronization

final class Progress: Sendable {
  private let count: Int
  private let isShown: Bool
  private let done = Mutex(0)

  init(_ count: Int) {
    self.count = count
    isShown = count > 1 && isatty(STDERR_FILENO) == 1
  }

  func step() {
    guard isShown else { return }
    let now = done.withLock { done in
      done += 1
      return done
    }
    let width = 30
    let filled = now * width / count
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Terminal.write("\r\(bar) \(now) of \(count)", to: STDERR_FILENO)
  }

  /// Clears the bar's line: before something else is said, and at the end.
  func clear() {
    if isShown { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
