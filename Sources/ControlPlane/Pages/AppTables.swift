/// The versions and releases on an app's page, written piece by piece: twenty rows of each, with their forms.

import AppSpec
import ControlStore
import Values
import Workspaces

enum AppTables {
  static func versions(_ view: AppView, _ person: Shell.Person) -> HTML {
    let rows = HTML(reserving: 1152 * view.history.versions.count) { page in
      for version in view.history.versions { row(version, view, person, to: &page) }
    }
    return AppPages.table(
      ["Version", "Note", "By", "Saved", ""], view.history.versions.isEmpty ? [] : [rows],
      empty: "No version is saved yet.")
  }

  private static func row(
    _ version: SpecVersion, _ view: AppView, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    let number = String(version.number)
    page.raw("<tr><td data-head=\"Version\"><a href=\"")
    page.plain(view.path)
    page.raw("/spec?version=")
    page.plain(number)
    page.raw("\">")
    page.plain(number)
    page.raw("</a></td>")
    made(version.note, view.author(version.author), version.savedAt, to: &page)
    page.raw("<td class=\"act\">")
    compare(view, version.number, to: &page)
    if version.number == view.app.currentVersion {
      page.raw("<span class=\"tag good\">published</span>")
    } else if view.role.may(.publish) {
      publish(version, view, person, to: &page)
    }
    page.raw("</td></tr>")
  }

  /// Its note, whose it is and when it was made.
  private static func made(_ note: String, _ author: String, _ at: Instant, to page: inout AppSpec.HTML) {
    page.raw("<td>")
    page.plain(note)
    page.raw("</td><td data-head=\"By\">")
    page.plain(author)
    page.raw("</td><td>")
    Moment.write(at, to: &page)
    page.raw("</td>")
  }

  /// The newest version is what somebody comes to publish; an older one takes a step more. The note is the version's own,
  /// unless another is written.
  private static func publish(
    _ version: SpecVersion, _ view: AppView, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    let number = String(version.number)
    let isNewest = version.number == view.newest
    if !isNewest {
      page.raw("<details class=\"sure\"><summary class=\"button plain\">Publish<span class=\"skip\"> version ")
      page.plain(number)
      page.raw("</span> …</summary>")
    }
    form(view, version.number, kind: " class=\"noted\"", person, to: &page)
    page.raw("<label class=\"skip\" for=\"note-")
    page.plain(number)
    page.raw("\">Note of the release</label><input id=\"note-")
    page.plain(number)
    page.raw("\" name=\"note\" maxlength=\"200\" placeholder=\"Note (optional)\" value=\"")
    page.plain(version.note)
    page.raw(isNewest ? "\"><button>Publish" : "\"><button class=\"plain\">Publish")
    page.raw("<span class=\"skip\"> version ")
    page.plain(number)
    page.raw(isNewest ? "</span></button></form>" : "</span></button></form></details>")
  }

  /// The beginning of a form that publishes a version.
  private static func form(
    _ view: AppView, _ version: Int64, kind: StaticString = "", _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    page.raw("<form method=\"post\"")
    page.raw(kind)
    page.raw(" action=\"")
    page.plain(view.path)
    page.raw("/releases\">")
    page.add(person.field)
    page.raw("<input type=\"hidden\" name=\"version\" value=\"")
    page.plain(String(version))
    page.raw("\">")
  }

  /// With the release that runs; before the first, with the version before.
  private static func compare(_ view: AppView, _ version: Int64, to page: inout AppSpec.HTML) {
    let other = view.app.currentVersion ?? version - 1
    if other == version || other < 1 { return }
    let (from, to) = (String(min(other, version)), String(max(other, version)))
    page.raw("<a class=\"button plain\" href=\"")
    page.plain(view.path)
    page.raw("/compare?from=")
    page.plain(from)
    page.raw("&amp;to=")
    page.plain(to)
    page.raw("\">Changes<span class=\"skip\"> from version ")
    page.plain(from)
    page.raw(" to version ")
    page.plain(to)
    page.raw("</span></a>")
  }

  static func releases(_ view: AppView, _ person: Shell.Person) -> HTML {
    let rows = HTML(reserving: 1280 * view.history.releases.count) { page in
      for release in view.history.releases { row(release, view, person, to: &page) }
    }
    return AppPages.table(
      ["Release", "Version", "Note", "By", "Published", "Digest", ""], view.history.releases.isEmpty ? [] : [rows],
      empty: "Nothing is published yet.")
  }

  private static func row(
    _ release: ReleaseSummary, _ view: AppView, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    let number = String(release.number)
    page.raw("<tr><td data-head=\"Release\"><a href=\"")
    page.plain(view.path)
    page.raw("/releases/")
    page.plain(number)
    page.raw("\">")
    page.plain(number)
    page.raw("</a>")
    if release.isCurrent { page.raw(" <span class=\"tag good\">current</span>") }
    page.raw("</td><td data-head=\"Version\">")
    page.plain(String(release.version))
    page.raw("</td>")
    made(release.note, view.author(release.publishedBy), release.publishedAt, to: &page)
    page.raw("<td data-head=\"Digest\">")
    page.add(ReleasePage.short(release.digest))
    page.raw("</td><td class=\"act\">")
    compare(view, release.version, to: &page)
    rollBack(view, release, person, to: &page)
    page.raw("</td></tr>")
  }

  /// A new release of the old version: nothing that was published is taken away.
  private static func rollBack(
    _ view: AppView, _ release: ReleaseSummary, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    guard release.version != view.app.currentVersion, view.role.may(.publish) else { return }
    let number = String(release.number)
    form(view, release.version, person, to: &page)
    page.raw("<input type=\"hidden\" name=\"note\" value=\"Back to release ")
    page.plain(number)
    page.raw("\"><button class=\"plain\">Roll back<span class=\"skip\"> to release ")
    page.plain(number)
    page.raw("</span></button></form>")
  }
}
