/// Requests go on where their bytes arrive: without a change of thread between the event loop and the work.

public import NIOCore
import NIOPosix

public enum EventLoopExecution {
  /// Runs `body` and all its child tasks on NIO's event loops, each part on the loop whose thread it is on already. What
  /// blocks must have threads of its own, as connections to databases have.
  ///
  /// A preference of tasks and not NIO's take-over of the global executor: jobs of the latter run in the name of a serial
  /// executor, so that every call of an asynchronous function goes through the loop's queue (77 times for one page).
  public static func run<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    try await withTaskExecutorPreference(AnyLoop.shared, operation: body)
  }

  /// For tasks that begin at a channel and shall come back to its loop from wherever they waited.
  public static func executor(of loop: any EventLoop) -> any TaskExecutor { OneLoop(loop) }
}

private final class AnyLoop: TaskExecutor {
  static let shared = AnyLoop()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    MultiThreadedEventLoopGroup.singleton.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

private final class OneLoop: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
