/// Which lines are asked for.

import ArgumentParser
import Values

enum LogPlane: String, CaseIterable, ExpressibleByArgument {
  case control, runtime

  var program: String { "freehold-\(rawValue)" }
}

enum LogLevel: String, CaseIterable, ExpressibleByArgument, Comparable {
  case trace, debug, info, notice, warning, error, critical

  private var gravity: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  static func < (left: LogLevel, right: LogLevel) -> Bool { left.gravity < right.gravity }
}

struct LogFilter {
  var since: Instant
  var until: Instant?
  var level = LogLevel.trace
  var request: String?
  var workspace: String?

  func admits(_ line: LogLine) -> Bool {
    if line.time < since { return false }
    if let until, line.time >= until { return false }
    if line.level < level { return false }
    if let request, line.json["request"]?.string != request { return false }
    if let workspace, line.json["workspace"]?.string != workspace { return false }
    return true
  }

  /// What every line that is admitted contains as it stands: most lines need not be read as JSON at all.
  var needles: [[UInt8]] { [request, workspace].compactMap { $0 }.map { Array(JSON.string($0).bytes) } }
}
