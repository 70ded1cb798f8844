/// The time of day as a parameter, so that tests decide what "expired" means.

import Glibc
public import Values

public struct WallClock: Sendable {
  private let read: @Sendable () -> Instant

  public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

  public func now() -> Instant { read() }

  /// Milliseconds since 1970, the time part of a version 7 id.
  public func milliseconds() -> Int64 { now().microsecondsSinceEpoch / 1000 }

  /// The machine's clock (`CLOCK_REALTIME`).
  public static let system = WallClock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
