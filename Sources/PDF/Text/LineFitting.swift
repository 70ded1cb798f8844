/// A paragraph's characters, each with its width, on their way into lines.
struct LineFitting {
  let scalars: [UInt32]
  /// For each scalar the width of the cluster that begins with it.
  let advances: [Points]

  /// The scalars of each line, without the spaces at its ends.
  func ranges(_ width: Points) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < advances.count {
      let end = lineEnd(from: start, width)
      lines.append(LineFitting.trimmed(start..<end, scalars))
      start = end
      while start < advances.count && LineBreaks.isSpace(scalars[start]) { start += 1 }
    }
    return lines
  }

  /// Past the last character of the line that begins at `start`: at the last place that fits, or inside a word that no line holds.
  private func lineEnd(from start: Int, _ width: Points) -> Int {
    var used: Points = 0
    var possible: Int?
    var index = start
    while index < advances.count {
      let isSpace = LineBreaks.isSpace(scalars[index])
      if !isSpace && used + advances[index] > width {
        if let possible { return possible }
        // A word wider than the line: before the cluster that no longer fits, but never before the first one.
        var end = index
        while end > start && advances[end] == .zero { end -= 1 }
        return max(end, clusterEnd(start))
      }
      used += advances[index]
      if LineBreaks.isAllowed(after: index, in: scalars) { possible = index + 1 }
      index += 1
    }
    return advances.count
  }

  private func clusterEnd(_ start: Int) -> Int {
    var end = start + 1
    while end < advances.count && advances[end] == .zero { end += 1 }
    return end
  }

  static func trimmed(_ range: Range<Int>, _ scalars: [UInt32]) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound && LineBreaks.isSpace(scalars[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }
}
