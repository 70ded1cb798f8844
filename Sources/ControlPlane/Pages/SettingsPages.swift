/// The workspace's title, how its apps look, and where they are reached.

import AppSpec
import Values

enum SettingsPages {
  enum Part: Sendable { case title, logo, domain }

  /// What stands in the forms.
  struct Form: Sendable {
    var title: String
    var look: Look
    var hasLogo: Bool
    var domain: String
    /// Since when the domain's DNS leads elsewhere.
    var domainLostAt: Instant?
    /// What the domain's DNS must lead to; nil without a runtime.
    var domainTarget: String?
    var problems: [Part: String] = [:]
  }

  static func settings(_ form: Form, path: String, _ person: Shell.Person) -> HTML {
    """
    <h1>Settings</h1>
    \(problem(form.problems[.title]))
    <form method="post" action="\(path)/title" class="card">\(person.field)
    <div class="field"><label for="title">Title of the workspace</label>
    <input id="title" name="title" maxlength="200" required value="\(form.title)"\(invalid(form.problems[.title] != nil))></div>
    <button>Rename</button></form>
    <h2 id="look">How the apps look</h2>
    \(findings(form.look.findings))\(look(form.look, path: path, person))
    <h2 id="logo">Logo</h2>
    \(problem(form.problems[.logo]))\(logo(form, path: path, person))
    <h2 id="domain">Domain of the apps</h2>
    \(problem(form.problems[.domain]))\(domain(form, path: path, person))
    """
  }

  private static func look(_ look: Look, path: String, _ person: Shell.Person) -> HTML {
    """
    <form method="post" action="\(path)/theme" class="card">\(person.field)
    <div class="row">
    <div><label for="accent">Accent by day</label><input type="color" id="accent" name="accent" value="\(look.accent)"></div>
    <div><label for="dark-accent">Accent in the dark</label>\
    <input type="color" id="dark-accent" name="dark-accent" value="\(look.darkAccent)"></div>
    <div><label for="radius">Corners</label>\(choice("radius", Look.radii, look.radius))</div>
    <div><label for="font">Typeface</label>\(choice("font", Look.fonts, look.font))</div></div>
    <details\(look.text.isEmpty && look.findings.isEmpty ? "" : " open")><summary>More properties (CSS)</summary>
    <div class="field"><label for="theme">Custom properties</label>
    <textarea class="spec" id="theme" name="theme" rows="8" spellcheck="false" autocapitalize="off" \
    aria-describedby="theme-help"\(invalid(!look.findings.isEmpty))>
    \(look.text)</textarea>
    <p class="hint" id="theme-help">One property a line, over those of Freehold. Colours are #rrggbb and must be readable on \
    their grounds; what is for the dark stands in <code>@media (prefers-color-scheme: dark) { … }</code>. Nothing else of CSS \
    is taken.</p></div>
    \(known)</details>
    <p></p><button>Check and use</button></form>
    """
  }

  private static func choice(_ name: String, _ choices: [(value: String, title: String)], _ chosen: String) -> HTML {
    let options = choices.map { choice -> HTML in
      "<option value=\"\(choice.value)\"\(choice.value == chosen ? " selected" : "")>\(choice.title)</option>"
    }
    return "<select id=\"\(name)\" name=\"\(name)\">\(options)</select>"
  }

  private static func logo(_ form: Form, path: String, _ person: Shell.Person) -> HTML {
    let now: HTML =
      form.hasLogo
      ? """
      <div class="row"><img src="\(path)/logo" alt="The logo as it is" height="32">
      <form method="post" action="\(path)/logo">\(person.field)<button class="plain">Remove</button></form></div>
      """ : ""
    return """
      <div class="card">\(now)
      <form method="post" action="\(path)/logo" enctype="multipart/form-data">\(person.field)
      <div class="field"><label for="logo-file">\(form.hasLogo ? "Another one" : "Picture")</label>
      <input type="file" id="logo-file" name="logo" accept="image/png" required>
      <p class="hint">PNG, 64 KiB at most. It stands 32 pixels high in the bar of each app.</p></div>
      <button>Use it</button></form></div>
      """
  }

  private static func domain(_ form: Form, path: String, _ person: Shell.Person) -> HTML {
    guard let target = form.domainTarget else {
      return "<p class=\"quiet\">The apps get an address with the first runtime that serves this workspace.</p>"
    }
    return """
      \(lost(form, target))<form method="post" action="\(path)/domain" class="card">\(person.field)
      <p class="hint">The apps are at <code>\(target)</code>. To have them at a host of yours, make this record in its DNS; it \
      proves that the host is yours. The runtime’s certificate has to name it too.</p>
      <pre class="scroll" tabindex="0">\(form.domain.isEmpty ? "apps.example.com" : form.domain).  CNAME  \(target).</pre>
      <div class="field"><label for="domain-name">Host</label>
      <input id="domain-name" name="domain" maxlength="253" autocapitalize="off" spellcheck="false" \
      placeholder="apps.example.com" value="\(form.domain)"\(invalid(form.problems[.domain] != nil))>
      <p class="hint">Empty for none.</p></div>
      <button>Check and use</button></form>
      """
  }

  private static func lost(_ form: Form, _ target: String) -> HTML {
    guard let since = form.domainLostAt else { return "" }
    let end = since.day.adding(days: DomainWatch.patienceDays)
    return """
      <p class="notice bad">Since \(Moment.html(since)) UTC the DNS of \(form.domain) no longer leads to \(target): the apps \
      cannot be opened there. Mend the record by \(end.iso); after that the domain is released.</p>
      """
  }

  /// What can be set, with Freehold's own values.
  private static var known: HTML {
    let rows = zip(DesignTokens.light, DesignTokens.dark).map { light, dark -> HTML in
      "<tr><td><code>--\(light.name)</code></td><td data-head=\"In the light\"><code>\(light.value)</code></td><td data-head=\"In the dark\"><code>\(dark.value)</code></td></tr>"
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

  private static func problem(_ text: String?) -> HTML {
    text.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" } ?? ""
  }

  private static func invalid(_ isInvalid: Bool) -> HTML { isInvalid ? " aria-invalid=\"true\"" : "" }
}
