/// `freehold-control.2026-11-21.0001.jsonl`: whose lines, of which day (UTC), the how-manyeth file of it. The servers write
/// such files, the tool reads them.

public import Values

public struct LogFileName: Hashable, Sendable, Comparable {
  /// `freehold-control` or `freehold-runtime`.
  public var program: String
  public var day: Day
  /// From 1.
  public var number: Int

  public init(program: String, day: Day, number: Int) {
    self.program = program
    self.day = day
    self.number = number
  }

  /// Nil for every name that `text` does not give.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, parts[3] == "jsonl", let day = Day(iso: parts[1]), let number = Int(parts[2]), number > 0
    else { return nil }
    self.init(program: parts[0], day: day, number: number)
    guard self.text == text else { return nil }
  }

  public var text: String {
    let digits = String(number)
    return "\(program).\(day.iso).\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).jsonl"
  }

  public static func < (left: LogFileName, right: LogFileName) -> Bool {
    (left.day, left.number) < (right.day, right.number)
  }
}
