/// A client for a server that looks at itself, or at another of the installation: one connection, one request, what comes
/// back. It trusts any certificate, because it tells nothing and believes nothing: it only looks.

import HTTPTypes
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

public struct Probe: Sendable {
  public var host: String
  public var port: Int
  public var isSecure: Bool
  /// For connecting, and again for the answer.
  public var patience: Duration = .seconds(10)
  /// The server's own `Metrics.mark`, which tells it that it asks itself.
  public var mark: String?

  public init(host: String, port: Int, isSecure: Bool) {
    (self.host, self.port, self.isSecure) = (host, port, isSecure)
  }

  public enum Failure: Error, Equatable {
    /// Nobody listens there.
    case unreachable
    /// The handshake was refused, or did not end in time.
    case handshake
  }

  public struct Answer: Sendable, Equatable {
    /// 0 when what came is no answer of HTTP/1.1.
    public var status: Int
    /// Names in small letters.
    public var headers: [String: String]
    public var body: String
  }

  /// `GET` of a path, the answer's body at most 1 MiB.
  public func get(_ path: String, host name: String) async throws(Failure) -> Answer {
    let request = "GET \(path) HTTP/1.1\r\nHost: \(name)\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    return Answer(try await exchange(Array(request.utf8)))
  }

  /// Sends bytes as they are, but for the mark behind the first line, and returns what comes until the other end closes.
  public func exchange(_ bytes: [UInt8]) async throws(Failure) -> [UInt8] {
    try await talk(marked(bytes), isSecure ? Handshake() : nil)
  }

  static let markField = HTTPField.Name("X-Freehold-Check")!

  private func marked(_ bytes: [UInt8]) -> [UInt8] {
    guard let mark, let end = bytes.firstIndex(of: 0x0A) else { return bytes }
    return bytes[...end] + Array("\(Self.markField.rawName): \(mark)\r\n".utf8) + bytes[(end + 1)...]
  }

  /// How a client offers to be secure.
  public struct Handshake: Sendable {
    /// 10, 11, 12 or 13 for TLS 1.0 to 1.3.
    public var from = 12
    public var to = 13
    /// OpenSSL's names, of TLS 1.2 and before.
    public var suites = "ALL"

    public init(from: Int = 12, to: Int = 13, suites: String = "ALL") {
      (self.from, self.to, self.suites) = (from, to, suites)
    }
  }

  /// Whether the server takes such a handshake.
  public func shakesHands(_ handshake: Handshake) async throws(Failure) -> Bool {
    do throws(Failure) {
      _ = try await talk(nil, handshake)
      return true
    } catch {
      guard error == .handshake else { throw error }
      return false
    }
  }

  /// - Parameter bytes: nil: the connection ends with its handshake.
  private func talk(_ bytes: [UInt8]?, _ handshake: Handshake?) async throws(Failure) -> [UInt8] {
    let gathered = Gathered()
    let patience = TimeAmount(patience)
    let tls: NIOSSLContext?
    do { tls = try handshake.map { try NIOSSLContext(configuration: $0.configuration) } } catch { throw .handshake }
    do {
      let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connectTimeout(patience)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let tls {
              try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
            }
            try channel.pipeline.syncOperations.addHandler(
              ProbeHandler(bytes, isSecure: tls != nil, gathered, patience: patience))
          }
        }
        .connect(host: host, port: port).get()
      try await channel.closeFuture.get()
    } catch { throw .unreachable }
    if tls != nil && !gathered.isOpen { throw .handshake }
    return gathered.bytes
  }
}

extension Probe.Handshake {
  fileprivate var configuration: TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    configuration.minimumTLSVersion = Self.version(from)
    configuration.maximumTLSVersion = Self.version(to)
    configuration.cipherSuites = suites
    configuration.applicationProtocols = ["http/1.1"]
    return configuration
  }

  private static func version(_ number: Int) -> TLSVersion {
    switch number {
    case 10: .tlsv1
    case 11: .tlsv11
    case 12: .tlsv12
    default: .tlsv13
    }
  }
}

extension Probe.Answer {
  /// What a server has sent until it closed the connection.
  public init(_ bytes: [UInt8]) {
    let end = bytes.indices.first { bytes[$0...].starts(with: Self.blankLine) } ?? bytes.count
    let lines = bytes[..<end].split(separator: 0x0A).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
    let first = lines.first?.split(separator: " ") ?? []
    status = first.count > 1 && first[0].hasPrefix("HTTP/1.") ? Int(first[1]) ?? 0 : 0
    headers = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    let rest = bytes.dropFirst(end + Self.blankLine.count)
    body = String(
      decoding: headers["transfer-encoding"] == "chunked" ? Self.chunks(rest) : Array(rest), as: UTF8.self)
  }

  private static let blankLine: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]

  /// RFC 9112, section 7.1.
  private static func chunks(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var (rest, whole) = (bytes, [UInt8]())
    while let line = rest.firstIndex(of: 0x0A) {
      let text = String(decoding: rest[..<line].prefix { $0 != 0x0D && $0 != 0x3B }, as: UTF8.self)
      guard let size = Int(text, radix: 16), size > 0, rest.distance(from: line, to: rest.endIndex) > size else {
        break
      }
      whole += rest[(line + 1)..<(line + 1 + size)]
      rest = rest[(line + 1 + size)...].dropFirst(2)
    }
    return whole
  }
}

/// What came, as far as it is looked at.
private final class Gathered: Sendable {
  private let state = Mutex((bytes: [UInt8](), isOpen: false))

  var bytes: [UInt8] { state.withLock { $0.bytes } }
  /// Whether bytes could travel: over TLS, the handshake is done.
  var isOpen: Bool { state.withLock { $0.isOpen } }

  func open() { state.withLock { $0.isOpen = true } }

  /// False when there is no more room.
  func add(_ buffer: ByteBuffer) -> Bool {
    state.withLock { state in
      state.bytes += buffer.readableBytesView
      return state.bytes.count < 1 << 20
    }
  }
}

private final class ProbeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let bytes: [UInt8]?
  private let isSecure: Bool
  private let gathered: Gathered
  private let patience: TimeAmount
  private var deadline: Scheduled<Void>?

  init(_ bytes: [UInt8]?, isSecure: Bool, _ gathered: Gathered, patience: TimeAmount) {
    (self.bytes, self.isSecure, self.gathered, self.patience) = (bytes, isSecure, gathered, patience)
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    context.fireChannelActive()
    if !isSecure { open(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent { open(context) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !gathered.add(unwrapInboundIn(data)) { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  /// A refused handshake is an answer too; a connection that was cut off keeps what had come.
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func open(_ context: ChannelHandlerContext) {
    gathered.open()
    guard let bytes else { return context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }
}
