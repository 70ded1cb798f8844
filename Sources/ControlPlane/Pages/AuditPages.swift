/// The audit trail: what happened, by whom, to what; and how much of it is sealed.

import AppSpec
import Contract
import ControlStore
import Trust
import Values
import Workspaces

struct AuditView: Sendable {
  let page: AuditPage
  let search: AuditSearch
  /// The name of the one that is looked for.
  let person: String?
  let slug: String
  /// Of the page's Content-Security-Policy.
  let nonce: String

  /// Beyond so many the filter asks for words instead.
  static let choices = 50
}

enum AuditPages {
  static func trail(_ view: AuditView, _ person: Shell.Person) -> HTML {
    let rows = view.page.entries.isEmpty ? [] : [rows(view)]
    let empty: HTML =
      view.search.fields.isEmpty ? "Nothing has happened yet." : "Nothing was found. Try a wider filter."
    let next: HTML =
      view.page.next.map { id in
        "<p><a class=\"button plain\" href=\"/w/\(view.slug)/audit?\(view.search.query(before: id))\">Older</a></p>"
      } ?? ""
    return """
      <div class="head"><div><h1>Audit</h1>\(seal(view.page.head?.head))</div>\(exports(view, person))</div>
      \(filter(view))
      \(following(view))
      <div id="trail">
      \(AppPages.table(["When", "Who", "What", "On", "Outcome", "Sealed"], rows, kind: "trail", empty: empty))
      \(next)
      </div>
      \(follower(view))
      """
  }

  private static func seal(_ head: AuditHead?) -> HTML {
    guard let head else { return "<p class=\"hint\">Nothing is sealed yet.</p>" }
    return """
      <p class="hint">\(head.size) events are sealed, the last at \(Moment.html(head.at)); root \
      <code>\(String(head.root.description.prefix(16)))…</code></p>
      """
  }

  /// The newest page can be followed: by the script every two seconds, by a reload every ten without one.
  private static func following(_ view: AuditView) -> HTML {
    let search = view.search
    guard search.before == nil else {
      return "<p><a href=\"/w/\(view.slug)/audit?\(search.query(live: false))\">The newest events</a></p>"
    }
    guard search.isLive else {
      let address = "/w/\(view.slug)/audit?\(search.query(live: true))"
      return "<p><a class=\"button plain\" href=\"\(address)\">Follow live</a></p>"
    }
    return """
      <p class="following"><a class="button plain" href="/w/\(view.slug)/audit?\(search.query(live: false))">Stop \
      following</a> <span class="hint" role="status" id="following">New events appear by themselves.</span></p>
      <noscript><meta http-equiv="refresh" content="10"></noscript>
      """
  }

  /// Below the trail, which it looks for.
  private static func follower(_ view: AuditView) -> HTML {
    guard view.search.before == nil, view.search.isLive else { return "" }
    return "<script nonce=\"\(view.nonce)\">\(AuditScript.following)</script>"
  }

  private static func exports(_ view: AuditView, _ person: Shell.Person) -> HTML {
    let filter = view.search.fields.map { field -> HTML in
      "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">"
    }
    return """
      <form method="post" action="/w/\(view.slug)/audit/exports" class="row">\(person.field)\(filter)
      <button class="plain" name="format" value="json">Export, verifiable</button>
      <button class="plain" name="format" value="csv">Export as CSV</button></form>
      """
  }

  private static func filter(_ view: AuditView) -> HTML {
    let search = view.search
    let events = AuditEvent.allCases.map { option($0.rawValue, words($0.rawValue), search.event == $0) }
    return """
      <form method="get" action="/w/\(view.slug)/audit" class="card filter">
      \(choice("event", "What", [option("", "anything", false)] + events))
      \(people(view))
      \(apps(view))
      \(moment("from", "From", search.from))
      \(moment("until", "Until", search.until))
      <button class="plain">Filter</button></form>
      """
  }

  private static func people(_ view: AuditView) -> HTML {
    guard let people = view.page.choices.people else {
      return words("account", "Who", view.person, hint: "name or address")
    }
    let options = people.map { option($0.id.description, $0.text, view.search.account == $0.id) }
    return choice("account", "Who", [option("", "anybody", false)] + options)
  }

  private static func apps(_ view: AuditView) -> HTML {
    guard let apps = view.page.choices.apps else {
      let title = view.search.app.flatMap { app in view.page.entries.first { $0.record.details.app == app }?.appTitle }
      return words("app", "App", title ?? view.search.app?.description, hint: "title or name")
    }
    let options = apps.map { option($0.id.description, $0.text, view.search.app == $0.id) }
    return choice("app", "App", [option("", "any", false)] + options)
  }

  private static func words(_ name: String, _ label: String, _ value: String?, hint: String) -> HTML {
    """
    <div><label for="\(name)">\(label)</label>\
    <input id="\(name)" name="\(name)" maxlength="254" placeholder="\(hint)" value="\(value ?? "")"></div>
    """
  }

  private static func choice(_ name: String, _ label: String, _ options: [HTML]) -> HTML {
    "<div><label for=\"\(name)\">\(label)</label><select id=\"\(name)\" name=\"\(name)\">\(options)</select></div>"
  }

  /// A day, and a time of it for who wants one.
  private static func moment(_ name: String, _ label: String, _ moment: AuditSearch.Moment?) -> HTML {
    """
    <div class="when"><div><label for="\(name)">\(label)</label>\
    <input type="date" id="\(name)" name="\(name)" value="\(moment?.day.iso ?? "")"></div>\
    <div><label for="\(name)_time">at <span class="quiet">(UTC)</span></label>\
    <input type="time" id="\(name)_time" name="\(name)_time" value="\(moment?.clock ?? "")"></div></div>
    """
  }

  private static func option(_ value: String, _ label: String, _ selected: Bool) -> HTML {
    "<option value=\"\(value)\"\(selected ? " selected" : "")>\(label)</option>"
  }

  private static func rows(_ view: AuditView) -> HTML {
    HTML(reserving: 1280 * view.page.entries.count) { page in
      for entry in view.page.entries { row(entry, view, to: &page) }
    }
  }

  /// What the event has stands in a row of its own, over the whole width; the stylesheet shows it while the one above is open.
  private static func row(_ entry: AuditPage.Entry, _ view: AuditView, to page: inout AppSpec.HTML) {
    let record = entry.record
    page.raw("<tr><td>")
    Moment.write(record.at, to: &page)
    page.raw("</td><td>")
    actor(entry, to: &page)
    page.raw("</td><td><details class=\"event\"><summary>")
    page.plain(words(record.event.rawValue))
    page.raw("</summary>")
    page.raw("</details></td><td>")
    object(entry, to: &page)
    page.raw("</td><td>")
    outcome(record.outcome, to: &page)
    page.raw("</td><td class=\"quiet\" data-head=\"Sealed\">")
    page.plain(entry.leaf?.description ?? "soon")
    page.raw("</td></tr>\n<tr class=\"detail\"><td colspan=\"6\">")
    AuditFacts.write(entry, slug: view.slug, to: &page)
    page.raw("</td></tr>")
  }

  private static func outcome(_ outcome: AuditOutcome, to page: inout AppSpec.HTML) {
    if outcome == .done { return page.raw("done") }
    page.raw(outcome == .failed || outcome == .refused ? "<span class=\"tag bad\">" : "<span class=\"tag\">")
    page.plain(outcome.rawValue)
    page.raw("</span>")
  }

  private static func actor(_ entry: AuditPage.Entry, to page: inout AppSpec.HTML) {
    switch entry.record.actor {
    case .account(let id): page.plain(entry.actorEmail?.text ?? "former account \(id.description.prefix(8))")
    case .runtime: through(entry, to: &page)
    case .system: page.raw("Freehold")
    case .operatorCommand: page.raw("the operator")
    }
  }

  /// What a runtime reported of a person, or of itself.
  private static func through(_ entry: AuditPage.Entry, to page: inout AppSpec.HTML) {
    let runtime = entry.runtimeTitle ?? "a former runtime"
    guard case "accounts" = entry.record.subject.table else { return page.plain(runtime) }
    page.plain(entry.actorEmail?.text ?? "a former member")
    page.raw("<br><span class=\"hint\">through ")
    page.plain(runtime)
    page.raw("</span>")
  }

  /// App, action and numbers: what the event has of them.
  private static func object(_ entry: AuditPage.Entry, to page: inout AppSpec.HTML) {
    for (index, part) in parts(entry).enumerated() {
      if index > 0 { page.raw(" · ") }
      page.raw(part.isCode ? "<code>" : "")
      page.plain(part.text)
      page.raw(part.isCode ? "</code>" : "")
    }
  }

  private static func parts(_ entry: AuditPage.Entry) -> [(text: String, isCode: Bool)] {
    let details = entry.record.details
    var parts: [(text: String, isCode: Bool)] = []
    func add(_ text: String?, isCode: Bool = false) { if let text { parts.append((text, isCode)) } }
    if entry.subjectEmail != entry.actorEmail { add(entry.subjectEmail?.text) }
    add(entry.appTitle)
    add(details.element?.text, isCode: true)
    add(details.number.map { "no. \($0)" })
    if let to = details.roleTo {
      add(details.roleFrom.map { "\($0.rawValue) → \(to.rawValue)" } ?? "as \(to.rawValue)")
    }
    if let receipt = details.receipt {
      add(entry.model?.model, isCode: true)
      add("\(receipt.isGuessed ? "about " : "")\(receipt.tokensIn) + \(receipt.tokensOut) tokens")
    }
    add(details.rows.map { "\($0) row\($0 == 1 ? "" : "s")" })
    add(details.milliseconds.map { "\($0) ms" })
    add(details.problem?.rawValue, isCode: true)
    add(details.sqlState.map { "SQLSTATE \($0)" })
    return parts
  }

  /// `release_published` → "release published".
  private static func words(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}
