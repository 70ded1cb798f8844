import Glibc

enum StandardInput {
  /// How many bytes came; 0 at the end, nil after a failure.
  static func read(_ buffer: inout [UInt8]) -> Int? {
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      return count < 0 ? nil : count
    }
  }
}
