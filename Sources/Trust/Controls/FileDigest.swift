// SHA-256 of a program as it stands on disk, in memory that does not grow with it.

public import Contract
import Crypto
import Glibc

extension Contract.Digest {
  /// Nil when the file cannot be read.
  public static func ofFile(_ path: String) -> Contract.Digest? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return Contract.Digest(bytes: Array(hash.finalize())) }
      hash.update(data: buffer[..<count])
    }
  }
}
