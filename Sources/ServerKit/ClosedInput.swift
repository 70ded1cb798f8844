/// A browser that goes away closes its half of the connection; the framework would leave the other half open until the
/// answer is written. Closing both tells the one who works on the answer that nobody waits for it.
///
/// Only behind a whole request: one that was cut off in its middle is still told so.

import NIOCore
import NIOHTTPTypes

final class ClosedInputHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  private var isWhole = true

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { isWhole = true } else { isWhole = false }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    context.fireUserInboundEventTriggered(event)
    if isWhole, case .inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
  }
}
