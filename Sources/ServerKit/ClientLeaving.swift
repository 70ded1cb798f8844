/// A browser that goes away closes its half of the connection, while the framework keeps the other half open for the
/// answer. Whoever works on a long answer can ask to be told.

public import NIOCore

extension Channel {
  /// Calls `body` when the other end has closed its half or the connection has ended; at once when it has already.
  /// For connections of a `Listener`.
  public func whenClientLeaves(_ body: @escaping @Sendable () -> Void) {
    eventLoop.execute {
      do {
        try self.pipeline.syncOperations.handler(type: ClientLeavingHandler.self).whenLeft(body)
      } catch {
        self.closeFuture.whenComplete { _ in body() }
      }
    }
  }
}

final class ClientLeavingHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny
  private var hasLeft = false
  private var waiting: [@Sendable () -> Void] = []

  func whenLeft(_ body: @escaping @Sendable () -> Void) {
    if hasLeft { body() } else { waiting.append(body) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { left() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    left()
    context.fireChannelInactive()
  }

  private func left() {
    hasLeft = true
    for body in waiting { body() }
    waiting = []
  }
}
