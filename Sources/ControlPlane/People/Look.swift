/// How apps look, as the form has it: a few properties by fields, the others as text.

import AppSpec
import ServerKit

struct Look: Sendable {
  var accent: String
  var darkAccent: String
  var radius: String
  var font: String
  /// All other properties.
  var text: String
  var findings: [Theme.Finding] = []

  static let radii = [("", "Rounded"), ("0px", "Square"), ("4px", "A little round"), ("14px", "Very round")]
  static let fonts = [
    ("", "The device’s own"), ("Georgia, serif", "Serif"), ("Verdana, sans-serif", "Wide"),
    ("Courier New, monospace", "Typewriter"),
  ]
  private static let fields: Set<String> = ["accent", "radius", "font"]

  static func own(_ name: String, inDark: Bool = false) -> String {
    (inDark ? DesignTokens.dark : DesignTokens.light).first { $0.name == name }?.value ?? ""
  }

  /// From what is kept. Rules that have grown since leave it out.
  init(_ kept: String) {
    let theme: Theme
    do throws(ThemeFindings) { theme = try Theme(kept) } catch { theme = Theme() }
    let font = theme.value("font") ?? ""
    let known = Self.fonts.first { $0.0 == Self.plain(font) }?.0
    accent = theme.value("accent") ?? Self.own("accent")
    darkAccent = theme.value("accent", inDark: true) ?? Self.own("accent", inDark: true)
    let radius = theme.value("radius") ?? ""
    self.radius = Self.radii.contains { $0.0 == radius } ? radius : ""
    self.font = known ?? ""
    var taken: Set<String> = ["accent"]
    if self.radius == radius { taken.insert("radius") }
    if known != nil { taken.insert("font") }
    text = theme.leavingOut(light: taken, dark: ["accent"]).text
  }

  init(_ form: Fields) {
    accent = form["accent"] ?? ""
    darkAccent = form["dark-accent"] ?? ""
    radius = form["radius"] ?? ""
    font = form["font"] ?? ""
    text = String(decoding: (form["theme"] ?? "").utf8.filter { $0 != 0x0D }, as: UTF8.self)
  }

  /// The lines of the text are counted as they stand in it; findings about a field have none.
  func theme() throws(ThemeFindings) -> Theme {
    var lines: [String] = []
    if !accent.isEmpty, accent != Self.own("accent") { lines.append("--accent: \(accent);") }
    if !radius.isEmpty { lines.append("--radius: \(radius);") }
    if !font.isEmpty { lines.append("--font: \(font);") }
    if !darkAccent.isEmpty, darkAccent != Self.own("accent", inDark: true) {
      lines.append("@media (prefers-color-scheme: dark) { --accent: \(darkAccent); }")
    }
    do throws(ThemeFindings) { return try Theme((lines + [text]).joined(separator: "\n")) } catch {
      throw ThemeFindings(
        all: error.all.map { Theme.Finding(line: max(0, $0.line - lines.count), message: $0.message) })
    }
  }

  private static func plain(_ font: String) -> String { font.filter { $0 != "\"" } }
}
