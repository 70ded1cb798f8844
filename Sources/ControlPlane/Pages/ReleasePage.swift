/// The page of a release.

import AppSpec
import Contract
import ControlStore
import Workspaces

enum ReleasePage {
  static func page(_ view: ReleaseView, _ person: Shell.Person) -> HTML {
    let release = view.release
    let tag: HTML = release.isCurrent ? " <span class=\"tag good\">current</span>" : ""
    return """
      <div class="head"><div><h1>Release \(release.number) of <a href="\(view.path)">\(view.app.title)</a>\(tag)</h1>
      <p class="quiet">\(release.note)</p></div><div class="row">\(acts(view, person))</div></div>
      <dl class="facts">
      <dt>Version</dt><dd><a href="\(view.path)/spec?version=\(release.version)">\(release.version)</a></dd>
      <dt>Published</dt><dd>\(Moment.html(release.publishedAt)) by \
      \(SpecView.name(release.publishedBy, view.history.people))</dd>
      <dt>SHA-256 of the spec</dt><dd><code>\(release.digest.description)</code></dd>
      </dl>
      <h2>At the runtimes</h2>\(rollout(view))
      <h2>Build log</h2>\(AppPages.builds(view.history.builds, path: view.path))
      """
  }

  /// The first digits; the whole on hover and on the release's page.
  static func short(_ digest: Digest) -> HTML {
    let text = digest.description
    return "<code title=\"\(text)\">\(String(Substring(text.utf8.prefix(8))))</code>"
  }

  private static func acts(_ view: ReleaseView, _ person: Shell.Person) -> HTML {
    let release = view.release
    let changes: HTML? = view.before.map { before in
      """
      <a class="button plain" href="\(view.path)/compare?from=\(before.version)&amp;to=\(release.version)">Changes since \
      release \(before.number)</a>
      """
    }
    guard !release.isCurrent, view.role.may(.publish) else { return "\(changes)" }
    return """
      \(changes)<form method="post" action="\(view.path)/releases">\(person.field)\
      <input type="hidden" name="version" value="\(release.version)">\
      <input type="hidden" name="note" value="Back to release \(release.number)">\
      <button class="plain">Roll back to it</button></form>
      """
  }

  /// What each runtime last said of this release.
  private static func rollout(_ view: ReleaseView) -> HTML {
    let rows = view.history.rollout.map { entry -> HTML in
      let state: HTML =
        switch entry.outcome {
        case .prepared: "<span class=\"tag good\">taken into use</span>"
        case .failed:
          """
          <span class="tag bad">not taken</span> \
          \(BuildAdvice.html(entry.problem, entry.element, entry.sqlState, path: view.path))
          """
        case nil: "<span class=\"tag\">\(view.release.isCurrent ? "not heard of yet" : "never taken")</span>"
        }
      return "<tr><td>\(entry.runtimeTitle)</td><td>\(state)</td></tr>"
    }
    return AppPages.table(["Runtime", "State"], rows, empty: "No runtime serves this workspace yet.")
  }
}
