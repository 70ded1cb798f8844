// Waiting for a socket needs a point in monotonic time in the unit of poll(2).

import Glibc

/// A point in monotonic time, or none.
struct Deadline: Sendable {
  /// Nanoseconds of `CLOCK_MONOTONIC`.
  private let nanoseconds: Int64

  static let never = Deadline(nanoseconds: .max)

  static func after(_ duration: Duration) -> Deadline {
    let (seconds, attoseconds) = duration.components
    guard seconds < 1_000_000_000 else { return .never }
    return Deadline(nanoseconds: now() + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  /// For poll(2): -1 without end, 0 when it is over.
  var pollTimeout: CInt {
    guard nanoseconds != .max else { return -1 }
    let left = nanoseconds - Deadline.now()
    return left <= 0 ? 0 : CInt(min(left / 1_000_000 + 1, Int64(CInt.max)))
  }

  var isOver: Bool { nanoseconds != .max && Deadline.now() >= nanoseconds }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
