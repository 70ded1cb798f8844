/// Where `freehold dev` keeps everything: one folder, used by one `freehold dev` at a time.

import Contract
import FileStatus
import Glibc

struct DevFolder: Sendable {
  let path: String

  func folder(_ name: String) -> String { path + "/" + name }
  var sample: String { folder("sample") }
  var control: String { folder("control") }
  var runtime: String { folder("runtime") }
  var logs: String { folder("logs") }
  var state: String { folder("state.json") }

  /// Makes the folder and takes its lock, which ends with this process.
  init(_ given: String?) throws(ToolFailure) {
    path = Self.chosen(given)
    try Files.makeFolder(path)
    try Files.makeFolder(path + "/logs")
    let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw ToolFailure(
        .thisMachine, "Another “freehold dev” uses \(path).",
        advice: "Go on in that terminal, or choose another folder with --data.")
    }
  }

  /// `.freehold/dev` below the current folder. PostgreSQL refuses to run as root, and the user it runs as must be able to
  /// enter the folder: where root's home is in the way, a folder below `/var/lib/freehold` that belongs to this one.
  static func chosen(_ given: String?) -> String {
    if let given { return Files.absolute(given) }
    let near = Files.absolute(".freehold/dev")
    guard geteuid() == 0, !Files.exists(near + "/state.json"), !isOpenToAll(near) else { return near }
    return "/var/lib/freehold/dev-\(Digest(of: Array(near.utf8)).description.prefix(8))"
  }

  private static func isOpenToAll(_ path: String) -> Bool {
    var folder = path
    while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      folder = String(folder[..<slash])
      if let status = FileStatus(folder), status.permissions & 0o001 == 0 { return false }
    }
    return true
  }
}
