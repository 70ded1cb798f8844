/// A file of lines to which lines are only added, each on disk before `append` returns. Those who append at the same
/// time share one sync.

import Dispatch
import Glibc
import Synchronization

final class Journal: Sendable {
  let path: String
  private let limit: Int
  private let queue = DispatchQueue(label: "freehold.journal")
  private let waiting = Mutex<Waiting>(Waiting())
  /// Touched on `queue` only, but for reading its size.
  private let file: Mutex<OpenFile>

  private struct Waiting {
    var bytes: [UInt8] = []
    var callers: [CheckedContinuation<StateFailure?, Never>] = []
  }

  private struct OpenFile {
    var descriptor: Int32
    var size: Int
  }

  /// Opens or makes the file, and cuts off a last line that a crash left without its end.
  /// - Parameter limit: in bytes; appending beyond it fails with `.full`.
  init(_ path: String, limit: Int) throws(StateFailure) {
    self.path = path
    self.limit = limit
    let bytes = try StateFile.read(path) ?? []
    let whole = (bytes.lastIndex(of: 10) ?? -1) + 1
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StateFailure(path: path, reason: .io(errno: errno)) }
    guard ftruncate(descriptor, whole) == 0 else {
      let code = errno
      close(descriptor)
      throw StateFailure(path: path, reason: .io(errno: code))
    }
    file = Mutex(OpenFile(descriptor: descriptor, size: whole))
  }

  deinit { _ = file.withLock { close($0.descriptor) } }

  var size: Int { file.withLock { $0.size } }

  /// Adds whole lines, without their ends in `lines`; returns when they are on disk.
  func append(_ lines: [[UInt8]]) async throws(StateFailure) {
    let failure: StateFailure? = await withCheckedContinuation { continuation in
      let isFirst = waiting.withLock { waiting in
        for line in lines { waiting.bytes += line + [10] }
        waiting.callers.append(continuation)
        return waiting.callers.count == 1
      }
      if isFirst { queue.async { self.flush() } }
    }
    if let failure { throw failure }
  }

  private func flush() {
    let work = waiting.withLock { waiting in
      defer { waiting = Waiting() }
      return waiting
    }
    let failure = file.withLock { add(work.bytes, to: &$0) }
    for caller in work.callers { caller.resume(returning: failure) }
  }

  private func add(_ bytes: [UInt8], to file: inout OpenFile) -> StateFailure? {
    guard file.size + bytes.count <= limit else { return StateFailure(path: path, reason: .full) }
    if let failure = restore(&file) { return failure }
    lseek(file.descriptor, file.size, SEEK_SET)
    guard StateFile.writeAll(bytes, to: file.descriptor), fdatasync(file.descriptor) == 0 else {
      let code = errno
      ftruncate(file.descriptor, file.size)
      return StateFailure(path: path, reason: .io(errno: code))
    }
    file.size += bytes.count
    return nil
  }

  /// A file that somebody removed would take what we add with it: it is made again with all that it held, or nothing is
  /// added any more.
  private func restore(_ file: inout OpenFile) -> StateFailure? {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else { return StateFailure(path: path, reason: .io(errno: errno)) }
    return status.st_nlink > 0 ? nil : rewrite(&file, from: 0, behind: [])
  }

  /// Up to `count` whole lines from byte `offset` on, and where they end.
  func lines(from offset: Int, atMost count: Int) throws(StateFailure) -> (lines: [ArraySlice<UInt8>], end: Int) {
    let window = 1 << 20
    let (bytes, code) = file.withLock { file -> ([UInt8], Int32) in
      var chunk = [UInt8](repeating: 0, count: min(window, max(0, file.size - offset)))
      let read = pread(file.descriptor, &chunk, chunk.count, offset)
      return read < 0 ? ([], errno) : (Array(chunk[..<read]), 0)
    }
    guard code == 0 else { throw StateFailure(path: path, reason: .io(errno: code)) }
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while lines.count < count, let end = bytes[start...].firstIndex(of: 10) {
      lines.append(bytes[start..<end])
      start = end + 1
    }
    return (lines, offset + start)
  }

  /// Puts `bytes`, whole lines, in the place of all that stands before `end`; what was added since then stays.
  func replace(upTo end: Int, with bytes: [UInt8] = []) throws(StateFailure) {
    if let failure = file.withLock({ rewrite(&$0, from: end, behind: bytes) }) { throw failure }
  }

  /// A new file of `bytes` and of what stands from byte `start` on.
  private func rewrite(_ file: inout OpenFile, from start: Int, behind bytes: [UInt8]) -> StateFailure? {
    var rest = [UInt8](repeating: 0, count: file.size - start)
    guard pread(file.descriptor, &rest, rest.count, start) == rest.count else {
      return StateFailure(path: path, reason: .io(errno: errno))
    }
    do throws(StateFailure) { try StateFile.replace(path, with: bytes + rest) } catch { return error }
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return StateFailure(path: path, reason: .io(errno: errno)) }
    close(file.descriptor)
    file = OpenFile(descriptor: descriptor, size: bytes.count + rest.count)
    return nil
  }
}
