import AppSpec
import Contract
import Glibc
import ProcessTesting
import Synchronization
import Testing
import Values

/// A server of this machine that speaks Anthropic's wire format, says what a test tells it, and remembers what it was asked.
final class ModelServer: Sendable {
  enum Reply: Sendable {
    /// With these words, and so many tokens in and out.
    case answer(String, Int = 120, Int = 30)
    case status(Int)
    /// The beginning of an answer, and then the line is cut.
    case broken
    /// Nothing at all, until the asker goes.
    case silence
    /// Its first half, and the rest once the gate is open.
    case held(String, Gate)
    /// Without a word of what it cost.
    case uncounted(String)
  }

  /// Opens once.
  final class Gate: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    /// Blocks a thread of the server's own.
    fileprivate func pass() { while !isOpen.withLock({ $0 }) { usleep(5_000) } }
  }

  let port: Int
  private let descriptor: Int32
  private let heard = Mutex<[String]>([])
  private let reply: @Sendable (String) -> Reply

  var address: String { "http://127.0.0.1:\(port)" }
  /// The bodies of the requests.
  var requests: [String] { heard.withLock { $0 } }

  /// - Parameter reply: to a request's body.
  init(_ reply: @escaping @Sendable (String) -> Reply) throws {
    (descriptor, port) = try Loopback.listening()
    self.reply = reply
    ServerThread.run { [self] in accept() }
  }

  /// To whatever server its secret names.
  static func connection(tokens: Int64? = nil) throws -> ModelConnection {
    let name = try #require(Name("fast"))
    return try #require(
      ModelConnection(
        id: .random(milliseconds: 9), name: name, provider: .anthropic, model: "claude-test-1",
        region: "EU (Frankfurt)", secret: "model-key", dailyTokens: tokens, isDefault: true))
  }

  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func accept() {
    while true {
      let socket = Glibc.accept(descriptor, nil, nil)
      guard socket >= 0 else { break }
      ServerThread.run { [self] in
        if let body = Self.request(socket) {
          heard.withLock { $0.append(body) }
          serve(reply(body), socket)
        }
        Glibc.close(socket)
      }
    }
    Glibc.close(descriptor)
  }

  private func serve(_ reply: Reply, _ socket: Int32) {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
    switch reply {
    case .answer(let text, let input, let output): Self.write(head + Self.events(text, input, output), socket)
    case .status(let status):
      Self.write("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", socket)
    case .broken: Self.write(head + Self.begin(9) + Self.delta("Dear "), socket)
    case .held(let text, let gate):
      let (first, rest) = Self.halves(text)
      Self.write(head + Self.begin(120) + Self.delta(first), socket)
      gate.pass()
      Self.write(Self.delta(rest) + Self.ending(30), socket)
    case .uncounted(let text):
      Self.write(
        head + Self.event("message_start", "\"message\":{}") + Self.delta(text)
          + Self.event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"}")
          + Self.event("message_stop", "\"x\":1"), socket)
    case .silence:
      var byte: UInt8 = 0
      while read(socket, &byte, 1) > 0 {}
    }
  }

  private static func events(_ text: String, _ input: Int, _ output: Int) -> String {
    let (first, rest) = halves(text)
    return begin(input) + delta(first) + delta(rest) + ending(output)
  }

  private static func halves(_ text: String) -> (String, String) {
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    return (String(text[..<middle]), String(text[middle...]))
  }

  private static func ending(_ output: Int) -> String {
    event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":\(output)}")
      + event("message_stop", "\"x\":1")
  }

  private static func begin(_ input: Int) -> String {
    event("message_start", "\"message\":{\"usage\":{\"input_tokens\":\(input),\"output_tokens\":1}}")
  }

  private static func delta(_ text: String) -> String {
    event(
      "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\(JSON.string(text).text)}")
  }

  private static func event(_ type: String, _ rest: String) -> String {
    "event: \(type)\ndata: {\"type\":\"\(type)\",\(rest)}\n\n"
  }

  /// The body of one request.
  private static func request(_ socket: Int32) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = read(socket, &chunk, chunk.count)
      guard got > 0 else { return nil }
      bytes += chunk[..<got]
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
      let head = text[..<end.lowerBound].lowercased()
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }.flatMap {
        Int($0.dropFirst(15).filter(\.isNumber))
      }
      let body = text[end.upperBound...]
      if body.utf8.count >= length ?? 0 { return String(body) }
    }
  }

  private static func write(_ text: String, _ socket: Int32) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      sent += count
    }
  }
}

/// Blocking work of a test beside Swift's own threads, of which there are few.
private enum ServerThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func run(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Work(body)).toOpaque())
    pthread_detach(thread)
  }
}
