/// Requests go on where their bytes arrive: without a change of thread between the event loop and the work.

import NIOCore
import NIOPosix

public enum EventLoopExecution {
  /// Makes NIO's event loops run all of Swift's tasks, for the whole process; to be called once, at its beginning. What
  /// blocks must then have threads of its own, as connections to databases have.
  /// - Returns: false where the Swift runtime cannot be told (a statically linked one); everything works then as before.
  @discardableResult
  public static func begin() -> Bool {
    NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
  }
}
