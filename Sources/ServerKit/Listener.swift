/// One address on which a server listens, with the limits that the framework leaves open.

import Glibc
public import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
public import Logging
import NIOCore
public import ServiceLifecycle
import UnixSignals
import Values

public struct Listener: Sendable {
  public var host: String
  /// 0 lets the system choose.
  public var port: Int
  public var limits = Limits()
  /// With one, only TLS is spoken here.
  public var certificate: ServerCertificate?
  /// A second, plain address beside it.
  public var redirect: Redirect?
  /// Where Prometheus finds what this program counts.
  public var metrics: MetricsAddress?
  /// Print one JSON line on standard output once requests are answered.
  public var announces: Bool

  public struct Limits: Sendable {
    /// A connection that sends nothing, also in the middle of a header or a body, is closed.
    public var idle: Duration = .seconds(60)
    /// A connection that is not secure by then is closed.
    public var handshake: Duration = .seconds(10)
    /// A browser that does not take the response is cut off.
    public var stalledWrite: Duration = .seconds(60)
    /// A header that is not there so long after its first byte ends its connection.
    public var header: Duration = .seconds(20)
    public var headerBytes = 32 * 1024
    public var headerFields = 100
    /// When the server stops, a connection without a request stays open so long for one that is on its way.
    public var farewell: Duration = .milliseconds(300)
    /// How long open requests may go on after SIGTERM.
    public var drain: Duration = .seconds(30)

    public init() {}
  }

  public init(host: String = "127.0.0.1", port: Int, announces: Bool = false) {
    self.host = host
    self.port = port
    self.announces = announces
  }

  /// The application behind this address. `ready` gets the port, once it is known.
  public func application<Responder: HTTPResponder>(
    _ responder: Responder, services: [any Service] = [], logger: Logger,
    ready: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> Application<Responder> where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    let (host, announces, isSecure) = (host, announces, certificate != nil)
    return Application(
      responder: responder, server: HTTPServerBuilder { childChannel($0) },
      configuration: ApplicationConfiguration(address: .hostname(host, port: port)), services: services,
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        if announces { Self.announce("\(isSecure ? "https" : "http")://\(host):\(port)") }
        await ready(port)
      }, logger: logger)
  }

  /// Runs until SIGTERM or SIGINT, the parent's end (see `ParentWatch`), or until a service fails; open requests get `limits.drain` to end.
  public func run(_ services: [any Service], logger: Logger) async throws {
    var configuration = ServiceGroupConfiguration(
      services: services + companions(logger), gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = limits.drain
    ParentWatch.start()
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
      throw ListenFailure(host: host, port: port, inUse: error.errnoCode == EADDRINUSE)
    }
  }

  private func childChannel(_ responder: @escaping HTTPChannelHandler.Responder) -> any ServerChildChannel {
    let http1 = HTTP1Channel(responder: responder, configuration: channelConfiguration)
    guard let certificate else { return HeldChannel(http1) }
    let http2 = HTTP2Channel(
      responder: responder,
      configuration: HTTP2ChannelConfiguration(
        idleTimeout: limits.idle, gracefulCloseTimeout: limits.drain, streamConfiguration: streamConfiguration))
    return HeldChannel(SecureChannel(certificate: certificate, http1: http1, http2: http2, limits: limits))
  }

  /// What a certificate and a redirect need beside the server; `run` has them run.
  public func companions(_ logger: Logger) -> [any Service] {
    var companions: [any Service] = [AnomalyWatch(.process, logger: logger)]
    if let certificate { companions.append(CertificateWatch(certificate: certificate, logger: logger)) }
    if let redirect {
      let plain = Listener(host: host, port: redirect.port)
      companions.append(
        plain.application(RedirectResponder(origin: redirect.origin), logger: logger, ready: redirect.ready))
    }
    if let metrics {
      Metrics.process.watchProcess()
      let own = Listener(port: metrics.port)
      companions.append(
        own.application(MetricsResponder(metrics: .process), logger: logger, ready: metrics.ready))
    }
    return companions
  }

  private var streamConfiguration: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        StreamLifeHandler(), StalledWriteHandler(patience: TimeAmount(limits.stalledWrite)), ClientLeavingHandler(),
      ], idleTimeout: TimeAmount(limits.idle))
  }

  private var channelConfiguration: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        StalledWriteHandler(patience: TimeAmount(limits.stalledWrite)), ClientLeavingHandler(),
        BrokenRequestInstaller(farewell: TimeAmount(limits.farewell), header: TimeAmount(limits.header)),
      ],
      idleTimeout: TimeAmount(limits.idle),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
        maxHeaderFieldCount: limits.headerFields))
  }

  private static func announce(_ address: String) {
    let line: JSON = ["ready": true, "address": .string(address)]
    writeAll(line.bytes + [0x0A], to: STDOUT_FILENO)
  }
}

/// The address cannot be had.
public struct ListenFailure: Error, Sendable, CustomStringConvertible {
  public let host: String
  public let port: Int
  public let inUse: Bool

  public var description: String {
    inUse
      ? "Port \(port) on \(host) is in use by another program. Stop that program or choose another port with --port."
      : "This user may not listen on port \(port) of \(host). Choose a port above 1023 with --port."
  }
}

/// Closes a connection whose other end has not taken a byte for `patience` while we have some to give.
final class StalledWriteHandler: ChannelOutboundHandler, ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny
  typealias OutboundIn = NIOAny
  private let patience: TimeAmount
  private var deadline: Scheduled<Void>?

  init(patience: TimeAmount) { self.patience = patience }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    deadline?.cancel()
    deadline = nil
    if !context.channel.isWritable {
      let channel = context.channel
      deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }
}
