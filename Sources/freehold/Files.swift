/// Files and standard input as bytes, with messages that say what to do.

import FileStatus
import Glibc

enum Files {
  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws(ToolFailure) -> [UInt8] {
    if path == "-" { return try readAll(STDIN_FILENO, path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    return try readAll(descriptor, path)
  }

  /// Replaces the file as a whole; nobody sees half of it.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(ToolFailure) {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure("write", path) }
    defer { unlink(temporary) }
    let written = put(bytes, descriptor)
    guard written, fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
      throw failure("write", path)
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// With all folders above it.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(ToolFailure) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw failure("make the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failure("make the folder", path) }
  }

  /// With all that is below it; links are removed, not followed.
  static func removeFolder(_ path: String) throws(ToolFailure) {
    guard let status = FileStatus(path, followingLinks: false) else { return }
    if status.kind == .folder { for name in names(in: path) { try removeFolder(path + "/" + name) } }
    // Its owner may have removed it meanwhile.
    guard Glibc.remove(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
  }

  /// The names in a folder, sorted; none where there is no such folder.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Where a symbolic link leads; nil when it is none or may not be read.
  static func linkTarget(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let count = readlink(path, start, buffer.count)
      guard count > 0 else { return nil }
      return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    return String(cString: current) + "/" + path
  }

  private static func readAll(_ descriptor: Int32, _ path: String) throws(ToolFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  fileprivate static func put(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }

  fileprivate static func failure(_ operation: String, _ path: String) -> ToolFailure {
    let reason = String(cString: strerror(errno))
    return ToolFailure(
      .thisMachine, "Cannot \(operation) \(path == "-" ? "standard input" : path): \(reason).",
      advice: "Check the path and its permissions.")
  }
}

/// A file that appears under its name once it is whole.
final class OutputFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32

  init(_ path: String) throws(ToolFailure) {
    self.path = path
    temporary = "\(path).\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.failure("write", path) }
  }

  func append(_ bytes: [UInt8]) throws(ToolFailure) {
    guard Files.put(bytes, descriptor) else { throw Files.failure("write", path) }
  }

  func finish() throws(ToolFailure) {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw Files.failure("write", path) }
  }

  deinit {
    unlink(temporary)
    close(descriptor)
  }
}
