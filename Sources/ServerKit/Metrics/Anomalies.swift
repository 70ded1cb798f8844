/// What is unusual in what a server counts, and who looks: failures, slowness, and requests that are turned away at the
/// doors. Rules are plain thresholds over the last minutes, so that whoever reads one knows when it speaks.

import Logging
import ServiceLifecycle

public enum Anomaly: String, Sendable, CaseIterable {
  case failures = "one answer in twenty or more is a failure of the server"
  case slowness = "one answer in twenty or more takes longer than a second"
  case refusals = "half of the requests or more are turned away"

  /// Fewer requests than this say nothing.
  static let fewest = 50

  /// - Parameter counts: of the time that is judged.
  public static func found(in counts: RequestCounts) -> [Anomaly] {
    guard counts.all >= fewest else { return [] }
    return allCases.filter { anomaly in
      switch anomaly {
      case .failures: counts.failed * 20 >= counts.all
      case .slowness: counts.slow * 20 >= counts.all
      case .refusals: counts.refused * 2 >= counts.all
      }
    }
  }
}

/// How requests ended.
public struct RequestCounts: Sendable, Equatable {
  public var all = 0
  /// With a status from 500 on.
  public var failed = 0
  /// With a status from 400 to 499: not signed in, not allowed, not there, too often.
  public var refused = 0
  /// After more than a second.
  public var slow = 0

  public init(all: Int = 0, failed: Int = 0, refused: Int = 0, slow: Int = 0) {
    (self.all, self.failed, self.refused, self.slow) = (all, failed, refused, slow)
  }

  mutating func add(status: Int, isSlow: Bool) {
    all += 1
    if (500..<600).contains(status) { failed += 1 }
    if (400..<500).contains(status) { refused += 1 }
    if isSlow { slow += 1 }
  }

  static func - (left: RequestCounts, right: RequestCounts) -> RequestCounts {
    RequestCounts(
      all: left.all - right.all, failed: left.failed - right.failed, refused: left.refused - right.refused,
      slow: left.slow - right.slow)
  }
}

/// What was counted at the last looks, and what was unusual at the last one.
struct AnomalyMemory {
  /// How many looks are judged together.
  static let looks = 5

  private var history: [RequestCounts]
  private(set) var known: Set<Anomaly> = []
  /// Of the time that was judged last.
  private(set) var judged = RequestCounts()

  init(_ counts: RequestCounts) { history = [counts] }

  /// - Parameter counts: since the program's start.
  /// - Returns: what begins, and what is over.
  mutating func look(at counts: RequestCounts) -> (began: [Anomaly], over: [Anomaly]) {
    history.append(counts)
    if history.count > Self.looks + 1 { history.removeFirst() }
    judged = counts - history[0]
    let found = Anomaly.found(in: judged)
    defer { known = Set(found) }
    return (found.filter { !known.contains($0) }, Anomaly.allCases.filter { known.contains($0) && !found.contains($0) })
  }
}

/// Looks each minute at the last five, and says in the log as an error when something unusual begins.
struct AnomalyWatch: Service {
  let metrics: Metrics
  let logger: Logger

  init(_ metrics: Metrics, logger: Logger) {
    self.metrics = metrics
    self.logger = logger
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var memory = AnomalyMemory(metrics.counts)
      // In small steps: a server that stops waits for the one that it is in.
      for step in 1... {
        do { try await Task.sleep(for: .milliseconds(500)) } catch { break }
        if step % 120 == 0 { Self.look(&memory, at: metrics.counts, logger) }
      }
    }
  }

  static func look(_ memory: inout AnomalyMemory, at counts: RequestCounts, _ logger: Logger) {
    let (began, over) = memory.look(at: counts)
    let judged = memory.judged
    for anomaly in began {
      logger.error(
        "unusual: \(anomaly.rawValue)",
        metadata: [
          "requests": .stringConvertible(judged.all), "failed": .stringConvertible(judged.failed),
          "refused": .stringConvertible(judged.refused), "slow": .stringConvertible(judged.slow),
        ])
    }
    for anomaly in over { logger.notice("no longer: \(anomaly.rawValue)") }
  }
}
