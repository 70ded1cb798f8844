import Testing

@testable import AppSpec

@Suite("Colours can be told apart (WCAG 2.2, 1.4.3 and 1.4.11), and assets stay small")
struct DesignTokensTests {
  static let pairs: [(text: String, ground: String, least: Double)] =
    ["ink", "quiet", "accent", "bad"].flatMap { [($0, "paper", 4.5), ($0, "ground", 4.5)] }
    + [("quiet", "sunken", 4.5), ("ink", "sunken", 4.5), ("accent", "accent-soft", 4.5), ("accent-ink", "accent", 4.5)]
    + ["good", "warning", "bad", "info", "neutral"].map { ($0, $0 + "-soft", 4.5) }
    + (0...5).map { ("series-\($0)", "paper", 3) } + [("edge", "paper", 3), ("accent", "sunken", 4.5)]

  @Test("in light and dark", arguments: pairs)
  func contrast(_ text: String, _ ground: String, _ least: Double) throws {
    for scheme in [DesignTokens.light, DesignTokens.dark] {
      let colours = Dictionary(uniqueKeysWithValues: scheme.map { ($0.name, $0.value) })
      let pair = [try #require(colours[text]), try #require(colours[ground])].map(luminance).sorted()
      let ratio = (pair[1] + 0.05) / (pair[0] + 0.05)
      #expect(ratio >= least, "\(text) on \(ground): \(ratio)")
    }
  }

  /// WCAG 2.2, relative luminance.
  private func luminance(_ hex: String) -> Double {
    let digits = Array(hex.dropFirst())
    let channels = stride(from: 0, to: 6, by: 2).map { Double(Int(String(digits[$0...$0 + 1]), radix: 16)!) / 255 }
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow24(($0 + 0.055) / 1.055) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// `x` to the power 12/5, by Newton's fifth root.
  private func pow24(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - x) / (5 * root * root * root * root) }
    let square = root * root
    return x * x * square
  }

  @Test("both schemes have the same tokens")
  func sameNames() { #expect(DesignTokens.light.map(\.name) == DesignTokens.dark.map(\.name)) }

  @Test("the script stays under 6 KB and the stylesheet under 24 KB")
  func size() {
    #expect(AppAssets.script.utf8.count < 6144, "\(AppAssets.script.utf8.count)")
    #expect(AppAssets.stylesheet.utf8.count < 24576, "\(AppAssets.stylesheet.utf8.count)")
  }

  @Test("every custom property that is used is defined")
  func defined() {
    let defined = Set(DesignTokens.light.map(\.name) + ["font", "mono", "radius", "gap", "pad", "control", "shadow"])
    for use in AppAssets.stylesheet.split(separator: "var(--").dropFirst() {
      let name = String(use.prefix { $0 != ")" })
      #expect(defined.contains(name), "\(name)")
    }
  }
}
