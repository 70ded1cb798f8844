/// Writing a spec: the text, and each finding with its line, column and what would be right. A plain form, which the
/// workbench's script turns into an editor.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

enum SpecPages {
  /// Whom the preview asks, and as what.
  struct Previewing {
    let path: String
    let title: String
    let role: Role
    /// Whether a runtime is there to show it.
    let isServed: Bool
  }

  /// - Parameter start: what the text began as; nil once somebody has typed.
  static func new(
    _ draft: SpecDraft, _ start: NewAppStart?, _ preview: Previewing, slug: String, _ account: AccountID,
    _ person: Shell.Person,
    _ workbench: Workbench?
  ) -> HTML {
    let starts = NewAppStart.allCases.map { other -> HTML in
      let current: HTML = other == start ? " aria-current=\"true\"" : ""
      return """
        <li><a class="card" href="/w/\(slug)/new-app?from=\(other.rawValue)"\(current)>\
        <strong>\(other.title)</strong><span class="quiet">\(other.summary)</span></a></li>
        """
    }
    let unsaved: HTML = start == nil ? " data-unsaved" : ""
    return """
      <h1>New app</h1>
      <p class="quiet">Name and title stand in the spec. Nothing runs before you publish.</p>
      \(start == nil ? "" : "<ul class=\"choices\" aria-label=\"Begin with\">\(starts)</ul>")
      \(findings(draft))
      \(form(
        draft, action: "/w/\(slug)/apps", buttons: "<button>Check and create</button>\(button(preview))",
        data: "data-who=\"\(account.description)\" data-checks=\"/w/\(slug)/spec-checks\"\(unsaved)",
        preview: section(preview), person, workbench))
      """
  }

  static func edit(_ view: SpecView, _ person: Shell.Person, _ workbench: Workbench?) -> HTML {
    let state: HTML = view.version.map { "Version \($0)" as HTML } ?? "Not saved"
    let head: HTML = """
      <div class="head"><div><h1>Spec of <a href="\(view.path)">\(view.app.title)</a></h1>
      <p class="quiet">\(state)</p></div></div>
      """
    guard view.role.may(.editDesign) else { return head + "<pre class=\"card scroll\">\(view.draft.text)</pre>" }
    let unsaved: HTML = view.version == nil ? " data-unsaved" : ""
    let own: HTML = view.own == nil ? "" : " data-draft-kept"
    let preview = Previewing(
      path: "/preview/\(view.slug)/\(view.app.name.text)", title: view.app.title, role: view.role,
      isServed: view.isServed)
    let publish: HTML =
      view.role.may(.publish) ? "<button class=\"plain\" name=\"publish\" value=\"1\">Save and publish</button>" : ""
    return """
      \(head)\(offer(view, person))\(conflict(view))\(findings(view.draft))
      \(form(
        view.draft, action: "\(view.path)/versions", buttons: "<button>Check and save</button>\(publish)\(button(preview))",
        data: """
          data-who="\(view.account.description)" data-checks="/w/\(view.slug)/spec-checks" data-draft="\(view.path)/draft" data-compare="\(view.path)/compare" \
          data-newest="\(view.standing.newest?.number ?? 0)"\(unsaved)\(own)
          """, base: view.base, standing: standing(view), preview: section(preview), person, workbench))
      """
  }

  /// One's own unsaved text, to go on with or to drop.
  private static func offer(_ view: SpecView, _ person: Shell.Person) -> HTML {
    guard let own = view.own, String(decoding: own.spec, as: UTF8.self) != view.draft.text else { return "" }
    return """
      <section class="notice info" aria-label="Unsaved changes"><p>You have unsaved changes of \
      \(own.savedAt.shortTime(view.now)), begun from version \(own.base).</p>
      <div class="row"><a class="button" href="\(view.path)/spec?draft">Go on with them</a>
      <form method="post" action="\(view.path)/draft/removal">\(person.field)\
      <button class="plain">Discard them</button></form></div></section>
      """
  }

  private static func conflict(_ view: SpecView) -> HTML {
    guard let conflict = view.conflict else { return "" }
    let by = SpecView.name(view.standing.newest?.author, view.people)
    let at = view.standing.newest?.savedAt.shortTime(view.now) ?? ""
    return """
      <section class="notice bad" role="alert"><p><strong>Not saved: version \(conflict.newest) is newer than what you \
      began from.</strong> It was saved by \(by) at \(at). Your text is below. Take over what you want to keep of theirs, \
      then save again.</p>
      <p><a href="\(view.path)/compare?from=\(conflict.base)&amp;to=\(conflict.newest)">What changed from version \
      \(conflict.base) to version \(conflict.newest)</a></p>
      <details><summary>What saving your text would change of version \(conflict.newest)</summary>
      \(ComparePage.lines(conflict.lines))</details></section>
      """
  }

  /// Who else is typing, and whether there is a newer version; the script keeps it up to date.
  private static func standing(_ view: SpecView) -> HTML {
    let others = view.standing.others.map { other -> HTML in
      "<li>\(SpecView.sentence(other, view.people, now: view.now))</li>"
    }
    guard let newest = view.standing.newest, newest.number > view.base else { return "\(others)" }
    let newer: HTML = """
      <li>Version \(newest.number) was saved by \(SpecView.name(newest.author, view.people)) at \
      \(newest.savedAt.shortTime(view.now)): \
      <a href="\(view.path)/compare?from=\(view.base)&amp;to=\(newest.number)">compare</a></li>
      """
    return "\(newer)\(others)"
  }

  private static func form(
    _ draft: SpecDraft, action: String, buttons: HTML, data: HTML, base: Int64? = nil, standing: HTML? = nil,
    preview: HTML? = nil, _ person: Shell.Person, _ workbench: Workbench?
  ) -> HTML {
    let invalid: HTML = draft.checked == nil && !draft.findings.isEmpty ? " aria-invalid=\"true\"" : ""
    let began: HTML? = base.map { "<input type=\"hidden\" name=\"base\" value=\"\($0)\">" }
    // A line feed right after the start tag belongs to the tag (HTML living standard, section 13.1.2.5).
    return """
      \(workbench.map(assets))<div class="bench"><form method="post" action="\(action)" class="writing" \(data)>\
      \(person.field)\(began)
      <div class="field"><label for="spec">Spec (YAML)</label>
      <textarea class="spec" id="spec" name="spec" spellcheck="false" autocapitalize="off" required\(invalid)>
      \(draft.text)</textarea>
      \(workbench == nil ? "" : Workbench.help)</div>
      <ul class="standing" aria-live="polite">\(standing)</ul>
      <div class="field"><label for="note">What changed <span class="quiet">(optional)</span></label>
      <input id="note" name="note" maxlength="200" value="\(draft.note)"></div>
      <div class="row">\(buttons)</div>
      </form>
      \(preview)</div>
      """
  }

  /// Without the script the draft opens in a tab of its own.
  private static func button(_ preview: Previewing) -> HTML {
    """
    <button class="plain" formaction="\(preview.path)" formtarget="freehold-preview" data-preview>Preview</button>
    """
  }

  /// Where no runtime serves the workspace there is nobody to ask: the button says so in its tab.
  private static func section(_ preview: Previewing) -> HTML {
    guard preview.isServed else { return "" }
    let roles = Role.allCases.map { role -> HTML in
      "<option\(role == preview.role ? " selected" : "")>\(role.rawValue)</option>"
    }
    return """
      <section id="preview" class="auto" aria-labelledby="preview-title" data-action="\(preview.path)" \
      data-title="Preview of \(preview.title)" hidden>
      <div class="row"><h2 id="preview-title">Preview</h2>
      <label for="preview-role">See it as</label><select id="preview-role">\(roles)</select>
      <button type="button" class="plain" data-close>Close</button></div>
      <div class="frames"></div>
      <p class="hint" role="status"></p>
      <p class="hint">It reads with the secrets of the environment <code>development</code>. What you do in it is rolled \
      back, and its data goes from the runtime to your browser only.</p>
      </section>
      """
  }

  private static func assets(_ workbench: Workbench) -> HTML {
    """
    <link rel="stylesheet" href="\(workbench.style)">
    <script src="\(workbench.script)" data-schema="\(workbench.schema)" \
    data-redactor="\(workbench.redactor)" defer></script>
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
    let items = ordered.map { item($0) }
    return """
      \(problem)<section aria-labelledby="findings"><h2 id="findings" role="alert">\(summary)</h2>
      <ol class="findings">\(items)</ol></section>
      """
  }

  static func item(_ finding: Finding) -> HTML {
    """
    <li class="\(finding.severity == .error ? "error" : "warning")"><strong>Line \(finding.line), column \
    \(finding.column):</strong> \(finding.message) <span class="quiet">\(finding.advice)</span></li>
    """
  }
}
