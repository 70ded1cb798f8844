/// Keys on disk: 32 bytes in a file that only the server's own user can open.

import Glibc
import Values

/// 32 bytes which never print themselves.
public struct SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  public let bytes: [UInt8]

  /// Nil unless `bytes` are 32.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// From the operating system's generator.
  public static func random() -> SecretKey {
    var generator = SystemRandomNumberGenerator()
    return SecretKey(unchecked: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  private init(unchecked: [UInt8]) { bytes = unchecked }

  public var description: String { "SecretKey(…)" }
  public var debugDescription: String { description }
}

public enum SecretFileError: Error, Sendable, Equatable, CustomStringConvertible {
  case wrongPermissions(path: String, mode: String)
  case wrongOwner(path: String)
  case notAFile(path: String)
  case malformed(path: String)
  case io(path: String, operation: String, errno: Int32)

  public var description: String {
    switch self {
    case .wrongPermissions(let path, let mode):
      "The secret file \(path) has mode \(mode): others than its owner could read it. "
        + "Run: chmod 600 \(path)  (and replace the secret if somebody may have read it)."
    case .wrongOwner(let path):
      "The secret file \(path) belongs to another user. Run this program as that user, or change the file's owner."
    case .notAFile(let path): "The secret file \(path) is not a regular file. Symbolic links are not followed."
    case .malformed(let path):
      "The secret file \(path) does not hold one secret of 32 bytes as base64url. Restore it from a backup."
    case .io(let path, let operation, let code):
      "Cannot \(operation) the secret file \(path): \(String(cString: strerror(code)))."
    }
  }
}

public enum SecretFile {
  /// The key in the file, which holds it as one line of base64url.
  public static func read(_ path: String) throws(SecretFileError) -> SecretKey {
    guard let key = try readIfPresent(path) else { throw .io(path: path, operation: "open", errno: ENOENT) }
    return key
  }

  /// The key in the file; where there is no file, one with a new random key. Two processes that start at once agree.
  public static func readOrCreate(_ path: String) throws(SecretFileError) -> SecretKey {
    if let key = try readIfPresent(path) { return key }
    try create(path, SecretKey.random())
    return try read(path)
  }

  /// Whole or not at all: written beside it, synced, then linked to its name; an existing file stays.
  private static func create(_ path: String, _ key: SecretKey) throws(SecretFileError) {
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .io(path: path, operation: "create", errno: errno) }
    let written = writeAll(Array((Base64URL.encode(key.bytes) + "\n").utf8), to: descriptor) && fsync(descriptor) == 0
    let failure = errno
    close(descriptor)
    defer { unlink(temporary) }
    guard written else { throw .io(path: path, operation: "write", errno: failure) }
    if link(temporary, path) != 0 && errno != EEXIST { throw .io(path: path, operation: "create", errno: errno) }
  }

  private static func readIfPresent(_ path: String) throws(SecretFileError) -> SecretKey? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      if errno == ELOOP { throw .notAFile(path: path) }
      throw .io(path: path, operation: "open", errno: errno)
    }
    defer { close(descriptor) }
    try checkOwnership(descriptor, path)
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw .io(path: path, operation: "read", errno: errno) }
    let text = buffer[..<count].filter { $0 != 0x0A && $0 != 0x0D }
    guard let bytes = Base64URL.decode(String(decoding: text, as: UTF8.self)), let key = SecretKey(bytes: bytes)
    else { throw .malformed(path: path) }
    return key
  }

  private static func checkOwnership(_ descriptor: Int32, _ path: String) throws(SecretFileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .io(path: path, operation: "read", errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard status.st_uid == geteuid() else { throw .wrongOwner(path: path) }
    let mode = status.st_mode & 0o7777
    guard mode & 0o077 == 0 else { throw .wrongPermissions(path: path, mode: String(mode, radix: 8)) }
  }
}
