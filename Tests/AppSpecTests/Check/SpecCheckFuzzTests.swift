import AppSpec
import Testing

/// Twenty thousand broken specs: none crashes, each gets an app or an error, every place lies within the spec.
@Suite struct SpecCheckFuzzTests {
  /// SplitMix64: the same specs in every run.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let words = [
    "{", "}", "[", "]", ": ", "- ", "\n", "  ", "\t", "&a ", "*a", "!!str ", "---\n", "...\n", "? ", "|", ">", "|2-\n",
    "\"", "'", "#",
    "{{", "}}", "{{{", "{{#a}}", "{{/a}}", ":id", "::", "$1", "$$", "$x$", "/*", "*/", "--", ";", "(", ")", "[1:2]",
    "E'\\",
    "null", "~", "true", "no", "0", "-1", "99999999999999999999", "today - 9999999", "1e9", "\u{0}", "\u{7f}", "\u{85}",
    "\u{2028}",
    "\u{FEFF}", "é", "日本", "👨‍👩‍👧", "\u{0301}", "\\x00", "\\u0000", "\\ud800", "<<: ", "% ", "%YAML 1.1\n", "@", "`",
    "viewer_id",
    "queries", "pages", "sql", "roles", "table", "select ", "as ", "/customers/:id", "{ money: EUR }", "0 rows",
    "-due_on", ",", "\r\n",
  ].map { Array($0.utf8) }

  private func mutate(_ seed: [UInt8], _ random: inout Generator) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      guard !bytes.isEmpty else { break }
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...80, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(at..<end)
      case 2: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 3: bytes.insert(contentsOf: SpecCheckFuzzTests.words.randomElement(using: &random) ?? [], at: at)
      case 4: bytes.replaceSubrange(at..<end, with: SpecCheckFuzzTests.words.randomElement(using: &random) ?? [])
      case 5: bytes.removeSubrange(at...)
      case 6: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &random))
      default:
        let word = SpecCheckFuzzTests.words.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...30, using: &random) { bytes.insert(contentsOf: word, at: at) }
      }
    }
    return bytes
  }

  private func soup(_ random: inout Generator) -> [UInt8] {
    (0..<Int.random(in: 1...60, using: &random)).flatMap { _ in
      SpecCheckFuzzTests.words.randomElement(using: &random) ?? []
    }
  }

  private func examine(_ bytes: [UInt8]) {
    let checked = SpecCheck.check(bytes)
    let hasError = checked.findings.contains { $0.severity == .error }
    #expect((checked.app == nil) == hasError, "\(bytes)")
    let lines = bytes.count { $0 == 10 || $0 == 13 } + bytes.count { $0 == 0x85 || $0 == 0xA8 || $0 == 0xA9 } + 1
    for finding in checked.findings {
      let isPlaced = finding.line >= 1 && finding.line <= lines && finding.column >= 1
      let isSaid = !finding.message.isEmpty && !finding.advice.isEmpty && !finding.code.isEmpty
      #expect(isPlaced && isSaid, "\(finding) \(bytes)")
    }
  }

  @Test("Twenty thousand broken specs crash nothing", arguments: 0..<20)
  func specs(seed: UInt64) throws {
    var random = Generator(state: seed)
    let example = try Example.bytes()
    let small = Array(Spec().text.utf8)
    for round in 0..<1000 {
      switch round % 10 {
      case 0: examine(mutate(example, &random))
      case 1: examine(soup(&random))
      case 2:
        examine((0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
      default: examine(mutate(small, &random))
      }
    }
  }
}
