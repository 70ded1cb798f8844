/// Log lines on their way to standard error, gathered for a moment: no request waits for the disk that its line goes to.

import Glibc
import Synchronization

enum GatheredLines {
  private static let momentMicroseconds: UInt32 = 20_000
  private static let waiting = Mutex<[UInt8]>([])
  /// Held while writing, so that lines stay in their order.
  private static let output = Mutex(())
  /// Where the lines are kept, too.
  private static let kept = Mutex<LogFolder?>(nil)

  static func keep(in folder: LogFolder) { kept.withLock { $0 = folder } }

  /// Whether there is a thread that writes; started with the first line. What waits when the process ends by itself is
  /// written then.
  private static let hasWriter: Bool = {
    sem_init(wake.address, 0, 0)
    atexit { GatheredLines.flush() }
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { _ in
        GatheredLines.writeForEver()
        return nil
      }, nil)
    if status == 0 { pthread_detach(thread) }
    return status == 0
  }()

  private static let wake = Semaphore()

  private struct Semaphore: @unchecked Sendable {
    let address = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  }

  /// - Parameter now: write it, and all that waits, before returning.
  static func add(_ line: [UInt8], now: Bool) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting.append(contentsOf: line) }
      return waiting.isEmpty
    }
    if now || !hasWriter { flush() } else if isFirst { sem_post(wake.address) }
  }

  static func flush() {
    output.withLock { _ in
      let lines = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      if lines.isEmpty { return }
      writeAll(lines, to: STDERR_FILENO)
      kept.withLock { $0 }?.write(lines)
    }
  }

  private static func writeForEver() {
    while true {
      sem_wait(wake.address)
      usleep(momentMicroseconds)
      flush()
    }
  }
}
