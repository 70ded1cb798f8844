// A server that says yes to whatever it is sent.

import Foundation
import Glibc
import Synchronization

final class GuessingServer: Sendable {
  let port: Int
  private let descriptor: Int32

  struct Failure: Error { let code: Int32 }

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(descriptor, raw, size) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, raw, &size) == 0
      }
    }
    guard bound else { throw Failure(code: errno) }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { Self.answer(descriptor) }
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func answer(_ descriptor: Int32) {
    let yes = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".utf8)
    while true {
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { break }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      if read(connection, &buffer, buffer.count) > 0 { send(connection, yes, yes.count, Int32(MSG_NOSIGNAL)) }
      shutdown(connection, Int32(SHUT_WR))
      while read(connection, &buffer, buffer.count) > 0 {}
      close(connection)
    }
    close(descriptor)
  }
}
