/// Who belongs to a workspace, and who is asked to.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

struct MembersView: Sendable {
  let page: MemberPage
  let search: ListSearch
  let invitations: [Invitation]
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
    let rows = view.page.rows.map { row($0, view, person) }
    let path = view.path + "/members"
    let isLong = view.page.hasMore || view.page.total > rows.count
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

  private static func row(_ member: MemberRow, _ view: MembersView, _ person: Shell.Person) -> HTML {
    let manages = view.me.role.may(.manageMembers) && (member.role != .owner || view.me.role == .owner)
    let isMe = member.account == view.me.account
    let role: HTML =
      manages
      ? """
      <form method="post" action="\(view.path)/members/\(member.account.description)/role">\(person.field)\
      \(roles(selected: member.role, view.me.role, label: "Role of \(member.email.text)"))\
      <button class="plain">Change</button></form>
      """ : "\(member.role.rawValue)"
    let remove: HTML =
      manages || isMe
      ? """
      <form method="post" action="\(view.path)/members/\(member.account.description)/removal">\(person.field)\
      <button class="bad">\(isMe ? "Leave" : "Remove")</button></form>
      """ : ""
    let signedIn: HTML =
      seesSignIns(view)
      ? "<td data-head=\"Last sign-in\">\(Moment.html(member.signedInAt, otherwise: "never"))</td>" : ""
    return """
      <tr><td>\(member.email.text)\(isMe ? " <span class=\"tag\">you</span>" : "")\
      \(member.name.isEmpty ? "" : "<br><span class=\"hint\">\(member.name)</span>")</td>\
      <td>\(role)</td><td data-head="Since">\(Moment.html(member.joinedAt))</td>\(signedIn)<td class="act">\(remove)</td></tr>
      """
  }

  private static func seesSignIns(_ view: MembersView) -> Bool { view.me.role.may(.manageMembers) }

  /// Only owners make owners.
  private static func roles(selected: Role?, _ mine: Role, label: String? = nil, id: String? = nil) -> HTML {
    let options = Role.allCases.filter { $0 != .owner || mine == .owner }.map { role -> HTML in
      "<option\(role == selected ? " selected" : "")>\(role.rawValue)</option>"
    }
    let naming: HTML = label.map { " aria-label=\"\($0)\"" as HTML } ?? ""
    let identity: HTML = id.map { " id=\"\($0)\"" as HTML } ?? ""
    return "<select name=\"role\"\(naming)\(identity)>\(options)</select>"
  }

  private static func invitations(_ view: MembersView, _ person: Shell.Person) -> HTML {
    let rows = view.invitations.map { invitation -> HTML in
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
      <div><label for="role">Role</label>\(roles(selected: view.typed.role, view.me.role, id: "role"))</div>
      <button>Make a link</button>\(problem)
      <p class="hint">With an address only that person can use it; without one, whoever has the link. Seven days.</p>
      </form>
      \(AppPages.table(["Invited", "Role", "Until", ""], rows, empty: "No invitation is open."))
      """
  }
}
