// libpq blocks. Each connection therefore has a thread of its own, which is its actor's executor: nothing of Swift's
// shared thread pool ever waits for a database.

import Glibc

/// A serial executor that is one thread.
final class ConnectionThread: SerialExecutor, @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  private enum Job {
    case part(UnownedJob)
    case work(@Sendable () -> Void)
  }

  /// Guarded by `mutex`, as are the next two.
  private var jobs: [Job] = []
  private var stopped = false
  private var thread: pthread_t?

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

  /// A part of a task.
  func enqueue(_ job: consuming ExecutorJob) { add(.part(UnownedJob(job))) }

  /// Work that no task waits for.
  func enqueue(_ work: @escaping @Sendable () -> Void) { add(.work(work)) }

  private func add(_ job: Job) {
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

  /// What `assumeIsolated` asks outside of tasks.
  func checkIsolated() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    precondition(thread == pthread_self(), "this is not the connection's thread")
  }

  private func run() {
    pthread_mutex_lock(mutex)
    thread = pthread_self()
    pthread_mutex_unlock(mutex)
    var batch: [Job] = []
    while takeJobs(into: &batch) {
      for job in batch {
        switch job {
        case .part(let part): part.runSynchronously(on: asUnownedSerialExecutor())
        case .work(let work): work()
        }
      }
      batch.removeAll(keepingCapacity: true)
    }
  }

  private func takeJobs(into batch: inout [Job]) -> Bool {
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
