/// Two texts line by line: the changed places, each with a few lines around it.
public struct LineDiff: Sendable, Equatable {
  public enum Mark: Sendable, Equatable { case same, removed, added }

  public struct Line: Sendable, Equatable {
    public let mark: Mark
    public let text: String
  }

  /// Lines that stand together.
  public struct Hunk: Sendable, Equatable {
    /// From 1, of the hunk's first line in either text.
    public let oldStart: Int
    public let newStart: Int
    public let lines: [Line]
  }

  public let hunks: [Hunk]

  /// Lines of context around a change.
  static let context = 3
  /// Where the parts that differ are larger, together, they are shown as replaced whole: finding the smallest difference
  /// takes time by their product.
  static let largest = 6_000

  public init(from old: String, to new: String) {
    let lines = LineDiff.lines(LineDiff.split(old), LineDiff.split(new))
    hunks = LineDiff.hunks(lines)
  }

  /// The first hunk with a changed line that stands in one of these texts only, whatever its indentation: where a statement
  /// of the old text became one of the new. Nil where they were typed in other lines, as with escapes.
  public func hunk(changing old: String, to new: String) -> Int? {
    func lines(_ text: String) -> Set<Substring> {
      Set(LineDiff.split(text).map { $0.trimmed }.filter { !$0.isEmpty })
    }
    let (before, after) = (lines(old), lines(new))
    return hunks.firstIndex { hunk in
      hunk.lines.contains { line in
        switch line.mark {
        case .same: false
        case .removed: before.contains(line.statement) && !after.contains(line.statement)
        case .added: after.contains(line.statement) && !before.contains(line.statement)
        }
      }
    }
  }

  private static func split(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func lines(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
    let middle = changed(old[head..<(old.count - tail)], new[head..<(new.count - tail)])
    func same(_ lines: ArraySlice<Substring>) -> [Line] { lines.map { Line(mark: .same, text: String($0)) } }
    return same(old.prefix(head)) + middle + same(old.suffix(tail))
  }

  private static func changed(_ old: ArraySlice<Substring>, _ new: ArraySlice<Substring>) -> [Line] {
    let (before, after) = (Array(old), Array(new))
    func line(_ mark: Mark, _ text: Substring) -> Line { Line(mark: mark, text: String(text)) }
    guard before.count + after.count <= largest else {
      return before.map { line(.removed, $0) } + after.map { line(.added, $0) }
    }
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.map(\.place))
    let added = Set(difference.insertions.map(\.place))
    var lines: [Line] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      if removed.contains(left) {
        lines.append(line(.removed, before[left]))
        left += 1
      } else if added.contains(right) {
        lines.append(line(.added, after[right]))
        right += 1
      } else {
        lines.append(line(.same, before[left]))
        left += 1
        right += 1
      }
    }
    return lines
  }

  private static func hunks(_ lines: [Line]) -> [Hunk] {
    let changes = lines.indices.filter { lines[$0].mark != .same }
    var ranges: [Range<Int>] = []
    for change in changes {
      let around = max(0, change - context)..<min(lines.count, change + context + 1)
      if let last = ranges.last, last.upperBound >= around.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<around.upperBound
      } else {
        ranges.append(around)
      }
    }
    return ranges.map { range in
      let before = lines[..<range.lowerBound]
      return Hunk(
        oldStart: 1 + before.count { $0.mark != .added }, newStart: 1 + before.count { $0.mark != .removed },
        lines: Array(lines[range]))
    }
  }
}

extension LineDiff.Line {
  /// What a line has of a statement: a short one stands behind its key.
  fileprivate var statement: Substring {
    let text = text[...].trimmed
    return text.hasPrefix("sql: ") ? text.dropFirst(5).trimmed : text
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
    return start[...last]
  }
}

extension CollectionDifference.Change {
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
