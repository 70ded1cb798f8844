/// What a person reads while the tool works.

import Glibc
import Synchronization

enum Terminal {
  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Standard output at once, also when it is a pipe.
  static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  static func bytes(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Colours are for people who did not refuse them (https://no-color.org).
  static let isColoured = isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil

  static func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  static func dim(_ text: String) -> String { isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
      }
    }
  }
}
