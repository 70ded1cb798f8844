/// Carries reports to the control plane, in order, in batches, at least once.

import Contract
import Logging
import ServiceLifecycle

struct Delivery: Service {
  let spool: Spool
  let control: any ControlPlaneLink
  let logger: Logger
  var pause: Duration = .milliseconds(500)

  func run() async throws {
    var backOff = BackOff()
    while !Task.isShuttingDownGracefully && !Task.isCancelled {
      do {
        while try await deliverOnce() {}
        backOff.reset()
        try await Pause.wait(for: pause)
      } catch is CancellationError {
        break
      } catch {
        logger.notice("reports wait", metadata: ["error": .string(String(describing: type(of: error)))])
        try await backOff.wait()
      }
    }
    await lastTry()
  }

  /// - Returns: whether there may be more.
  private func deliverOnce() async throws -> Bool {
    let (reports, end, damaged) = try spool.next(500)
    if damaged > 0 { logger.error("damaged lines in the spool", metadata: ["lines": .stringConvertible(damaged)]) }
    guard !reports.isEmpty else {
      if damaged > 0 { try spool.acknowledge(upTo: end) }
      return false
    }
    let accepted = try await control.deliver(reports)
    let refused = reports.count { !accepted.contains($0.id) }
    if refused > 0 {
      logger.error("the control plane refused reports", metadata: ["reports": .stringConvertible(refused)])
    }
    try spool.acknowledge(upTo: end)
    return true
  }

  /// On the way out, so that little waits for the next start.
  private func lastTry() async {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { while try await deliverOnce() {} }
        group.addTask {
          try await Task.sleep(for: .seconds(2))
          throw CancellationError()
        }
        try await group.next()
        group.cancelAll()
      }
    } catch {
      logger.notice("reports wait for the next start")
    }
  }
}

/// 0.2, 0.4 … 20 seconds, each shortened by chance to between a half and the whole, so that many runtimes do not come
/// back together.
struct BackOff {
  private var failures = 0

  mutating func reset() { failures = 0 }

  /// Ends early when the server is asked to stop.
  mutating func wait() async throws {
    let longest = min(20, 0.2 * Double(1 << min(failures, 10)))
    failures += 1
    try await Pause.wait(for: .seconds(Double.random(in: longest / 2...longest)))
  }
}

enum Pause {
  /// - Returns: whether the time went by; false when the server is asked to stop.
  @discardableResult
  static func wait(for time: Duration) async throws -> Bool {
    do {
      try await cancelWhenGracefulShutdown { try await Task.sleep(for: time) }
      return true
    } catch is CancellationError {
      return false
    }
  }
}
