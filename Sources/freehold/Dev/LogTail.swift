/// What a child's log says, for the one who waits at the terminal.

import FileStatus
import Glibc
import Values

enum LogTail {
  /// The last three lines' messages after byte `from`, whether the lines are JSON or plain text.
  static func lastMessages(_ path: String, from: Int) -> String {
    let start = max(from, end(path) - 8192)
    return lines(path, from: start).lines.suffix(3).map { "\n  " + message($0) }.joined()
  }

  /// The whole lines after byte `start`, and where to go on.
  static func lines(_ path: String, from start: Int) -> (lines: [String], next: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return ([], start) }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
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

  /// The log's size now: where the next lines begin.
  static func end(_ path: String) -> Int {
    FileStatus(path)?.size ?? 0
  }

  /// Puts a log beyond 16 MiB aside, over the one that was put aside before.
  static func rotate(_ path: String) {
    if end(path) > 16 << 20 { rename(path, path + ".old") }
  }
}
