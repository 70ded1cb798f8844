/// Leaving politely over HTTP/2. The framework says GOAWAY, asks for a sign of life (PING) and closes once that was answered and
/// the last stream has ended. What it leaves open: a client that does not answer would be waited for to the drain's end; one that
/// opens a stream too late loses the answers to all of its others, since the framework closes the connection when it refuses the
/// stream; and an answer that is written but not yet taken is lost when TLS has waited five seconds for the other end's farewell.

import NIOCore

/// Of one connection, in front of the framework's handlers. Once the server stops, it closes when no stream is open: because
/// somebody asked for it, or after `patience` without the other end's sign of life.
final class StreamFarewellHandler: ChannelDuplexHandler {
  typealias InboundIn = NIOAny
  typealias OutboundIn = NIOAny

  private enum State { case serving, leaving(Scheduled<Void>), over }

  private let patience: TimeAmount
  private var state = State.serving
  private var open = 0
  private var channel: (any Channel)?

  init(patience: TimeAmount) { self.patience = patience }

  func handlerAdded(context: ChannelHandlerContext) { channel = context.channel }

  func handlerRemoved(context: ChannelHandlerContext) {
    if case .leaving(let end) = state { end.cancel() }
    channel = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent, case .serving = state {
      state = .leaving(context.eventLoop.assumeIsolated().scheduleTask(in: patience) { self.patienceEnded() })
    }
    context.fireUserInboundEventTriggered(event)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if case .serving = state { return context.close(mode: mode, promise: promise) }
    guard mode == .all, open > 0, context.channel.isActive else { return context.close(mode: mode, promise: promise) }
    if case .leaving(let end) = state { end.cancel() }
    state = .over
    context.channel.closeFuture.cascade(to: promise)
  }

  fileprivate func streamOpened() { open += 1 }

  fileprivate func streamClosed() {
    open -= 1
    closeWhereDone()
  }

  private func patienceEnded() {
    state = .over
    closeWhereDone()
  }

  /// In the loop's next turn: the stream's last frame is on its way by then.
  private func closeWhereDone() {
    guard case .over = state, open == 0, let channel else { return }
    channel.eventLoop.execute { channel.close(promise: nil) }
  }
}

/// Of one stream: tells its connection of its life.
final class StreamLifeHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny
  private var connection: StreamFarewellHandler?

  func handlerAdded(context: ChannelHandlerContext) {
    do {
      connection = try context.channel.parent?.pipeline.syncOperations.handler(type: StreamFarewellHandler.self)
      connection?.streamOpened()
    } catch {
      context.fireErrorCaught(error)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    connection?.streamClosed()
    connection = nil
  }
}

/// Next to the socket: once the server stops, a connection closes when the other end has taken what was written, and at the latest
/// after `patience`.
final class LastBytesHandler: ChannelDuplexHandler {
  typealias InboundIn = NIOAny
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let patience: TimeAmount
  private var isLeaving = false
  private var isClosing = false

  init(patience: TimeAmount) { self.patience = patience }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent { isLeaving = true }
    context.fireUserInboundEventTriggered(event)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if isClosing { return context.channel.closeFuture.cascade(to: promise) }
    guard isLeaving, mode == .all, context.channel.isActive else {
      return context.close(mode: mode, promise: promise)
    }
    isClosing = true
    let loop = context.eventLoop.assumeIsolated()
    let late = loop.scheduleTask(in: patience) { context.close(promise: nil) }
    // What is written last is sent last: its promise is that of all before it.
    let written = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
    written.futureResult.assumeIsolated().whenComplete { _ in
      late.cancel()
      context.close(promise: promise)
    }
  }
}
