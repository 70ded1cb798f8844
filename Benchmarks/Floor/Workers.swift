import Foundation
import Synchronization

/// Threads that each own one connection and take jobs from one queue.
final class Workers: Sendable {
  typealias Job = @Sendable (PreparedQuery) -> Void
  private let queue = JobQueue()

  /// Throws what the first connection throws.
  init(count: Int, _ connect: @escaping @Sendable () throws(FloorError) -> PreparedQuery) throws(FloorError) {
    for _ in 0..<count {
      let worker = Owned(try connect())
      let thread = Thread { [queue] in
        while true { queue.next()(worker.query) }
      }
      thread.start()
    }
  }

  /// Runs `work` on the next free thread.
  func run<R: Sendable>(_ work: @escaping @Sendable (PreparedQuery) -> R) async -> R {
    await withCheckedContinuation { continuation in
      queue.add { query in continuation.resume(returning: work(query)) }
    }
  }

  /// A connection that from now on only its thread touches.
  private struct Owned: @unchecked Sendable {
    let query: PreparedQuery
    init(_ query: PreparedQuery) { self.query = query }
  }
}

/// First come, first served.
private final class JobQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private var jobs: [Workers.Job] = []
  private var taken = 0

  func add(_ job: @escaping Workers.Job) {
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  func next() -> Workers.Job {
    condition.lock()
    defer { condition.unlock() }
    while taken == jobs.count { condition.wait() }
    let job = jobs[taken]
    taken += 1
    if taken == jobs.count {
      jobs.removeAll(keepingCapacity: true)
      taken = 0
    }
    return job
  }
}
