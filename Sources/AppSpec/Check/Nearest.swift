/// The known word that a mistyped one most probably meant.
enum Nearest {
  /// Nil when nothing is close: at most a third of the letters may differ, and never more than three.
  static func word(to text: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(text.lowercased().unicodeScalars.prefix(80))
    let tolerance = max(1, min(3, wanted.count / 3))
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard abs(scalars.count - wanted.count) <= tolerance else { continue }
      let distance = distance(wanted, scalars)
      let isBetter = best.map { distance < $0.distance || (distance == $0.distance && candidate < $0.word) } ?? true
      if distance <= tolerance, isBetter { best = (candidate, distance) }
    }
    return best?.word
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(substitution, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }

  /// “Did you mean …?”, or which there are.
  static func advice(for text: String, among candidates: [String], none: String) -> String {
    if let word = word(to: text, among: candidates) { return "Did you mean “\(word)”?" }
    if candidates.isEmpty { return none }
    var seen: Set<String> = []
    let unique = candidates.filter { seen.insert($0).inserted }
    return "There are: \(unique.prefix(12).joined(separator: ", "))\(unique.count > 12 ? ", …" : "")."
  }
}
