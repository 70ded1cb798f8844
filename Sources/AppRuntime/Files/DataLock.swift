/// One server for one data folder: two would write over each other's spool.

import Glibc

final class DataLock: Sendable {
  struct Held: Error, CustomStringConvertible {
    let folder: String
    var description: String {
      "Another freehold-runtime uses \(folder). Stop it, or give this one a folder of its own with --data."
    }
  }

  private let file: Int32

  /// Held until this object, or the process, ends.
  init(_ folder: String) throws {
    file = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StateFailure(path: folder + "/lock", reason: .io(errno: errno)) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw Held(folder: folder) }
  }

  deinit { if file >= 0 { close(file) } }
}
