/// A connection over TLS: HTTP/2 or HTTP/1.1, as the browser chooses (ALPN, RFC 7301). The framework's own has one
/// certificate for its whole life, and no limit to a handshake.

import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import NIOTLS

struct SecureChannel: ServerChildChannel {
  let certificate: ServerCertificate
  let http1: HTTP1Channel
  let http2: HTTP2Channel
  let limits: Listener.Limits

  enum Negotiated: Sendable {
    case http1(HTTP1Channel.Value)
    case http2(HTTP2Channel.Value)
  }

  struct Value: ServerChildChannelValue {
    let negotiated: EventLoopFuture<Negotiated>
    let channel: any Channel
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Negotiated> { result in
        choose(result, channel, logger)
      }
      try channel.pipeline.syncOperations.addHandlers(
        LastBytesHandler(patience: TimeAmount(limits.drain)), NIOSSLServerHandler(context: certificate.context),
        HandshakeDeadline(patience: TimeAmount(limits.handshake)), negotiation)
      return Value(negotiated: negotiation.protocolNegotiationResult, channel: channel)
    }
  }

  func handle(value: Value, logger: Logger) async {
    do {
      switch try await value.negotiated.get() {
      case .http1(let connection): await http1.handle(value: connection, logger: logger)
      case .http2(let connection): await http2.handle(value: connection, logger: logger)
      }
    } catch {
      logger.debug("a connection ended before it was secure", metadata: ["error": "\(type(of: error))"])
    }
  }

  private func choose(
    _ result: ALPNResult, _ channel: any Channel, _ logger: Logger
  ) -> EventLoopFuture<Negotiated> {
    if case .negotiated("h2") = result {
      return channel.eventLoop.makeCompletedFuture {
        let patience = TimeAmount(limits.idle) * 5
        try channel.pipeline.syncOperations.addHandlers(
          IdleStateHandler(allTimeout: patience), SilenceHandler(),
          StreamFarewellHandler(patience: TimeAmount(limits.farewell)))
      }
      .flatMap { http2.setup(channel: channel, logger: logger) }.map { .http2($0) }
    }
    return http1.setup(channel: channel, logger: logger).map { .http1($0) }
  }
}

/// Ends a connection whose handshake takes too long, or that has none when the server stops.
private final class HandshakeDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny
  private let patience: TimeAmount
  private var deadline: Scheduled<Void>?

  init(patience: TimeAmount) { self.patience = patience }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent {
      deadline?.cancel()
      deadline = nil
    } else if deadline != nil, event is ChannelShouldQuiesceEvent {
      context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }
}

/// Ends a connection of HTTP/2 on which nothing has moved for so long that even an orderly farewell is in vain.
private final class SilenceHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }
}
