/// How far a run on a throw-away installation has come, for whoever waits.

import Glibc
import Values

struct Steps: Sendable {
  /// Standard error, where standard output is for a report.
  let toErrors: Bool
  private let began = ContinuousClock.now

  init(toErrors: Bool) { self.toErrors = toErrors }

  var milliseconds: Int64 {
    let elapsed = (ContinuousClock.now - began).components
    return elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
  }

  func say(_ text: String) {
    let tenths = milliseconds / 100
    let time = "\(tenths / 10).\(tenths % 10) s"
    let line = "  " + String(repeating: " ", count: max(0, 8 - time.count)) + Terminal.dim(time) + "  " + text
    if toErrors { Terminal.error(line) } else { Terminal.line(line) }
  }

  /// The wall's clock, for what a result is dated with.
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
