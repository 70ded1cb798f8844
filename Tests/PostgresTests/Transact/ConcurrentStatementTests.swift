import Dispatch
import Postgres
import PostgresTesting
import Testing

@Suite struct ConcurrentStatementTests {
  /// Tasks with a preference change threads where others go on, as they do on an event loop.
  private final class Queue: TaskExecutor {
    private let queue = DispatchQueue(label: "statements")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  @Test("statements that begin at the same time share a transaction, whichever of them begins it")
  func together() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    try await withTaskExecutorPreference(Queue()) {
      for _ in 0..<100 {
        let sum = try await pool.read { transaction in
          async let first = transaction.query("select 1 as n")
          async let second = transaction.query("select 2 as n")
          async let third = transaction.query("select 4 as n")
          return try await [first, second, third].reduce(0) { try $0 + $1[0].get("n", as: Int.self) }
        }
        #expect(sum == 7)
      }
    }
    await pool.close()
  }
}
