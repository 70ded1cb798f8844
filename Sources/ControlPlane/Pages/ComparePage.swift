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
      <h2>Access</h2>\(access(view.access, view.lines))
      <h2 id="text">Text</h2>\(lines(view.lines))
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

  private static func access(_ access: AccessDiff?, _ lines: LineDiff) -> HTML {
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
      \(list("Same name, something else", "else", access.altered.map { sentence($0, lines) }))
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

  private static func sentence(_ alteration: Alteration, _ lines: LineDiff) -> HTML {
    switch alteration {
    case .sourceAdded(let name): "The source <code>\(name.text)</code> is new"
    case .sourceRemoved(let name): "The source <code>\(name.text)</code> is gone"
    case .source(let name):
      "The source <code>\(name.text)</code> leads to another place: its kind or its secret changed"
    case .query(let change): sentence(change, lines)
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

  /// What is certain of a query's new text, and the way to its lines.
  private static func sentence(_ change: QueryChange, _ lines: LineDiff) -> HTML {
    let query: HTML = "The query <code>\(change.new.name.text)</code>"
    let (old, new) = (change.old.source.text, change.new.source.text)
    let source: HTML =
      old == new ? "" : " asks the source <code>\(new)</code> instead of <code>\(old)</code>"
    guard change.isRewritten else { return "\(query)\(source)" }
    let place: HTML = lines.hunk(changing: change.old.sql, to: change.new.sql).map { "change-\($0 + 1)" } ?? "text"
    let facts = [
      fact("it also returns", change.returned),
      change.returnsAll ? "it returns all columns of a table (<code>*</code>)" : nil,
      fact("it no longer returns", change.dropped), fact("it names what it did not name before:", change.named),
      fact("it no longer names", change.unnamed),
    ].compactMap { $0 }
    let told: HTML = facts.isEmpty ? "" : ": \(joined(facts, "; ", between: "; "))"
    return """
      \(query)\(source)\(source.isEmpty ? "" : ", and" as HTML) has a new text\(told). <a href="#\(place)">Its lines</a>
      """
  }

  private static func fact(_ words: HTML, _ names: [String]) -> HTML? {
    names.isEmpty ? nil : "\(words) \(joined(names.map { "<code>\($0)</code>" }))"
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

  private static func joined(_ parts: [HTML], _ last: HTML = " and ", between: HTML = ", ") -> HTML {
    var out: HTML = ""
    for (index, part) in parts.enumerated() {
      out = out + (index == 0 ? "" : index == parts.count - 1 ? last : between) + part
    }
    return out
  }

  // MARK: - Text

  static func lines(_ diff: LineDiff) -> HTML {
    if diff.hunks.isEmpty { return "<p class=\"quiet\">The texts are the same.</p>" }
    let hunks = diff.hunks.enumerated().map { number, hunk -> HTML in
      let lines = hunk.lines.map(line)
      return """
        <tbody id="change-\(number + 1)"><tr><th class="where" colspan="2" scope="rowgroup">Line \(hunk.newStart)\(hunk.oldStart == hunk.newStart
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
