import Glibc
import ProcessTesting
import Synchronization
import Values

/// A server of this machine that answers byte for byte what a test says, and remembers what it was asked.
final class WireServer: Sendable {
  struct Request: Sendable {
    /// `POST /v1/messages HTTP/1.1`
    var line: String
    var headers: [String: String]
    var body: [UInt8]

    var json: JSON { get throws { try JSON.parse(body) } }
    /// Nil for what is no JSON.
    var parsed: JSON? { do { return try json } catch { return nil } }
    var path: String { String(line.split(separator: " ")[1]) }
  }

  let port: Int
  private let descriptor: Int32
  private let heard = Mutex<[Request]>([])
  private let answer: @Sendable (Request, Connection) -> Void

  var requests: [Request] { heard.withLock { $0 } }
  var address: String { "http://127.0.0.1:\(port)" }

  /// - Parameter answer: on a thread of the connection's own; it ends after it unless it answered with a length.
  init(_ answer: @escaping @Sendable (Request, Connection) -> Void) throws {
    (descriptor, port) = try Loopback.listening()
    self.answer = answer
    Self.thread { [self] in accept() }
  }

  /// Nothing listens there any more.
  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func accept() {
    while true {
      let socket = Glibc.accept(descriptor, nil, nil)
      guard socket >= 0 else { break }
      Self.thread { [self] in
        let connection = Connection(socket)
        while let request = connection.request() {
          heard.withLock { $0.append(request) }
          answer(request, connection)
          guard connection.stays else { break }
        }
        Glibc.close(socket)
      }
    }
    Glibc.close(descriptor)
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Work(body)).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, argument)
    pthread_detach(thread)
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  final class Connection {
    private let socket: Int32
    private var pending: [UInt8] = []
    fileprivate(set) var stays = false

    fileprivate init(_ socket: Int32) { self.socket = socket }

    func write(_ bytes: [UInt8]) {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return }
        sent += count
      }
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    /// A whole answer, after which the connection stays.
    func answer(_ status: String, _ headers: [String] = [], _ body: String = "") {
      let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
      write(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
      stays = true
    }

    /// Events in chunks of `size` bytes; without an end when `isWhole` is false.
    func stream(
      _ events: [String], size: Int = 1 << 16, isWhole: Bool = true, type: String = "text/event-stream; charset=utf-8"
    ) {
      var out = Array("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
      let bytes = Array(events.joined().utf8)
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = bytes[start..<min(start + size, bytes.count)]
        out += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
      }
      write(isWhole ? out + Array("0\r\n\r\n".utf8) : out)
      stays = isWhole
    }

    /// The same piece again and again, until the other side closes.
    func drip(_ text: String) {
      let piece = Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8)
      var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      // Whatever can be read now is the end.
      while poll(&waiting, 1, 50) == 0 { write(piece) }
    }

    /// Until the other side closes.
    func waitForEnd() {
      var chunk = [UInt8](repeating: 0, count: 256)
      while read(socket, &chunk, chunk.count) > 0 {}
    }

    fileprivate func request() -> Request? {
      stays = false
      guard let head = take(until: [13, 10, 13, 10]) else { return nil }
      let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
      }
      guard let length = Int(headers["content-length"] ?? "0"), fill(length) else { return nil }
      let body = Array(pending[..<length])
      pending.removeFirst(length)
      return Request(line: lines[0], headers: headers, body: body)
    }

    private func take(until mark: [UInt8]) -> [UInt8]? {
      var looked = 0
      while true {
        while looked + mark.count <= pending.count {
          if Array(pending[looked..<looked + mark.count]) == mark {
            defer { pending.removeFirst(looked + mark.count) }
            return Array(pending[..<looked])
          }
          looked += 1
        }
        guard fill(pending.count + 1) else { return nil }
      }
    }

    private func fill(_ count: Int) -> Bool {
      var chunk = [UInt8](repeating: 0, count: 65_536)
      while pending.count < count {
        let got = read(socket, &chunk, chunk.count)
        guard got > 0 else { return false }
        pending.append(contentsOf: chunk[..<got])
      }
      return true
    }
  }
}
