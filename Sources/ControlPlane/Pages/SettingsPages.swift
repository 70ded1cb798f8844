/// The workspace's title, and the colours, measures and fonts of its apps.

import AppSpec

enum SettingsPages {
  /// What stands in the forms.
  struct Typed: Sendable {
    var title: String
    var theme: String
    var problem: String?
    var findings: [Theme.Finding] = []
  }

  static func settings(_ typed: Typed, path: String, _ person: Shell.Person) -> HTML {
    """
    <h1>Settings</h1>
    \(typed.problem.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" as HTML })
    <form method="post" action="\(path)/title" class="card">\(person.field)
    <div class="field"><label for="title">Title of the workspace</label>
    <input id="title" name="title" maxlength="200" required value="\(typed.title)"\(invalid(typed.problem != nil))></div>
    <button>Rename</button></form>
    <h2 id="look">How the apps look</h2>
    \(findings(typed.findings))
    <form method="post" action="\(path)/theme" class="card">\(person.field)
    <div class="field"><label for="theme">Custom properties (CSS)</label>
    <textarea class="spec" id="theme" name="theme" rows="10" spellcheck="false" autocapitalize="off" \
    aria-describedby="theme-help"\(invalid(!typed.findings.isEmpty))>
    \(typed.theme)</textarea>
    <p class="hint" id="theme-help">One property a line, over those of Freehold; empty for none. Colours are #rrggbb and must \
    be readable on their grounds; what is for the dark stands in <code>@media (prefers-color-scheme: dark) { … }</code>. \
    Nothing else of CSS is taken.</p></div>
    <button>Check and use</button></form>
    \(known)
    """
  }

  /// What can be set, with Freehold's own values.
  private static var known: HTML {
    let rows = zip(DesignTokens.light, DesignTokens.dark).map { light, dark -> HTML in
      "<tr><td><code>--\(light.name)</code></td><td><code>\(light.value)</code></td><td><code>\(dark.value)</code></td></tr>"
    }
    return """
      <details><summary>All properties</summary>
      \(AppPages.table(["Colour", "In the light", "In the dark"], rows, empty: ""))
      <p class="hint">And the lengths <code>--radius</code>, <code>--gap</code>, <code>--pad</code>, <code>--control</code> \
      (px or rem), the fonts <code>--font</code> and <code>--mono</code> (names that the visitors' devices have).</p></details>
      """
  }

  private static func findings(_ findings: [Theme.Finding]) -> HTML {
    if findings.isEmpty { return "" }
    let items = findings.map { finding -> HTML in
      let place: HTML = finding.line > 0 ? "<strong>Line \(finding.line):</strong> " : ""
      return "<li class=\"error\">\(place)\(finding.message)</li>"
    }
    return """
      <section class="notice bad" role="alert"><p>Not changed: \(findings.count == 1 ? "one thing is" : "some things are") \
      to correct.</p><ol class="findings">\(items)</ol></section>
      """
  }

  private static func invalid(_ isInvalid: Bool) -> HTML { isInvalid ? " aria-invalid=\"true\"" : "" }
}
