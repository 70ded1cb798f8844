/// A person's own pages: workspaces to choose from, name, sessions.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

enum AccountPages {
  static func workspaces(_ workspaces: [WorkspaceOfPerson], _ person: Shell.Person) -> HTML {
    let cards = workspaces.map { entry -> HTML in
      """
      <li class="card"><h2><a href="/w/\(entry.workspace.slug.text)">\(entry.workspace.title)</a></h2>
      <p class="hint">You are \(entry.role.rawValue) here.</p></li>
      """
    }
    let list: HTML =
      cards.isEmpty
      ? "<section class=\"card empty\"><p>You are in no workspace. Make one, or ask for an invitation.</p></section>"
      : "<ul class=\"grid\">\(cards)</ul>"
    return "<h1>Workspaces</h1>\(list)\(newWorkspace(person))"
  }

  static func account(
    _ signedIn: SignedIn, sessions: [Session], workspaces: [WorkspaceOfPerson], credits: CreditBalance?,
    _ person: Shell.Person
  ) -> HTML {
    let places = workspaces.map { entry -> HTML in
      "<li><a href=\"/w/\(entry.workspace.slug.text)\">\(entry.workspace.title)</a>, as \(entry.role.rawValue)</li>"
    }
    return """
      <div class="head"><div><h1>Your account</h1><p class="quiet">\(person.email)</p></div>
      <div class="row">\(person.isOperator ? operations : "")<form method="post" action="/sign-out">\(person.field)\
      <button class="plain">Sign out</button></form></div></div>
      <form method="post" action="/account/name" class="card row">\(person.field)
      <div><label for="name">Name</label>
      <input id="name" name="name" value="\(signedIn.account.name)" maxlength="200" autocomplete="name"></div>
      <button class="plain">Save</button></form>
      <h2>Workspaces</h2>
      <ul>\(places)</ul>
      \(newWorkspace(person))
      \(credits.map(creditSummary))
      <h2>Sessions</h2>
      <p class="hint">Ending a session also closes the apps that were opened with it.</p>
      \(sessionTable(sessions, current: signedIn.session, person))
      """
  }

  private static let operations: HTML = """
    <a class="button plain" href="/trust">Trust</a> <a class="button plain" href="/outbox">Outbox</a>
    """

  private static func sessionTable(_ sessions: [Session], current: Session, _ person: Shell.Person) -> HTML {
    let rows = sessions.map { session -> HTML in
      let act: HTML =
        session.id == current.id
        ? "<span class=\"tag good\">this one</span>"
        : """
        <form method="post" action="/account/sessions/\(session.id.description)/removal">\(person.field)\
        <button class="plain">End</button></form>
        """
      return """
        <tr><td>\(session.label)\(session.kind == .tool ? " <span class=\"tag\">tool</span>" : "")</td>\
        <td data-head="Since">\(Moment.html(session.createdAt))</td>\
        <td data-head="Last used">\(Moment.html(session.lastSeenAt))</td>\
        <td class="act">\(act)</td></tr>
        """
    }
    let others: HTML =
      sessions.count < 2
      ? ""
      : """
      <form method="post" action="/account/sessions/removal">\(person.field)\
      <p><button class="bad">End all other sessions</button></p></form>
      """
    return """
      \(HTML.scroll("Sessions"))<table><thead><tr><th scope="col">Where</th><th scope="col">Since</th>\
      <th scope="col">Last used</th><td></td></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      <p></p>\(others)
      """
  }

  private static func creditSummary(_ balance: CreditBalance) -> HTML {
    """
    <h2>Credits</h2>
    <p>\(balance.available) left for invoices of <a href="/studio">Studio</a>\(balance.held == 0 ? "" : ", \(balance.held) held now").
    <a href="/account/credits">Their history</a></p>
    """
  }

  private static func newWorkspace(_ person: Shell.Person) -> HTML {
    "<details><summary>New workspace</summary>\(newWorkspace(person, WorkspaceForm()))</details>"
  }

  static func newWorkspace(_ person: Shell.Person, _ form: WorkspaceForm) -> HTML {
    """
    <form method="post" action="/workspaces" class="card row">\(person.field)
    <div><label for="title">Title</label><input id="title" name="title" required maxlength="200" value="\(form.title)"\
    \(invalid(form.titleProblem, "title-problem"))></div>
    <div><label for="slug">Address</label><input id="slug" name="slug" required maxlength="63"\
     pattern="[a-z](-?[a-z0-9])*" value="\(form.slug)"\
    \(invalid(form.slugProblem, "slug-problem slug-hint", otherwise: "slug-hint"))></div>
    <button>Create</button>
    \(problem(form.titleProblem, "title-problem"))\(problem(form.slugProblem, "slug-problem"))
    <p class="hint" id="slug-hint">Lower-case letters, digits and hyphens: its apps live at this name.</p>
    </form>
    """
  }

  private static func invalid(_ problem: String?, _ told: HTML, otherwise: HTML = "") -> HTML {
    if problem != nil { return " aria-invalid=\"true\" aria-describedby=\"\(told)\"" }
    return otherwise.isEmpty ? "" : " aria-describedby=\"\(otherwise)\""
  }

  private static func problem(_ text: String?, _ id: HTML) -> HTML {
    text.map { "<p class=\"problem\" id=\"\(id)\" role=\"alert\">\($0)</p>" } ?? ""
  }
}

/// A workspace as somebody wants to found it, and what is wrong with that.
struct WorkspaceForm: Sendable {
  var title = ""
  var slug = ""
  private(set) var titleProblem: String?
  private(set) var slugProblem: String?

  /// False for a refusal that is not about what was typed.
  mutating func refuse(_ refusal: Refusal) -> Bool {
    switch refusal {
    case .invalid(field: "title"):
      titleProblem = "A title has up to 200 characters, and none that control the text around it."
    case .reservedName:
      slugProblem = "“\(slug)” is kept for hosts that mean something to other programs. Choose another address."
    case .taken: slugProblem = "“\(slug)” is in use already. Choose another address."
    case .invalid(field: "slug"):
      slugProblem = "An address begins with a letter and has lower-case letters, digits and single hyphens, 63 at most."
    default: return false
    }
    return true
  }
}

/// A moment as people read it, in UTC, exact in the attribute.
enum Moment {
  static func html(_ instant: Instant) -> HTML {
    HTML(reserving: 96) { write(instant, to: &$0) }
  }

  static func write(_ instant: Instant, to page: inout AppSpec.HTML) {
    let iso = instant.iso
    page.raw("<time datetime=\"")
    page.text(iso)
    page.raw("\" title=\"")
    page.text(iso)
    page.raw("\">")
    page.text(String(Substring(iso.utf8.prefix(10))))
    page.raw(" ")
    page.text(String(Substring(iso.utf8.dropFirst(11).prefix(5))))
    page.raw("</time>")
  }

  static func write(_ instant: Instant?, otherwise: StaticString, to page: inout AppSpec.HTML) {
    guard let instant else {
      page.raw("<span class=\"quiet\">")
      page.raw(otherwise)
      return page.raw("</span>")
    }
    write(instant, to: &page)
  }

  static func html(_ instant: Instant?, otherwise: String) -> HTML {
    instant.map { html($0) } ?? "<span class=\"quiet\">\(otherwise)</span>"
  }
}
