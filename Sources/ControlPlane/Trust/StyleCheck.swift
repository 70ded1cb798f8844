/// `ops.css`: what an administrator may try to write into every page of the workspace's apps, given to the grammar that
/// stands before it.

import AppSpec
import Trust

enum StyleCheck {
  private static let sound = "--accent: #7a2e0e;\n--radius: 4px;\n--font: Inter, system-ui;\n"

  /// Each would reach further than a colour, a measure or a typeface.
  static let hostile: [(name: String, css: String)] = [
    ("a rule", "--accent: #123456; } body { display: none; "), ("a selector", "body { --accent: #123456; }"),
    ("an import", "@import url(https://evil.example/x.css);"), ("an address", "--accent: url(https://evil.example/x);"),
    ("an address in quotes", "--font: \"url(//evil.example/x)\";"), ("an image set", "--accent: image-set('x' 1x);"),
    ("an expression", "--accent: expression(alert(1));"), ("a variable", "--accent: var(--ink);"),
    ("an escape", "--accent: \\75rl(x);"), ("a comment that hides", "--accent: #123/*;*/456; } * {"),
    ("the end of the style", "--font: </style><script>alert(1)</script>;"), ("a charset", "@charset \"utf-7\";"),
    ("an unknown property", "--evil: #123456;"), ("no custom property", "background: #123456;"),
    ("an attribute", "[value^=a] { --accent: #123456; }"), ("something important", "--accent: #123456 !important;"),
    ("another medium", "@media print { --accent: #123456; }"),
    ("a typeface of the network", "@font-face { src: url(x) }"),
    ("a NUL", "--accent: #12\u{0}3456;"), ("a huge measure", "--pad: 99999999px;"), ("a negative one", "--pad: -1px;"),
    ("ink that cannot be read", "--ink: #ffffff;"),
    ("too much", String(repeating: "--accent: #123456;\n", count: 1_000)),
  ]

  /// - Parameter stylesheet: what goes into the pages, or nil when the text is refused.
  static func verdict(
    _ stylesheet: (String) -> String? = { css in
      do { return try Theme(css).stylesheet } catch { return nil }
    }
  ) -> ControlVerdict {
    var findings = hostile.filter { stylesheet($0.css) != nil }.map { "\($0.name) is taken" }
    if let written = stylesheet(sound) {
      if written.contains("<") || written.contains("url(") { findings.append("more is written than was understood") }
      if !written.contains(":root{") { findings.append("what is sound does not reach :root") }
    } else {
      findings.append("what is sound is refused")
    }
    var evidence = Evidence()
    evidence.names("refused", hostile.map(\.name))
    return ControlVerdict(findings: findings, evidence)
  }
}
