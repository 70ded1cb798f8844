/// A small generator whose numbers are the same on every machine and in every Swift version, which the standard
/// library's generators do not promise. SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An independent stream for the `index`th thing of a kind, so that any one of them can be made without the others.
  init(seed: UInt64, kind: UInt64, index: Int) {
    var mixer = SplitMix64(seed: seed ^ (kind &* 0xD6E8_FEB8_6659_FD93))
    self.init(seed: mixer.next() ^ (UInt64(truncatingIfNeeded: index) &* 0xA076_1D64_78BD_642F))
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in `0..<bound`, by multiplication; the bias of 2⁻⁶⁴ × `bound` does not matter here.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True `permille` times in a thousand.
  mutating func chance(permille: Int) -> Bool { below(1000) < permille }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// The index of one of `weights`, as often as its weight says.
  mutating func weighted(_ weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }

  /// Fisher–Yates.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for index in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(index, below(index + 1)) }
  }

  /// `#` becomes a digit, `@` a letter that both Dutch postcodes and Irish Eircodes use; the rest stays.
  mutating func fill(_ pattern: String) -> String {
    let letters: [Character] = ["A", "C", "D", "E", "H", "K", "N", "P", "R", "T", "V", "W", "X"]
    return String(
      pattern.map { character in
        switch character {
        case "#": Character(String(below(10)))
        case "@": pick(letters)
        default: character
        }
      })
  }
}
