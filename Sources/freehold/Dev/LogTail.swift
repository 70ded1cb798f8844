/// What a child's log says, for the one who waits at the terminal.

import Glibc
import Values

enum LogTail {
  /// The last line's message, whether the line is JSON or plain text.
  static func lastMessage(_ path: String) -> String? {
    lines(path, from: nil).lines.last.map(message)
  }

  /// The whole lines after byte `from` (nil: of the last 8 KiB), and where to go on.
  static func lines(_ path: String, from: Int?) -> (lines: [String], next: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return ([], from ?? 0) }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let start = from ?? max(0, size - 8192)
    guard size > start else { return ([], start) }
    var buffer = [UInt8](repeating: 0, count: min(size - start, 1 << 16))
    let count = pread(descriptor, &buffer, buffer.count, start)
    guard count > 0, let end = buffer[..<count].lastIndex(of: 0x0A) else { return ([], start) }
    let text = String(decoding: buffer[...end], as: UTF8.self)
    return (text.split(separator: "\n").map(String.init), start + end + 1)
  }

  static func message(_ line: String) -> String {
    do { return try JSON.parse(line)["message"]?.string ?? line } catch { return line }
  }

  /// The log's size now: where the next start's lines begin. A log beyond 16 MiB is put aside first.
  static func end(_ path: String) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { return 0 }
    guard status.st_size > 16 << 20 else { return Int(status.st_size) }
    rename(path, path + ".old")
    return 0
  }
}
