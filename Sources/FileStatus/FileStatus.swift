// What the system says of a file. In a module of its own that sees nothing else: where SwiftNIO's or Foundation's headers are
// seen too, the compiler takes `stat` for theirs, depending on which file it reads first.

import Glibc

public struct FileStatus: Sendable {
  public enum Kind: Sendable { case regular, folder, link, other }

  public let kind: Kind
  /// The bits of permission: 0o600 and the like.
  public let permissions: UInt32
  public let size: Int

  /// Nil when the file is not there or may not be looked at; `errno` says which.
  public init?(_ path: String, followingLinks: Bool = true) {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    self.init(status)
  }

  /// Of an open file.
  public init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    permissions = UInt32(status.st_mode & 0o7777)
    size = Int(status.st_size)
  }
}
