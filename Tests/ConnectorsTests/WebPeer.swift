import Glibc

/// A web server as far as a database's client can tell: it answers whatever comes with a bad request, and closes.
final class WebPeer: Sendable {
  let port: Int
  private let descriptor: Int32

  struct Failure: Error { let code: Int32 }

  /// Listens on a free port of 127.0.0.1.
  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard descriptor >= 0, listening else { throw Failure(code: errno) }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<WebPeer>.fromOpaque(argument).takeRetainedValue().serve() }
        return nil
      }, argument)
    pthread_detach(thread)
  }

  /// Nothing listens there any more.
  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve() {
    let answer = Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
    while true {
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { break }
      var chunk = [UInt8](repeating: 0, count: 1_024)
      if read(connection, &chunk, chunk.count) > 0 {
        _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      }
      Glibc.close(connection)
    }
    Glibc.close(descriptor)
  }
}
