/// What cannot be read as HTTP never becomes a request: it is answered here, where the framework would send an empty 400,
/// and the connection ends.

import Contract
import NIOCore
import NIOHTTP1
import Values

/// Puts a `BrokenRequestHandler` and a `FarewellHandler` right behind the parser, and a `HeaderDeadline` around it, which is in place by then.
final class BrokenRequestInstaller: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny
  private let farewell: TimeAmount
  private let header: TimeAmount

  init(farewell: TimeAmount, header: TimeAmount) {
    self.farewell = farewell
    self.header = header
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      let deadline = HeaderDeadline(patience: header)
      try pipeline.addHandler(HeaderBeginHandler(deadline), position: .before(parser))
      try pipeline.addHandlers(
        [HeaderEndHandler(deadline), BrokenRequestHandler(), FarewellHandler(patience: farewell)],
        position: .after(parser))
    } catch {
      // Only HTTP/1 has such a parser; of HTTP/2 the framework ends what it cannot read.
      guard error as? ChannelPipelineError == .notFound else { return context.fireErrorCaught(error) }
    }
  }
}

final class BrokenRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// How long the other end may take to read the answer.
  private static let farewell: TimeAmount = .seconds(2)
  /// Requests that were read and not yet answered.
  private var open = 0
  private var isBroken = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isBroken { return }
    if case .head(let head) = unwrapInboundIn(data) {
      if open == 0 && head.waitsToSendItsBody { goOn(context) }
      open += 1
    }
    context.fireChannelRead(data)
  }

  /// RFC 9110, section 10.1.1. Behind another request the client sends by itself after a moment.
  private func goOn(_ context: ChannelHandlerContext) {
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { open -= 1 }
    context.write(data, promise: promise)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // An answer that is under way cannot be interrupted by another; the framework ends the connection then.
    guard let broken = error as? HTTPParserError, open == 0 else { return context.fireErrorCaught(error) }
    if isBroken { return }
    isBroken = true
    answer(Self.problem(broken), context)
  }

  private static func problem(_ error: HTTPParserError) -> Problem {
    error == .headerOverflow ? .headersTooLarge : .malformed("The request could not be understood.")
  }

  private func answer(_ problem: Problem, _ context: ChannelHandlerContext) {
    let facts = RequestFacts(channel: context.channel)
    let bytes = problem.json(request: facts.id).bytes
    let head = HTTPResponseHead(
      version: .http1_1, status: .init(statusCode: problem.code.status),
      headers: [
        "Content-Type": "application/problem+json", "Content-Length": "\(bytes.count)", "Connection": "close",
        "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(mode: .output, promise: nil)
    // What still arrives is read and dropped: a close over unread bytes would take the answer with it.
    let channel = context.channel
    let close = context.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
    channel.closeFuture.whenComplete { _ in close.cancel() }
  }
}

extension HTTPRequestHead {
  fileprivate var waitsToSendItsBody: Bool {
    version.major == 1 && version.minor >= 1
      && headers[canonicalForm: "Expect"].contains { $0.lowercased() == "100-continue" }
  }
}
