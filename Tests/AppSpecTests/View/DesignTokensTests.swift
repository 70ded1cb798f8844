import Testing

@testable import AppSpec

@Suite("Colours can be told apart (WCAG 2.2, 1.4.3 and 1.4.11), and assets stay small")
struct DesignTokensTests {
  @Test("in light and dark", arguments: DesignTokens.contrasts)
  func contrast(_ text: String, _ ground: String, _ least: Double) throws {
    for scheme in [DesignTokens.light, DesignTokens.dark] {
      let colours = Dictionary(uniqueKeysWithValues: scheme.map { ($0.name, $0.value) })
      let pair = (try #require(colours[text]), try #require(colours[ground]))
      let ratio = try #require(Contrast.ratio(pair.0, pair.1))
      #expect(ratio >= least, "\(text) on \(ground): \(ratio)")
    }
  }

  @Test("contrast is WCAG's: black on white 21, the greyest text that passes 4.5")
  func measured() {
    #expect(Contrast.ratio("#000000", "#ffffff") == 21)
    #expect(abs((Contrast.ratio("#767676", "#ffffff") ?? 0) - 4.54) < 0.01)
    #expect(Contrast.ratio("red", "#ffffff") == nil)
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
