/// Leaving politely: a server that stops says so with its last answer on each connection of HTTP/1, and gives requests that
/// are on their way a moment to arrive. HTTP/2 has frames for that.

import NIOCore
import NIOHTTP1

final class FarewellHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// How long a connection without a request stays open after the server began to stop.
  private let patience: TimeAmount
  /// Requests that were read and not yet answered.
  private var open = 0
  private var isLeaving = false
  /// The event that closes the connection once it has nothing to do, while it waits for `patience`.
  private var held: Scheduled<Void>?

  init(patience: TimeAmount) { self.patience = patience }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let isHead = if case .head = unwrapInboundIn(data) { true } else { false }
    if isHead { open += 1 }
    context.fireChannelRead(data)
    if isHead, held != nil { goOn(context) }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    // RFC 9112 section 9.6; an interim answer is not the last.
    case .head(var head) where isLeaving && head.status.code >= 200:
      head.headers.replaceOrAdd(name: "Connection", value: "close")
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end:
      open -= 1
      context.write(data, promise: promise)
    default: context.write(data, promise: promise)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
    isLeaving = true
    if open > 0 { return context.fireUserInboundEventTriggered(event) }
    held = context.eventLoop.assumeIsolated().scheduleTask(in: patience) { self.goOn(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { held?.cancel() }

  private func goOn(_ context: ChannelHandlerContext) {
    held?.cancel()
    held = nil
    context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
  }
}
