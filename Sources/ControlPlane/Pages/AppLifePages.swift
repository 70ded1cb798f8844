/// Renaming, deleting and restoring apps.

import AppSpec
import ControlStore
import Values
import Workspaces

enum AppLifePages {
  /// At the foot of an app's page, for those who may.
  static func manage(_ view: AppView, _ person: Shell.Person) -> HTML {
    let rename: HTML =
      !view.role.may(.editDesign)
      ? ""
      : """
      <form class="card" method="post" action="\(view.path)/title">\(person.field)
      <div class="row"><div class="field"><label for="title">Title</label>
      <input id="title" name="title" value="\(view.app.title)" maxlength="200" required></div>
      <button class="plain">Rename</button></div>
      <p class="hint">Saves a new version of the spec. The name <code>\(view.app.name.text)</code> stays: it is part of \
      the app's address.</p></form>
      """
    let delete: HTML =
      !view.role.may(.deleteApps)
      ? ""
      : """
      <p><a class="button plain" href="\(view.path)/deletion">Delete this app …</a></p>
      """
    return rename.isEmpty && delete.isEmpty ? "" : "<h2>Settings</h2>\(rename)\(delete)"
  }

  static func question(_ app: AppSummary, until: Instant, slug: String, _ person: Shell.Person) -> HTML {
    let path = "/w/\(slug)/apps/\(app.name.text)"
    let running: HTML =
      app.currentNumber.map { "Release \($0) stops at once, for everybody who uses it." as HTML }
      ?? "It is not published, so nobody uses it yet."
    return """
      <section class="card danger narrow">
      <h1>Delete \(app.title)?</h1>
      <p>\(running) The data it works on stays where it is: in your own database.</p>
      <p>Spec, versions and releases are kept until \(Moment.html(until)), and so is the name \
      <code>\(app.name.text)</code>. Until then you can restore the app; after that it is erased for good.</p>
      <form method="post" action="\(path)/deletion">\(person.field)
      <div class="row"><button class="bad">Delete the app</button>
      <a class="button plain" href="\(path)">Keep it</a></div></form>
      </section>
      """
  }

  /// The section under the list; nothing when there is nothing to restore.
  static func deleted(_ apps: [DeletedApp], slug: String, _ person: Shell.Person) -> HTML {
    guard !apps.isEmpty else { return "" }
    let rows = apps.map { deleted -> HTML in
      let name = deleted.app.name.text
      return """
        <tr><td>\(deleted.app.title) <code>\(name)</code></td><td data-head="Deleted">\(Moment.html(deleted.deletedAt))</td>\
        <td data-head="Erased on">\(Moment.html(deleted.erasedAt))</td><td class="act">\
        <form method="post" action="/w/\(slug)/deleted-apps/\(name)/restoration">\(person.field)\
        <button class="plain">Restore<span class="skip"> \(deleted.app.title)</span></button></form></td></tr>
        """
    }
    return """
      <h2 id="deleted">Deleted apps</h2>
      \(AppPages.table(["App", "Deleted", "Erased on", ""], rows, empty: ""))
      """
  }
}
