// Which events of a long trail are hashed again today. Every leaf is always read, and so is every head; but the events under
// them are many and long, so that of old ones each day has its share, by its number alone.

import Values

struct TrailShare: Sendable, Equatable {
  /// Of leaves.
  let ranges: [Range<Int64>]
  /// After so many days each event was hashed.
  let days: Int64

  /// Nil where a tree is short enough to be hashed whole: up to twice `events`.
  ///
  /// - Parameter events: how many of the newest are hashed on each day, and how many of the others.
  init?(size: Int64, events: Int64, day: Day) {
    guard size > 2 * events else { return nil }
    let older = size - events
    days = (older + events - 1) / events
    let turn = Int64(day.daysSinceEpoch) % days
    ranges = [turn * events..<min((turn + 1) * events, older), older..<size]
  }

  func includes(_ leaf: Int64) -> Bool { ranges.contains { $0.contains(leaf) } }

  /// The next leaf at which it begins or ends.
  func bound(after leaf: Int64) -> Int64? {
    ranges.flatMap { [$0.lowerBound, $0.upperBound] }.filter { $0 > leaf }.min()
  }
}
