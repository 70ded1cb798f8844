/// The sources of an app, as pointers.

import AppSpec
import ControlStore
import Workspaces

struct SourcesView: Sendable {
  let app: AppSummary
  let sources: [Source]
  /// The secret of the workspace's own redactor; nil where ours does it.
  let redactor: String?
  /// Whether a runtime serves the workspace.
  let isServed: Bool
  let slug: String
  let role: Role

  var path: String { "/w/\(slug)/apps/\(app.name.text)" }
}

enum SourcePages {
  static func list(_ view: SourcesView) -> HTML {
    let rows = view.sources.map { source -> HTML in
      """
      <tr><td><code>\(source.name.text)</code></td><td>PostgreSQL</td><td data-head="Secret"><code>\(source.secret)</code></td>\
      <td>production, development</td></tr>
      """
    }
    let redactor = view.redactor.map { secret -> HTML in
      """
      <tr><td>Redactor of AI steps</td><td>the workspace's own</td><td data-head="Secret"><code>\(secret)</code></td>\
      <td>production, development</td></tr>
      """
    }
    return """
      <p class="quiet"><a href="\(view.path)">\(view.app.title)</a></p>
      <div class="head"><h1>Sources</h1>\(button(view))</div>
      <p class="quiet">A source is a pointer: the name of a secret, which your runtime opens at each request. The value \
      goes from your browser straight to the runtime. It is never sent here.</p>
      \(AppPages.table(["Source", "Kind", "Secret", "Environments"], rows + [redactor].compactMap { $0 }, empty: "This app's spec names no source."))
      \(advice(view))
      """
  }

  private static func button(_ view: SourcesView) -> HTML {
    guard view.isServed, view.role.may(.writeSecrets), !view.sources.isEmpty || view.redactor != nil else { return "" }
    return """
      <a class="button" href="/open/\(view.slug)/\(view.app.name.text)/secrets">Set and test at the runtime</a>
      """
  }

  private static func advice(_ view: SourcesView) -> HTML {
    if !view.isServed {
      return view.role.may(.manageRuntimes)
        ? "<p>No runtime serves this workspace yet. <a href=\"/w/\(view.slug)/runtimes\">Add a runtime</a></p>"
        : "<p>No runtime serves this workspace yet. Ask an administrator to add one.</p>"
    }
    if view.role.may(.writeSecrets) { return "" }
    return "<p class=\"quiet\">Administrators of the workspace set the values, at the runtime.</p>"
  }
}
