/// Ending with the one who started us: `freehold dev` gives its servers a pipe as standard input that nobody writes
/// into. When it is gone, even killed, the pipe ends, and the server stops as after SIGTERM.

import Glibc

public enum ParentWatch {
  /// Set to 1 by a parent that holds our standard input open.
  public static let variable = "FREEHOLD_STOP_WITH_INPUT"

  /// Watches from a thread of its own; without the variable it does nothing.
  public static func start() {
    guard let value = getenv(variable), String(cString: value) == "1" else { return }
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { _ in
        waitForEndOfInput()
        kill(getpid(), SIGTERM)
        return nil
      }, nil)
    if status == 0 { pthread_detach(thread) }
  }
}

private func waitForEndOfInput() {
  var byte: UInt8 = 0
  while true {
    let count = read(STDIN_FILENO, &byte, 1)
    guard count > 0 || count < 0 && errno == EINTR else { return }
  }
}
