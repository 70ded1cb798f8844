// Sockets of this machine for tests. They stand in a module without SwiftNIO: where its headers are seen too, the compiler
// takes `sockaddr_in` for theirs, depending on which file it reads first.

import Glibc

public enum Loopback {
  public struct Failure: Error { public let code: Int32 }

  /// A port of 127.0.0.1 that nobody listens on now.
  public static func freePort() throws -> Int {
    let (descriptor, port) = try bound()
    close(descriptor)
    return port
  }

  /// Listens on a free port of 127.0.0.1.
  public static func listening(backlog: Int32 = 16) throws -> (descriptor: Int32, port: Int) {
    let (descriptor, port) = try bound()
    guard listen(descriptor, backlog) == 0 else {
      close(descriptor)
      throw Failure(code: errno)
    }
    return (descriptor, port)
  }

  /// A TCP connection to a port of 127.0.0.1.
  public static func connected(to port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = address(port)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else {
      close(descriptor)
      throw Failure(code: errno)
    }
    return descriptor
  }

  private static func bound() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else {
      close(descriptor)
      throw Failure(code: errno)
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
