/// Files that only their owner may read, and that are replaced whole or not at all.

import Glibc

enum PrivateFile {
  /// What `stat` says of a file's identity: when one of these changes the content may have.
  struct Version: Equatable {
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }

  /// Nil when there is no file.
  static func version(_ path: String) throws(SecretsError) -> Version? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw .unreadable(path: path, errno: errno)
    }
    return Version(
      inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
  }

  /// Nil when there is no file. Refuses one that is not a regular file of ours with mode 0600 or stricter.
  static func read(_ path: String) throws(SecretsError) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      if errno == ELOOP { throw .unsafe(path: path, reason: "is a symbolic link; it must be a file") }
      throw .unreadable(path: path, errno: errno)
    }
    defer { close(file) }
    let size = try checkSafety(file, path)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: max(1, min(size + 1, 1 << 20)))
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, errno: errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// - Returns: the file's size.
  private static func checkSafety(_ file: Int32, _ path: String) throws(SecretsError) -> Int {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unsafe(path: path, reason: "is not a regular file") }
    guard status.st_uid == geteuid() else {
      throw .unsafe(path: path, reason: "belongs to another user; chown it to the one that runs this program")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .unsafe(path: path, reason: "can be read by others than its owner; chmod 600 it")
    }
    return status.st_size
  }

  /// Writes beside `path`, syncs, renames over it, syncs the folder: after a crash there is the old file or the new.
  static func replace(_ path: String, with bytes: [UInt8]) throws(SecretsError) {
    let temporary = path + ".new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .unwritable(path: path, errno: errno) }
    let problem = write(bytes, to: file)
    close(file)
    if let problem {
      unlink(temporary)
      throw .unwritable(path: path, errno: problem)
    }
    guard rename(temporary, path) == 0 else { throw .unwritable(path: path, errno: errno) }
    try syncFolder(of: path)
  }

  /// - Returns: nil, or errno.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return fsync(file) == 0 ? nil : errno
  }

  private static func syncFolder(of path: String) throws(SecretsError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw .unwritable(path: folder, errno: errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .unwritable(path: folder, errno: errno) }
  }

  /// Runs `body` while no other process or thread is in here with the same path.
  static func locked<R>(_ path: String, _ body: () throws(SecretsError) -> R) throws(SecretsError) -> R {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .unwritable(path: path, errno: errno) }
    defer { close(file) }
    while flock(file, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .unwritable(path: path, errno: errno) }
    }
    return try body()
  }
}
