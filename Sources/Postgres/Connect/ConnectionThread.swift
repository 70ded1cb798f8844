// libpq blocks. Each connection therefore has a thread of its own, which is its actor's executor: nothing of Swift's
// shared thread pool ever waits for a database.

import Glibc

/// A serial executor that is one thread.
final class ConnectionThread: SerialExecutor, @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  /// Guarded by `mutex`, as is `stopped`.
  private var jobs: [UnownedJob] = []
  private var stopped = false

  /// Starts the thread; throws when the system has none left.
  init() throws(PostgresError) {
    mutex = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
    let started = startThread { [self] in run() }
    guard started else { throw .connection(.other(nil)) }
  }

  deinit {
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(mutex)
    wake.deallocate()
    mutex.deallocate()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_mutex_unlock(mutex)
    pthread_cond_signal(wake)
  }

  /// Lets the thread end after the jobs that it already has.
  func stop() {
    pthread_mutex_lock(mutex)
    stopped = true
    pthread_mutex_unlock(mutex)
    pthread_cond_signal(wake)
  }

  private func run() {
    var batch: [UnownedJob] = []
    while takeJobs(into: &batch) {
      for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
      batch.removeAll(keepingCapacity: true)
    }
  }

  private func takeJobs(into batch: inout [UnownedJob]) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while jobs.isEmpty {
      if stopped { return false }
      pthread_cond_wait(wake, mutex)
    }
    swap(&jobs, &batch)
    return true
  }
}
