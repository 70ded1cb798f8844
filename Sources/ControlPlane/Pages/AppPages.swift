/// The list of a workspace's apps, and one app with everything that was done to it.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

/// What the list of apps shows.
struct AppListView: Sendable {
  let page: AppPage
  let search: ListSearch
  let slug: String
  let role: Role

  var path: String { "/w/\(slug)" }
}

/// What an app's page shows.
struct AppView: Sendable {
  let app: AppSummary
  let history: AppHistory
  /// Of all versions; nil while older ones are looked at.
  let newest: Int64?
  let slug: String
  let role: Role

  var path: String { "/w/\(slug)/apps/\(app.name.text)" }

  /// Whether a runtime has taken the current release into use.
  var isInUse: Bool { history.rollout.contains { $0.outcome == .prepared } }

  func author(_ account: AccountID?) -> String {
    guard let account else { return "operator" }
    return history.people[account] ?? "a former member"
  }
}

enum AppPages {
  static func list(_ view: AppListView, _ person: Shell.Person) -> HTML {
    let mayEdit = view.role.may(.editDesign)
    let new: HTML = mayEdit ? "<a class=\"button\" href=\"\(view.path)/new-app\">New app</a>" : ""
    guard view.page.total > 0 else {
      return """
        <section class="card empty"><h1>No apps yet</h1>
        <p>An app is a spec: which database, which queries, which pages. \(mayEdit
          ? "Write one here, or publish a file with <code>freehold publish FILE</code>."
          : "Builders of this workspace make them.")</p>
        \(new)</section>
        \(AppLifePages.deleted(view.page.deleted, slug: view.slug, person))
        """
    }
    let isLong = view.page.hasMore || view.page.total > view.page.apps.count
    let count: HTML = isLong ? "<p class=\"hint\">\(view.page.total) in this workspace</p>" : ""
    return """
      <div class="head"><div><h1>Apps</h1>\(count)</div>\(new)</div>
      \(view.search.form(view.path, "Title or name", isNeeded: isLong))
      \(cards(view))
      \(view.search.more(view.path, after: view.page.hasMore ? view.page.apps.last?.name.text : nil))
      \(AppLifePages.deleted(view.page.deleted, slug: view.slug, person))
      """
  }

  private static func cards(_ view: AppListView) -> HTML {
    guard !view.page.apps.isEmpty else { return "<p class=\"quiet\">No app has that in its title or name.</p>" }
    let cards = HTML(reserving: 320 * view.page.apps.count) { page in
      for app in view.page.apps { card(app, slug: view.slug, role: view.role, to: &page) }
    }
    // Of many, more fit on a screen.
    return "<ul class=\"grid\(view.page.apps.count > 12 ? " dense" : "")\">\(cards)</ul>"
  }

  private static func card(_ app: AppSummary, slug: String, role: Role, to page: inout AppSpec.HTML) {
    page.raw("<li class=\"card\"><h2>")
    page.plain(app.title)
    page.raw("</h2><p class=\"hint\"><code>")
    page.plain(app.name.text)
    page.raw("</code> ")
    if let number = app.currentNumber {
      page.raw("<span class=\"tag good\">release ")
      page.plain(String(number))
      page.raw("</span>")
    } else {
      page.raw("<span class=\"tag\">not published</span>")
    }
    page.raw("</p>\n<div class=\"row\">")
    if app.currentRelease != nil {
      button("<a class=\"button plain lead\" href=\"/open/", slug, "/", app, "Open", to: &page)
    }
    if role.may(.readDesign) {
      button("<a class=\"button plain\" href=\"/w/", slug, "/apps/", app, "Manage", to: &page)
    }
    page.raw("</div></li>")
  }

  private static func button(
    _ start: StaticString, _ slug: String, _ middle: StaticString, _ app: AppSummary, _ label: StaticString,
    to page: inout AppSpec.HTML
  ) {
    page.raw(start)
    page.plain(slug)
    page.raw(middle)
    page.plain(app.name.text)
    page.raw("\">")
    page.raw(label)
    page.raw("</a>")
  }

  static func app(_ view: AppView, _ person: Shell.Person) -> HTML {
    let app = view.app
    // What leads on stands in the notice while no runtime has it.
    let quiet: HTML = view.isInUse ? "" : " plain"
    let open: HTML =
      app.currentRelease == nil
      ? "" : "<a class=\"button\(quiet)\" href=\"/open/\(view.slug)/\(app.name.text)\">Open</a>"
    let edit: HTML =
      """
      <a class="button plain" href="\(view.path)/sources">Sources</a>
      <a class="button plain" href="\(view.path)/spec">\(view.role.may(.editDesign) ? "Edit spec" : "Read spec")</a>
      """
    return """
      <div class="head"><div><h1>\(app.title)</h1><p class="quiet"><code>\(app.name.text)</code> · \
      \(standing(view))</p></div>
      <div class="row">\(open)\(edit)</div></div>
      \(NextStep.notice(view))
      <h2 id="versions">Versions</h2>\(AppTables.versions(view, person))
      \(older(view, "versions", view.history.hasOlderVersions ? view.history.versions.last?.number : nil))
      <h2 id="releases">Releases</h2>\(AppTables.releases(view, person))
      \(older(view, "releases", view.history.hasOlderReleases ? view.history.releases.last?.number : nil))
      <h2>Build log</h2>\(builds(view.history.builds, path: view.path))
      \(AppLifePages.manage(view, person))
      """
  }

  /// Where the current release is used: what the runtimes have said, not what was asked of them.
  private static func standing(_ view: AppView) -> HTML {
    guard let number = view.app.currentNumber else { return "not published yet" }
    let (all, using) = (view.history.rollout.count, view.history.rollout.count { $0.outcome == .prepared })
    if all == 0 { return "release \(number) is published; no runtime serves this workspace yet" }
    if using == all { return "release \(number) is in use" }
    if view.history.rollout.contains(where: { $0.outcome == .failed }) {
      return "release \(number) is in use at \(using) of \(all) runtimes; the build log says why"
    }
    return "release \(number) is published, in use at \(using) of \(all) runtimes so far"
  }

  private static func older(_ view: AppView, _ list: String, _ last: Int64?) -> HTML {
    guard let last else { return "" }
    return """
      <p class="more"><a class="button plain" href="\(view.path)?\(list)=\(last)#\(list)">Older \(list)</a></p>
      """
  }

  /// - Parameter path: of the app.
  static func builds(_ entries: [BuildLogEntry], path: String) -> HTML {
    let rows = entries.map { entry -> HTML in
      let outcome: HTML =
        entry.outcome == .prepared
        ? "<span class=\"tag good\">taken into use</span>" : "<span class=\"tag bad\">not taken</span>"
      return """
        <tr><td data-head="Release">\(entry.number)</td><td>\(entry.runtimeTitle)</td><td>\(outcome)</td>\
        <td>\(detail(entry, path))</td><td>\(Moment.html(entry.at))</td></tr>
        """
    }
    let empty: HTML = "No runtime has reported on a release yet."
    return table(["Release", "Runtime", "Outcome", "Detail", "At"], rows, empty: empty)
  }

  private static func detail(_ entry: BuildLogEntry, _ path: String) -> HTML {
    guard entry.outcome == .failed else { return entry.milliseconds.map { "\($0) ms" as HTML } ?? "" }
    return BuildAdvice.html(entry.problem, entry.element, entry.sqlState, path: path)
  }

  /// A table in its scrolling frame, or a sentence when there is nothing.
  ///
  /// - Parameter kind: its class, where the stylesheet has rules of its own for it.
  static func table(_ heads: [String], _ rows: [HTML], kind: String? = nil, empty: HTML) -> HTML {
    guard !rows.isEmpty else { return "<p class=\"quiet\">\(empty)</p>" }
    let head = heads.map { title -> HTML in
      title.isEmpty ? "<td></td>" : "<th scope=\"col\">\(title)</th>"
    }
    return """
      \(HTML.scroll(heads.filter { !$0.isEmpty }.joined(separator: ", ")))<table\(kind.map { " class=\"\($0)\"" as HTML })><thead><tr>\(head)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
