import Glibc
import ProcessTesting

/// A bare TCP client on 127.0.0.1, for requests that no proper client sends.
enum Socket {
  /// Sends `text` and returns all that comes until the other end closes. `halfClose` ends our side of the connection
  /// after the text; `abandon` resets it without reading.
  static func exchange(_ port: Int, _ text: String, halfClose: Bool = false, abandon: Bool = false) async throws
    -> String
  {
    try await onThread {
      let descriptor = try connected(port)
      defer { close(descriptor) }
      send(descriptor, text)
      if abandon {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        return ""
      }
      if halfClose { shutdown(descriptor, Int32(SHUT_WR)) }
      var answer: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
        answer += buffer[..<count]
      }
    }
  }

  /// Sends a request, reads nothing, and says whether the other end gave up within ten seconds.
  static func sendsUntilClosed(_ port: Int, _ text: String) async throws -> Bool {
    try await onThread {
      let descriptor = try connected(port)
      defer { close(descriptor) }
      send(descriptor, text)
      for _ in 0..<100 {
        usleep(100_000)
        var item = pollfd(fd: descriptor, events: 0, revents: 0)
        if poll(&item, 1, 0) > 0, item.revents & Int16(POLLHUP | POLLERR) != 0 { return true }
        // A byte after the close is answered by a reset.
        if send(descriptor, "x") < 0 { return true }
      }
      return false
    }
  }

  @discardableResult
  private static func send(_ descriptor: Int32, _ text: String) -> Int {
    let bytes = Array(text.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  private static func connected(_ port: Int) throws -> Int32 {
    let descriptor = try Loopback.connected(to: port)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    return descriptor
  }

  private static func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let box = Work { continuation.resume(with: Result { try work() }) }
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { raw in
          Unmanaged<Work>.fromOpaque(raw!).takeRetainedValue().run()
          return nil
        }, Unmanaged.passRetained(box).toOpaque())
      pthread_detach(thread)
    }
  }

  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// One connection, for several requests.
  final class Connection: Sendable {
    private let descriptor: Int32

    init(_ port: Int) async throws { descriptor = try await onThread { try connected(port) } }

    func send(_ text: String) async { _ = await Elsewhere.work { [descriptor] in Socket.send(descriptor, text) } }

    /// What comes until it contains `text`, or the other end closes.
    func read(until text: String?) async -> String {
      await Elsewhere.work { [descriptor] in
        var answer = ""
        var buffer = [UInt8](repeating: 0, count: 65536)
        while text.map({ !answer.contains($0) }) ?? true {
          let count = Glibc.read(descriptor, &buffer, buffer.count)
          guard count > 0 else { break }
          answer += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return answer
      }
    }

    deinit { close(descriptor) }
  }
}
