// HTTP/2 (RFC 9113) in frames of our own making, over openssl's TLS: for what no proper client sends.

import Foundation
import Glibc
import ProcessTesting
import Synchronization

final class HTTP2Client: Sendable {
  struct Frame: Sendable {
    enum Kind: UInt8 { case data, headers, priority, reset, settings, promise, ping, goAway, window, continuation }

    var kind: Kind?
    var flags: UInt8
    var stream: Int
    var payload: [UInt8]

    /// Of RST_STREAM and GOAWAY (section 7).
    var error: Int { payload.suffix(from: kind == .goAway ? 4 : 0).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    /// Of GOAWAY: the last stream that is answered.
    var lastStream: Int { payload.prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    var endsStream: Bool { flags & 1 == 1 && (kind == .data || kind == .headers) }

    /// Of SETTINGS, by their identifiers (section 6.5.2).
    var settings: [Int: Int] {
      var found: [Int: Int] = [:]
      for start in stride(from: 0, to: payload.count - 5, by: 6) {
        let value = payload[(start + 2)..<(start + 6)].reduce(0) { $0 << 8 | Int($1) }
        found[Int(payload[start]) << 8 | Int(payload[start + 1])] = value
      }
      return found
    }
  }

  private final class State: Sendable {
    private let values = Mutex((unread: [UInt8](), isLate: false))
    func withLock<Value>(_ body: (inout (unread: [UInt8], isLate: Bool)) -> Value) -> Value {
      values.withLock { body(&$0) }
    }
  }

  private let process: TestProcess
  private let answersPings: Bool
  private let state = State()
  /// Openssl that waits for what does not come is stopped, so that no test can hang.
  private let patience: Task<Void, any Error>

  /// Whether nothing came to an end by itself within a minute.
  var isLate: Bool { state.withLock { $0.isLate } }

  /// Connects, and says that it speaks HTTP/2; `settings` are by their identifiers (section 6.5.2).
  init(
    _ port: Int, authority: String, settings: [(Int, Int)] = [], answersPings: Bool = true
  ) async throws {
    // Openssl ends when the server does; what is written then is refused, and no more.
    signal(SIGPIPE, SIG_IGN)
    process = try TestProcess(
      "openssl",
      [
        "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", authority, "-alpn", "h2", "-quiet", "-nocommands",
      ], input: .open)
    self.answersPings = answersPings
    patience = Task { [process, state] in
      try await Task.sleep(for: .seconds(60))
      state.withLock { $0.isLate = true }
      process.terminate()
    }
    let settings = settings.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] + Self.number($1) }
    try await send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(.settings, stream: 0, settings))
  }

  func send(_ bytes: [UInt8]) async throws {
    try await Elsewhere.work { [process] in try process.input?.write(contentsOf: Data(bytes)) }
  }

  /// All frames until one that is enough, or until the other end closes. Pings are answered on the way.
  func read(until isEnough: @escaping @Sendable (Frame) -> Bool) async -> [Frame] {
    await Elsewhere.work { [self] in
      var frames: [Frame] = []
      while true {
        while let frame = state.withLock({ Self.take(&$0.unread) }) {
          frames.append(frame)
          if answersPings, frame.kind == .ping, frame.flags == 0 { answer(frame) }
          if isEnough(frame) { return frames }
        }
        let data = process.output.availableData
        if data.isEmpty { return frames }
        state.withLock { $0.unread += data }
      }
    }
  }

  /// Who has left gets no answer.
  private func answer(_ ping: Frame) {
    do {
      try process.input?.write(contentsOf: Data(Self.frame(.ping, flags: 1, stream: 0, ping.payload)))
    } catch {
      state.withLock { $0.unread = [] }
    }
  }

  func close() async {
    patience.cancel()
    process.terminate()
    _ = await Elsewhere.work { [process] in process.wait() }
  }

  private static func number(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).bigEndian, Array.init) }

  /// Lets the other end send so many bytes more (section 6.9).
  static func window(_ bytes: Int, stream: Int) -> [UInt8] { frame(.window, stream: stream, number(bytes)) }

  static func frame(_ kind: Frame.Kind, flags: UInt8 = 0, stream: Int, _ payload: [UInt8]) -> [UInt8] {
    let (length, id) = (payload.count, UInt32(stream))
    return [UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), kind.rawValue, flags]
      + withUnsafeBytes(of: id.bigEndian, Array.init) + payload
  }

  /// A whole `GET` in one frame.
  static func get(_ path: String, stream: Int) -> [UInt8] {
    frame(.headers, flags: 0x5, stream: stream, block(path))
  }

  /// Headers as literals without an index (RFC 7541, section 6.2.2).
  static func block(_ path: String, _ more: [(String, String)] = []) -> [UInt8] {
    let fields = [(":method", "GET"), (":scheme", "https"), (":authority", "localhost"), (":path", path)] + more
    return fields.flatMap { [0] + text($0.0) + text($0.1) }
  }

  /// A string and its length, in seven bits or more (section 5.1).
  private static func text(_ string: String) -> [UInt8] {
    let bytes = Array(string.utf8)
    guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
    var (length, rest): ([UInt8], Int) = ([127], bytes.count - 127)
    while rest >= 128 {
      length.append(UInt8(rest % 128 + 128))
      rest /= 128
    }
    return length + [UInt8(rest)] + bytes
  }

  private static func take(_ bytes: inout [UInt8]) -> Frame? {
    guard bytes.count >= 9 else { return nil }
    let length = bytes[..<3].reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= 9 + length else { return nil }
    let stream = bytes[5..<9].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
    let frame = Frame(
      kind: Frame.Kind(rawValue: bytes[3]), flags: bytes[4], stream: stream, payload: Array(bytes[9..<(9 + length)]))
    bytes.removeFirst(9 + length)
    return frame
  }
}
