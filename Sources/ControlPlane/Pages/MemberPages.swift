/// Who belongs to a workspace, and who is asked to.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

struct MembersView: Sendable {
  let page: MemberPage
  let search: ListSearch
  let me: Member
  let typed: Typed
  /// The invitation that was just made: its link, shown this once.
  let newLink: String?

  /// What stands in the form.
  struct Typed: Sendable {
    var email = ""
    var role: Role? = .member
    var problem: String?
  }

  var path: String { "/w/\(me.workspace.slug.text)" }
}

enum MemberPages {
  static func members(_ view: MembersView, _ person: Shell.Person) -> HTML {
    let path = view.path + "/members"
    let isLong = view.page.hasMore || view.page.total > view.page.rows.count
    let rows = view.page.rows.isEmpty ? [] : [rows(view, person)]
    let count: HTML = isLong ? "<p class=\"hint\">\(view.page.total) in this workspace</p>" : ""
    return """
      <div class="head"><div><h1>Members</h1>\(count)</div></div>
      \(view.newLink.map { link($0) })
      \(view.search.form(path, "Name or address", isNeeded: isLong))
      \(AppPages.table(["Who", "Role", "Since"] + (seesSignIns(view) ? ["Last sign-in"] : []) + [""], rows, empty: "Nobody here has that in the name or address."))
      \(view.search.more(path, after: view.page.hasMore ? view.page.rows.last?.account.description : nil))
      \(view.me.role.may(.invite) ? invitations(view, person) : "")
      """
  }

  private static func link(_ address: String) -> HTML {
    """
    <section class="notice good" role="status"><p>The invitation is made. Its link is shown only now; if you gave an \
    address, it is also on its way by mail.</p><code class="secret">\(address)</code></section>
    """
  }

  private static func rows(_ view: MembersView, _ person: Shell.Person) -> HTML {
    let choices = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, options(selected: $0, view.me.role)) })
    return HTML(reserving: 1280 * view.page.rows.count) { page in
      for member in view.page.rows {
        page.raw("<tr><td>")
        page.plain(member.email.text)
        if member.account == view.me.account { page.raw(" <span class=\"tag\">you</span>") }
        if !member.name.isEmpty {
          page.raw("<br><span class=\"hint\">")
          page.plain(member.name)
          page.raw("</span>")
        }
        page.raw("</td><td>")
        role(member, choices[member.role] ?? "", view, person, to: &page)
        page.raw("</td><td data-head=\"Since\">")
        Moment.write(member.joinedAt, to: &page)
        if seesSignIns(view) {
          page.raw("</td><td data-head=\"Last sign-in\">")
          Moment.write(member.signedInAt, otherwise: "never", to: &page)
        }
        page.raw("</td><td class=\"act\">")
        removal(of: member, view, person, to: &page)
        page.raw("</td></tr>")
      }
    }
  }

  private static func manages(_ member: MemberRow, _ view: MembersView) -> Bool {
    view.me.role.may(.manageMembers) && (member.role != .owner || view.me.role == .owner)
  }

  /// - Parameter choices: the roles, his own selected.
  private static func role(
    _ member: MemberRow, _ choices: HTML, _ view: MembersView, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    guard manages(member, view) else { return page.plain(member.role.rawValue) }
    form(view, member, "role", person, to: &page)
    page.raw("<select name=\"role\" aria-label=\"Role of ")
    page.plain(member.email.text)
    page.raw("\">")
    page.add(choices)
    page.raw("</select><button class=\"plain\">Change</button></form>")
  }

  private static func removal(
    of member: MemberRow, _ view: MembersView, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    let isMe = member.account == view.me.account
    guard isMe || manages(member, view) else { return }
    page.raw("<details class=\"sure\"><summary class=\"button bad\">")
    page.raw(isMe ? "Leave …" : "Remove …")
    page.raw("</summary>")
    form(view, member, "removal", person, to: &page)
    page.raw(isMe ? "<span class=\"hint\">Your" : "<span class=\"hint\">All")
    page.raw(" sessions here end at once.</span> <button class=\"bad\">")
    page.raw(isMe ? "Leave this workspace" : "Remove ")
    if !isMe { page.plain(member.email.text) }
    page.raw("</button></form></details>")
  }

  /// The beginning of a form that changes something about a member.
  private static func form(
    _ view: MembersView, _ member: MemberRow, _ what: StaticString, _ person: Shell.Person, to page: inout AppSpec.HTML
  ) {
    page.raw("<form method=\"post\" action=\"")
    page.plain(view.path)
    page.raw("/members/")
    page.plain(member.account.description)
    page.raw("/")
    page.raw(what)
    page.raw("\">")
    page.add(person.field)
  }

  private static func seesSignIns(_ view: MembersView) -> Bool { view.me.role.may(.manageMembers) }

  /// Only owners make owners.
  private static func options(selected: Role?, _ mine: Role) -> HTML {
    let options = Role.allCases.filter { $0 != .owner || mine == .owner }.map { role -> HTML in
      "<option\(role == selected ? " selected" : "")>\(role.rawValue)</option>"
    }
    return "\(options)"
  }

  private static func invitations(_ view: MembersView, _ person: Shell.Person) -> HTML {
    let rows = view.page.invitations.map { invitation -> HTML in
      """
      <tr><td>\(invitation.email?.text ?? "whoever has the link")</td><td>\(invitation.role.rawValue)</td>\
      <td data-head="Until">\(Moment.html(invitation.expiresAt))</td><td class="act">\
      <form method="post" action="\(view.path)/invitations/\(invitation.id.description)/removal">\(person.field)\
      <button class="plain">Withdraw</button></form></td></tr>
      """
    }
    let invalid: HTML = view.typed.problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"email-problem\""
    let problem: HTML? = view.typed.problem.map { "<p class=\"hint\" id=\"email-problem\" role=\"alert\">\($0)</p>" }
    return """
      <h2>Invite</h2>
      <form method="post" action="\(view.path)/invitations" class="card row">\(person.field)
      <div><label for="email">E-mail address <span class="quiet">(optional)</span></label>
      <input id="email" name="email" type="email" maxlength="254" value="\(view.typed.email)"\(invalid)></div>
      <div><label for="role">Role</label><select name="role" id="role">\(options(selected: view.typed.role, view.me.role))\
      </select></div>
      <button>Make a link</button>\(problem)
      <p class="hint">With an address only that person can use it; without one, whoever has the link. Seven days.</p>
      </form>
      \(AppPages.table(["Invited", "Role", "Until", ""], rows, empty: "No invitation is open."))
      """
  }
}
