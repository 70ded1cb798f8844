/// What the control plane shall hear, on disk before it matters: reports wait here until they were delivered. They
/// carry no payload (see `Report`), so neither does this file.

import Contract
import ServerKit
import Synchronization
import Values

final class Spool: Sendable {
  private let journal: Journal
  /// How much of the file has been delivered.
  private let delivered = Mutex<Int>(0)

  /// - Parameter limit: bytes; a spool that is full refuses, and so do actions.
  init(_ path: String, limit: Int = 64 << 20) throws(StateFailure) { journal = try Journal(path, limit: limit) }

  /// On disk when it returns.
  func add(_ reports: [Report]) async throws(StateFailure) { try await journal.append(reports.map(\.json.bytes)) }

  /// Bytes that wait.
  var backlog: Int { journal.size - delivered.withLock { $0 } }

  /// The oldest reports that were not delivered, at most `count`, and the position behind them. Lines that are none of
  /// ours are counted in `damaged` and passed over.
  func next(_ count: Int) throws(StateFailure) -> (reports: [Report], end: Int, damaged: Int) {
    let start = delivered.withLock { $0 }
    let (lines, end) = try journal.lines(from: start, atMost: count)
    var reports: [Report] = []
    for line in lines { if let report = Self.parse(line) { reports.append(report) } }
    return (reports, end, lines.count - reports.count)
  }

  /// What stands before `end` has arrived and is forgotten. After a crash in between it is delivered again, under the
  /// same ids.
  func acknowledge(upTo end: Int) throws(StateFailure) {
    delivered.withLock { $0 = end }
    guard backlog == 0 || end > 4 << 20 else { return }
    try journal.replace(upTo: end)
    delivered.withLock { $0 -= end }
  }

  private static func parse(_ line: ArraySlice<UInt8>) -> Report? {
    do { return try Report(try JSON.parse(Array(line))) } catch { return nil }
  }
}
