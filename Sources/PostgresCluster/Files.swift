// The few file operations that a cluster needs, with the rights said at creation.

import Glibc

/// Who will run the server; nil where we run it as ourselves.
struct SystemUser: Sendable {
  let name: String
  let uid: uid_t
  let gid: gid_t

  /// The user to change to: none unless we are root.
  static func resolve(_ name: String) throws(ClusterError) -> SystemUser? {
    guard geteuid() == 0 else { return nil }
    guard let entry = getpwnam(name) else { throw .noSystemUser(name) }
    return SystemUser(name: name, uid: entry.pointee.pw_uid, gid: entry.pointee.pw_gid)
  }
}

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Makes the folder and its parents; its rights and owner are set when it is new.
func makeFolder(_ path: String, mode: mode_t, owner: SystemUser? = nil) throws(ClusterError) {
  if fileExists(path) { return }
  if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
    try makeFolder(String(path[..<slash]), mode: 0o711)
  }
  guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .file(path: path, errno: errno) }
  guard chmod(path, mode) == 0 else { throw .file(path: path, errno: errno) }
  if let owner { try give(path, to: owner) }
}

func give(_ path: String, to owner: SystemUser) throws(ClusterError) {
  guard chown(path, owner.uid, owner.gid) == 0 else { throw .file(path: path, errno: errno) }
}

/// Writes a new file of mode 0600.
func writePrivateFile(_ path: String, _ text: String) throws(ClusterError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
  defer { close(descriptor) }
  let bytes = Array(text.utf8)
  guard fchmod(descriptor, 0o600) == 0, write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0
  else { throw .file(path: path, errno: errno) }
}

/// The text of a small file.
func readSmallFile(_ path: String) throws(ClusterError) -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
  defer { close(descriptor) }
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = read(descriptor, &buffer, buffer.count)
  guard count >= 0 else { throw .file(path: path, errno: errno) }
  return String(decoding: buffer.prefix(count), as: UTF8.self)
}

/// Refuses when `user` cannot pass through one of the folders above `path`.
func requireReachable(_ path: String, for user: SystemUser) throws(ClusterError) {
  var folder = ""
  for part in path.split(separator: "/").dropLast() {
    folder += "/" + part
    var status = stat()
    guard stat(folder, &status) == 0 else { throw .file(path: folder, errno: errno) }
    let isOwner = status.st_uid == user.uid && status.st_mode & S_IXUSR != 0
    let isInGroup = status.st_gid == user.gid && status.st_mode & S_IXGRP != 0
    guard isOwner || isInGroup || status.st_mode & S_IXOTH != 0 else {
      throw .unreachable(folder: folder, user: user.name)
    }
  }
}

/// An exclusive lock that ends with the process, however that ends.
final class FileLock: Sendable {
  private let descriptor: CInt

  /// Nil when another process holds it.
  init?(_ path: String) throws(ClusterError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
  }

  /// Lets another one take over.
  func release() { flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
