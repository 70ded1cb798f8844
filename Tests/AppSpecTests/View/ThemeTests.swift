import Testing

@testable import AppSpec

@Suite("A workspace's theme")
struct ThemeTests {
  private func findings(_ text: String) -> [Theme.Finding] {
    do throws(ThemeFindings) {
      _ = try Theme(text)
      return []
    } catch { return error.all }
  }

  @Test("is colours, measures and fonts, written anew in one form")
  func sound() throws {
    let theme = try Theme(
      """
      /* ours */
      :root { --accent: #7A2E0E; --radius : 4.50px }
      --font: "Fira Sans", Cantarell, sans-serif;
      --gap: 1rem;
      @media (prefers-color-scheme: dark) { --accent: #fba; }
      """)
    #expect(
      theme.text == """
        --accent: #7a2e0e;
        --radius: 4.50px;
        --font: "Fira Sans", "Cantarell", sans-serif;
        --gap: 1rem;
        @media (prefers-color-scheme: dark) {
          --accent: #ffbbaa;
        }

        """)
    #expect(try Theme(theme.text) == theme)
    #expect(
      theme.stylesheet == """
        :root{--radius:4.50px;--font:"Fira Sans", "Cantarell", sans-serif;--gap:1rem}
        @media not (prefers-color-scheme:dark){:root{--accent:#7a2e0e;--accent-ink:#ffffff;--accent-soft:#efe6e2;--series-0:#7a2e0e}}
        @media (prefers-color-scheme:dark){:root{--accent:#ffbbaa;--accent-ink:#101311;--accent-soft:#37332f;--series-0:#ffbbaa}}

        """)
    #expect(try Theme(" \n ").isEmpty)
  }

  @Test(
    "has no address, function, escape, selector, import, other property or end of its rule",
    arguments: [
      "--accent: url(https://evil.example/x);", "--accent: red;", "--accent: var(--ink);", "--accent: #12345;",
      "--accent: expression(alert(1));", "--accent: #123456; } body { display: none", "--accent: \\23 123456;",
      "@import url(x.css);", "@font-face { src: url(x) }", "body { color: #111111; }", "color: #111111;",
      "--accent:#111111}</style><script>alert(1)</script>", "--nothing: #111111;", "--font: \"a\\\"b\";",
      "--font: x;behavior:url(x);", "--font: \"a, url(x)\";", "--radius: calc(1px);", "--radius: 1e9px;",
      "--radius: -4px;", "--radius: 999px;", "--shadow: 0 0 0 #000000;", ":root:has(input) { --accent: #111111 }",
      "@media print { --accent: #111111 }", "--accent: #111111 !important;", "--font: ,;", "/* --accent: #111111;",
      "{{{", "--", "--accent", "--accent:", "@media (prefers-color-scheme: dark) { --accent: #ffbbaa;",
    ])
  func hostile(_ text: String) {
    let found = findings(text)
    // An open comment is all comment: nothing is understood, and nothing comes out.
    if text.hasPrefix("/*") { return #expect(found.isEmpty) }
    #expect(!found.isEmpty, "\(text)")
  }

  @Test("whatever stands in it, only what was understood comes out")
  func fuzzed() throws {
    var noise = SystemRandomNumberGenerator()
    let pieces = [
      "--accent", ":", ";", "{", "}", "#7a2e0e", "#", "url(", ")", "\\", "\"", "'", "/*", "*/", ":root", "@media",
      "(prefers-color-scheme: dark)", "\n", " ", "<", "4px", "--radius", "--font", "Ubuntu", ",", "é", "\u{0}",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<24, using: &noise)).map { _ in pieces.randomElement(using: &noise)! }.joined()
      guard let theme = sound(text) else { continue }
      #expect(sound(theme.text) == theme)
      let out = theme.stylesheet
      #expect(!out.contains("url") && !out.contains("<") && !out.contains("\\") && !out.contains("/*"), "\(text)")
      #expect(out.count { $0 == "{" } == out.count { $0 == "}" })
    }
  }

  private func sound(_ text: String) -> Theme? { do { return try Theme(text) } catch { return nil } }

  @Test("what cannot be read is said with both colours, in the mode where it happens")
  func contrast() {
    let light = findings("--accent: #ffee88;")
    #expect(light.contains { $0.message.contains("In light mode --accent (#ffee88) cannot be read on --paper") })
    let dark = findings("@media (prefers-color-scheme: dark) { --ink: #222222; }")
    #expect(!dark.isEmpty && dark.allSatisfy { $0.message.hasPrefix("In dark mode") })
  }

  @Test("each mistake is told at its line, and a theme that is too long is not read")
  func lines() {
    let found = findings("--accent: #1b6b47;\n--acent: #1b6b47;\n\n--radius: big;")
    #expect(found.map(\.line) == [2, 4])
    #expect(found[0].message.contains("There is no property --acent"))
    #expect(findings(String(repeating: " ", count: Theme.limit + 1)).count == 1)
  }
}
