/// The people of a workspace: who, with which role, and who is invited.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

private let invitationLifetimeSeconds = 7 * 86_400

extension ControlPlane {
  func members(_ visit: Visit<Insider>) async throws -> Response {
    try await membersPage(visit, MembersView.Typed())
  }

  private func membersPage(
    _ visit: Visit<Insider>, _ typed: MembersView.Typed, link: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let member = visit.who.member
    let search = visit.request.method == .get ? ListSearch(try visit.request.query()) : ListSearch()
    let last = try search.after.map { text throws(Problem) in
      guard let account = AccountID(text) else { throw .notFound }
      return account
    }
    let found = try await store.members(of: member, matching: search.words, after: last).granted()
    let view = MembersView(page: found, search: search, me: member, typed: typed, newLink: link)
    return page(visit, .members, "Members", MemberPages.members(view, visit.who.shellPerson), status: status)
  }

  /// The link is shown once, and mailed when it is for an address.
  func invite(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    var typed = MembersView.Typed(
      email: visit.form["email"] ?? "", role: Role(rawValue: try visit.form.required("role")))
    guard let role = typed.role else { throw Problem.malformed("There is no such role.") }
    let email = EmailAddress(typed.email)
    if email == nil && !typed.email.isEmpty {
      typed.problem = "This is no e-mail address. It should look like name@example.com."
      return try await membersPage(visit, typed, status: .unprocessableContent)
    }
    try await limit("invitations by \(member.account)", to: 50, perSeconds: 3600)
    let token = SecretToken.random()
    _ = try await store.invite(
      email: email, as: role, secret: token.hash, lifetimeSeconds: invitationLifetimeSeconds, by: member
    ).granted()
    let address = "\(settings.address)/invitations/\(token.text)"
    if let email {
      let title = member.workspace.title
      try await post.send(.invitation(to: email, workspace: title, role: role.rawValue, address: address))
    }
    return try await membersPage(visit, MembersView.Typed(), link: address)
  }

  func revokeInvitation(_ visit: Visit<Insider>) async throws -> Response {
    guard let id = InvitationID(try visit.part("invitation")) else { throw Problem.notFound }
    _ = try await store.revokeInvitation(id, by: visit.who.member).granted()
    return .seeOther("/w/\(visit.who.slug)/members?done=\(Done.invitationRevoked.rawValue)")
  }

  func changeRole(_ visit: Visit<Insider>) async throws -> Response {
    guard let account = AccountID(try visit.part("account")) else { throw Problem.notFound }
    guard let role = Role(rawValue: try visit.form.required("role")) else {
      throw Problem.malformed("There is no such role.")
    }
    let changed = try await store.changeRole(of: account, to: role, by: visit.who.member)
    return try .seeOther("/w/\(visit.who.slug)/members?done=\(done(.roleChanged, changed).rawValue)")
  }

  /// Also how somebody leaves: then the workspace is no longer his to look at.
  func removeMember(_ visit: Visit<Insider>) async throws -> Response {
    guard let account = AccountID(try visit.part("account")) else { throw Problem.notFound }
    _ = try await store.removeMember(account, by: visit.who.member).granted()
    if account == visit.who.member.account { return .seeOther("/") }
    return .seeOther("/w/\(visit.who.slug)/members?done=\(Done.memberRemoved.rawValue)")
  }
}
