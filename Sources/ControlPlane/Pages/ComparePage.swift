/// The page of a comparison: access in sentences first, then the text.

import AppSpec
import ControlStore

enum ComparePage {
  static func page(_ view: Comparison) -> HTML {
    let path = "/w/\(view.slug)/apps/\(view.app.name.text)"
    return """
      <div class="head"><div><h1>Changes of <a href="\(path)">\(view.app.title)</a></h1>
      <p class="quiet">From version \(view.from) to version \(view.to)</p></div></div>
      \(choice(view, path))
      <h2>Access</h2>\(access(view.access))
      <h2>Text</h2>\(lines(view.lines))
      """
  }

  private static func choice(_ view: Comparison, _ path: String) -> HTML {
    """
    <form class="row compare" method="get" action="\(path)/compare">
    <div class="field"><label for="from">From</label>\(select("from", view.from, view))</div>
    <div class="field"><label for="to">To</label>\(select("to", view.to, view))</div>
    <button class="plain">Compare</button></form>
    """
  }

  private static func select(_ name: String, _ chosen: Int64, _ view: Comparison) -> HTML {
    // One that is older than the list stays to be chosen while it is.
    let listed = view.versions.contains { $0.number == chosen }
    let older: HTML = listed ? "" : "<option value=\"\(chosen)\" selected>Version \(chosen)</option>"
    let options = view.versions.map { version -> HTML in
      let selected: HTML = version.number == chosen ? " selected" : ""
      let runs: HTML = version.number == view.current ? " (published)" : ""
      let note: HTML = version.note.isEmpty ? "" : ": \(version.note)"
      return "<option value=\"\(version.number)\"\(selected)>Version \(version.number)\(runs)\(note)</option>"
    }
    return "<select id=\"\(name)\" name=\"\(name)\">\(older)\(options)</select>"
  }

  // MARK: - Access

  private static func access(_ access: AccessDiff?) -> HTML {
    guard let access else {
      return """
        <p class="notice info">One of the two is not valid by today's rules, so only their texts are compared. Open it \
        to see what is wrong.</p>
        """
    }
    let warning: HTML =
      access.sendsUnredacted
      ? """
      <p class="notice bad" role="alert"><strong>Prompts are not redacted.</strong> With the policy <code>off</code> \
      only columns marked personal stay behind; whatever else a prompt holds goes to a model as it is.</p>
      """ : ""
    if access.isEmpty { return "\(warning)<p class=\"quiet\">Nobody can see or do more or less.</p>" }
    return """
      \(warning)\(list("More access", "more", access.gained.map { sentence($0, "can now") }))
      \(list("Less access", "less", access.lost.map { sentence($0, "can no longer") }))
      \(list("Same name, something else", "else", access.altered.map(sentence)))
      """
  }

  private static func list(_ title: HTML, _ kind: HTML, _ items: [HTML]) -> HTML {
    if items.isEmpty { return "" }
    let rows = items.map { "<li>\($0)</li>" as HTML }
    return "<h3>\(title)</h3><ul class=\"access \(kind)\">\(rows)</ul>"
  }

  private static func sentence(_ change: AccessChange, _ can: HTML) -> HTML {
    let who = joined(change.roles.map { "<code>\($0.rawValue)</code>" })
    switch change.subject {
    case .page(let path): return "\(who) \(can) open the page <code>\(path)</code>"
    case .columns(let query, let names, let isAll):
      let columns = names.map { "<code>\($0)</code>" as HTML }
      let all: HTML = isAll ? (names.isEmpty ? "all that it returns" : ", and all else that it returns") : ""
      return "\(who) \(can) read <code>\(query.text)</code>: \(joined(columns, ", "))\(all)"
    case .export(let query): return "\(who) \(can) export <code>\(query.text)</code> as CSV"
    case .action(let name): return "\(who) \(can) do <code>\(name.text)</code>"
    }
  }

  private static func sentence(_ alteration: Alteration) -> HTML {
    switch alteration {
    case .sourceAdded(let name): "The source <code>\(name.text)</code> is new"
    case .sourceRemoved(let name): "The source <code>\(name.text)</code> is gone"
    case .source(let name):
      "The source <code>\(name.text)</code> leads to another place: its kind or its secret changed"
    case .query(let name): "The query <code>\(name.text)</code> reads something else: its SQL or its source changed"
    case .action(let name): "The action <code>\(name.text)</code> does something else: its steps or its row changed"
    case .redaction(let old, let new):
      "Redaction was <code>\(old.rawValue)</code> and is <code>\(new.rawValue)</code>"
    case .redactor(let old, let new): "Personal data was found by \(redactor(old)) and is found by \(redactor(new))"
    case .sends(let action, let fields, let model):
      """
      The action <code>\(action.text)</code> now sends \(fields.isEmpty ? "its prompt" : named(fields)) to       \(connection(model))
      """
    case .sendsNoLonger(let action, let fields):
      "The action <code>\(action.text)</code> no longer sends \(named(fields)) to a model"
    case .model(let action, let old, let new):
      "The action <code>\(action.text)</code> asked \(connection(old)) and asks \(connection(new))"
    }
  }

  private static func named(_ fields: [PromptField]) -> HTML {
    joined(fields.map { "<code>\($0.text)</code>" })
  }

  private static func redactor(_ secret: String?) -> HTML {
    secret.map { "the redactor behind the secret <code>\($0)</code>" } ?? "Freehold's redactor"
  }

  private static func connection(_ name: Name?) -> HTML {
    name.map { "the model connection <code>\($0.text)</code>" } ?? "a model, by the workspace's default connection"
  }

  private static func joined(_ parts: [HTML], _ last: HTML = " and ") -> HTML {
    var out: HTML = ""
    for (index, part) in parts.enumerated() {
      out = out + (index == 0 ? "" : index == parts.count - 1 ? last : ", ") + part
    }
    return out
  }

  // MARK: - Text

  static func lines(_ diff: LineDiff) -> HTML {
    if diff.hunks.isEmpty { return "<p class=\"quiet\">The texts are the same.</p>" }
    let hunks = diff.hunks.map { hunk -> HTML in
      let lines = hunk.lines.map(line)
      return """
        <tbody><tr><th class="where" colspan="2" scope="rowgroup">Line \(hunk.newStart)\(hunk.oldStart == hunk.newStart
          ? "" : ", before \(hunk.oldStart)")</th></tr>\(lines)</tbody>
        """
    }
    return "\(HTML.scroll("Changed lines"))<table class=\"diff\">\(hunks)</table></div>"
  }

  /// Signs and words beside the colours: a change is told by more than its colour (WCAG 2.2, 1.4.1).
  private static func line(_ line: LineDiff.Line) -> HTML {
    switch line.mark {
    case .same: "<tr><td class=\"sign\"></td><td>\(line.text)</td></tr>"
    case .removed:
      "<tr class=\"removed\"><td class=\"sign\">−<span class=\"skip\"> removed</span></td><td>\(line.text)</td></tr>"
    case .added:
      "<tr class=\"added\"><td class=\"sign\">+<span class=\"skip\"> added</span></td><td>\(line.text)</td></tr>"
    }
  }
}
