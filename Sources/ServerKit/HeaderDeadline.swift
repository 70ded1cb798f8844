/// A request's header has a time by which it must be there: a client that sends a byte now and then is never silent, and
/// would hold its connection for ever.

import NIOCore
import NIOHTTP1

/// Of one connection of HTTP/1; used on its event loop.
final class HeaderDeadline {
  private enum State { case betweenRequests, header(Scheduled<Void>), body }

  private let patience: TimeAmount
  private var state = State.betweenRequests

  init(patience: TimeAmount) { self.patience = patience }

  fileprivate func bytesCame(_ channel: any Channel) {
    guard case .betweenRequests = state else { return }
    state = .header(channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) })
  }

  fileprivate func headIsThere() {
    stop()
    state = .body
  }

  fileprivate func requestIsThere() { state = .betweenRequests }

  fileprivate func stop() { if case .header(let deadline) = state { deadline.cancel() } }
}

/// In front of the parser.
final class HeaderBeginHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  private let deadline: HeaderDeadline

  init(_ deadline: HeaderDeadline) { self.deadline = deadline }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    deadline.bytesCame(context.channel)
    context.fireChannelRead(data)
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline.stop() }
}

/// Behind it.
final class HeaderEndHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  private let deadline: HeaderDeadline

  init(_ deadline: HeaderDeadline) { self.deadline = deadline }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: deadline.headIsThere()
    case .body: break
    case .end: deadline.requestIsThere()
    }
    context.fireChannelRead(data)
  }
}
