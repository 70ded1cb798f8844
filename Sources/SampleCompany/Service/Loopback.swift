import Glibc

/// Ports of 127.0.0.1.
enum Loopback {
  static func isFree(_ port: Int) -> Bool { bound(to: port) != nil }
  static func freePort() -> Int? { bound(to: 0) }

  /// The port that a socket got, which is closed again at once; 0 asks for any.
  private static func bound(to port: Int) -> Int? {
    guard let wanted = in_port_t(exactly: port) else { return nil }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // As PostgreSQL does: connections of a former server that still fade do not count.
    var isReused: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = wanted.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(descriptor, address, length) == 0, getsockname(descriptor, address, &length) == 0 else { return nil }
        return Int(in_port_t(bigEndian: UnsafeRawPointer(address).load(as: sockaddr_in.self).sin_port))
      }
    }
  }
}
