/// Writing a spec: the text, and each finding with its line, column and what would be right.

import AppSpec
import ControlStore

enum SpecPages {
  /// - Parameter start: what the text began as; nil once somebody has typed.
  static func new(_ draft: SpecDraft, _ start: NewAppStart?, slug: String, _ person: Shell.Person) -> HTML {
    let starts = NewAppStart.allCases.map { other -> HTML in
      let current: HTML = other == start ? " aria-current=\"true\"" : ""
      return """
        <li><a class="card" href="/w/\(slug)/new-app?from=\(other.rawValue)"\(current)>\
        <strong>\(other.title)</strong><span class="quiet">\(other.summary)</span></a></li>
        """
    }
    return """
      <h1>New app</h1>
      <p class="quiet">Name and title stand in the spec. Nothing runs before you publish.</p>
      \(start == nil ? "" : "<ul class=\"choices\" aria-label=\"Begin with\">\(starts)</ul>")
      \(findings(draft))
      \(form(draft, action: "/w/\(slug)/apps", button: "Check and create", person))
      """
  }

  /// - Parameter version: which saved version the text is; nil for what was just typed.
  static func edit(
    _ draft: SpecDraft, app: AppSummary, version: Int64?, mayEdit: Bool, slug: String, _ person: Shell.Person
  ) -> HTML {
    let path = "/w/\(slug)/apps/\(app.name.text)"
    let body: HTML =
      mayEdit
      ? form(draft, action: "\(path)/versions", button: "Check and save", person)
      : "<pre class=\"card scroll\">\(draft.text)</pre>"
    return """
      <div class="head"><div><h1>Spec of <a href="\(path)">\(app.title)</a></h1>
      <p class="quiet">\(version.map { "Version \($0)" as HTML } ?? "Not saved")</p></div></div>
      \(findings(draft))
      \(body)
      """
  }

  private static func form(_ draft: SpecDraft, action: String, button: HTML, _ person: Shell.Person) -> HTML {
    let invalid: HTML = draft.checked == nil && !draft.findings.isEmpty ? " aria-invalid=\"true\"" : ""
    // A line feed right after the start tag belongs to the tag (HTML living standard, section 13.1.2.5).
    return """
      <form method="post" action="\(action)">\(person.field)
      <div class="field"><label for="spec">Spec (YAML)</label>
      <textarea class="spec" id="spec" name="spec" spellcheck="false" autocapitalize="off" required\(invalid)>
      \(draft.text)</textarea></div>
      <div class="field"><label for="note">What changed <span class="quiet">(optional)</span></label>
      <input id="note" name="note" maxlength="200" value="\(draft.note)"></div>
      <button>\(button)</button>
      </form>
      """
  }

  private static func findings(_ draft: SpecDraft) -> HTML {
    let problem: HTML? = draft.problem.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
    guard !draft.findings.isEmpty else { return problem ?? "" }
    let errors = draft.findings.count { $0.severity == .error }
    let summary: HTML =
      errors == 0
      ? "No errors; \(draft.findings.count) remark\(draft.findings.count == 1 ? "" : "s")."
      : "Not saved: \(errors) error\(errors == 1 ? "" : "s") to correct."
    let ordered = draft.findings.filter { $0.severity == .error } + draft.findings.filter { $0.severity != .error }
    let items = ordered.map { finding -> HTML in
      """
      <li class="\(finding.severity == .error ? "error" : "warning")"><strong>Line \(finding.line), column \
      \(finding.column):</strong> \(finding.message) <span class="quiet">\(finding.advice)</span></li>
      """
    }
    return """
      \(problem)<section aria-labelledby="findings"><h2 id="findings" role="alert">\(summary)</h2>
      <ol class="findings">\(items)</ol></section>
      """
  }
}
