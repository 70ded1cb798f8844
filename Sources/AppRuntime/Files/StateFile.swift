/// What a runtime remembers between starts: small files of mode 0600, replaced whole or not at all.

import Glibc

/// A file of ours cannot be used; the path is the operator's, nothing of the content is told.
public struct StateFailure: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Reason: Sendable, Equatable {
    case io(errno: Int32)
    /// The file holds more than it may.
    case full
    case malformed
  }
  public var path: String
  public var reason: Reason

  public var description: String {
    switch reason {
    case .io(let code): "\(path): \(String(cString: strerror(code)))"
    case .full: "\(path) is full"
    case .malformed: "\(path) is damaged"
    }
  }
}

enum StateFile {
  static func makeFolder(_ path: String) throws(StateFailure) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw StateFailure(path: path, reason: .io(errno: errno)) }
  }

  static func isFolder(_ path: String) -> Bool {
    guard let stream = opendir(path) else { return false }
    closedir(stream)
    return true
  }

  /// Nil when there is no file.
  static func read(_ path: String) throws(StateFailure) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw StateFailure(path: path, reason: .io(errno: errno))
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw StateFailure(path: path, reason: .io(errno: errno)) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// After a crash there is the old file or the new one.
  static func replace(_ path: String, with bytes: [UInt8]) throws(StateFailure) {
    let temporary = path + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StateFailure(path: path, reason: .io(errno: errno)) }
    let written = writeAll(bytes, to: file) && fsync(file) == 0
    let problem = errno
    close(file)
    guard written, rename(temporary, path) == 0 else {
      throw StateFailure(path: path, reason: .io(errno: written ? errno : problem))
    }
    try syncFolder(of: path)
  }

  /// In the place of what is there. After a crash one of the two has the name.
  static func move(_ path: String, to new: String) throws(StateFailure) {
    guard rename(path, new) == 0 else { throw StateFailure(path: path, reason: .io(errno: errno)) }
    try syncFolder(of: new)
  }

  static func remove(_ path: String) throws(StateFailure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw StateFailure(path: path, reason: .io(errno: errno)) }
  }

  /// Names in no order; empty when there is no folder.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// False with `errno` set when not all could be written.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func syncFolder(of path: String) throws(StateFailure) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw StateFailure(path: folder, reason: .io(errno: errno)) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw StateFailure(path: folder, reason: .io(errno: errno)) }
  }
}
