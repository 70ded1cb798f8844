/// A connection that was accepted while the server stopped listening: nobody takes it any more, and the framework's channel
/// ends the whole process when it is dropped without having been served. So it is closed, and seen to its end.

import HummingbirdCore
import Logging
import NIOCore
import Synchronization

struct HeldChannel<Inner: ServerChildChannel>: ServerChildChannel {
  private let inner: Inner

  init(_ inner: Inner) { self.inner = inner }

  struct Value: ServerChildChannelValue {
    fileprivate let held: Held
    var channel: any Channel { held.value.channel }
  }

  fileprivate final class Held: Sendable {
    let value: Inner.Value
    private let inner: Inner
    private let logger: Logger
    private let isTaken = Mutex(false)

    init(_ value: Inner.Value, _ inner: Inner, _ logger: Logger) {
      self.value = value
      self.inner = inner
      self.logger = logger
    }

    func take() -> Inner.Value {
      isTaken.withLock { $0 = true }
      return value
    }

    deinit {
      if isTaken.withLock({ $0 }) { return }
      let (value, inner, logger) = (value, inner, logger)
      Task {
        value.channel.close(promise: nil)
        await inner.handle(value: value, logger: logger)
      }
    }
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    inner.setup(channel: channel, logger: logger).map { Value(held: Held($0, inner, logger)) }
  }

  func handle(value: Value, logger: Logger) async { await inner.handle(value: value.held.take(), logger: logger) }
}
