/// What somebody sees and decides about himself: his workspaces, his name, his sessions.

import Contract
import ControlStore
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func start(_ visit: Visit<Anyone>) async throws -> Response {
    guard let person = visit.who.person else { return .seeOther("/sign-in") }
    let workspaces = try await store.workspaces(of: person.signedIn)
    if workspaces.count == 1 { return .seeOther("/w/\(workspaces[0].workspace.slug.text)") }
    return page(visit, "Workspaces", AccountPages.workspaces(workspaces, person.shellPerson))
  }

  func account(_ visit: Visit<Person>) async throws -> Response {
    let person = visit.who.signedIn
    // Nil where downloads cost none.
    let free = studio == nil ? nil : settings.freeCredits
    let (sessions, workspaces, settled) = try await store.together(as: person) {
      async let sessions = store.sessions(of: person)
      async let workspaces = store.workspaces(of: person)
      let credits: CreditBalance? = if let free { try await store.settledCredits(of: person, free: free) } else { nil }
      return (try await sessions, try await workspaces, credits)
    }
    var credits = settled
    if let free, settled == nil { credits = try await store.credits(of: person, free: free) }
    let body = AccountPages.account(
      person, sessions: sessions, workspaces: workspaces, credits: credits, visit.who.shellPerson)
    return page(visit, "Your account", body)
  }

  func rename(_ visit: Visit<Person>) async throws -> Response {
    let name = try visit.form.required("name")
    let renamed = try await store.renameAccount(visit.who.signedIn, to: name)
    return try .seeOther("/account?done=\(done(.renamed, renamed).rawValue)")
  }

  func endSession(_ visit: Visit<Person>) async throws -> Response {
    guard let session = SessionID(try visit.part("session")) else { throw Problem.notFound }
    _ = try await store.endSession(session, by: visit.who.signedIn).granted()
    return .seeOther("/account?done=\(Done.sessionEnded.rawValue)")
  }

  func endOtherSessions(_ visit: Visit<Person>) async throws -> Response {
    _ = try await store.endOtherSessions(visit.who.signedIn)
    return .seeOther("/account?done=\(Done.sessionEnded.rawValue)")
  }

  func createWorkspace(_ visit: Visit<Person>) async throws -> Response {
    try await limit("workspaces of \(visit.who.signedIn.account.id)", to: 20, perSeconds: 3600)
    let title = try visit.form.required("title")
    let form = WorkspaceForm(title: title, slug: try visit.form.required("slug"))
    guard let slug = Slug(form.slug) else { return try refuse(visit, form, .invalid(field: "slug")) }
    switch try await store.createWorkspace(slug: slug, title: title, by: visit.who.signedIn) {
    case .success(let workspace): return .seeOther("/w/\(workspace.slug.text)?done=\(Done.created.rawValue)")
    case .failure(let refusal): return try refuse(visit, form, refusal)
    }
  }

  /// The form once more, with what is wrong at its field.
  private func refuse(
    _ visit: Visit<Person>, _ form: WorkspaceForm, _ refusal: Refusal
  ) throws(Problem) -> Response {
    var form = form
    guard form.refuse(refusal) else { throw Problem(refusal) }
    let body: HTML = "<h1>New workspace</h1>\(AccountPages.newWorkspace(visit.who.shellPerson, form))"
    return page(
      visit, "New workspace", body, status: refusal == .taken ? .conflict : .unprocessableContent)
  }

  /// `done` when it was granted, `unchanged` when there was nothing to do; every other refusal is a problem.
  func done<Value>(_ done: Done, _ result: Result<Value, Refusal>) throws(Problem) -> Done {
    if case .failure(.unchanged) = result { return .unchanged }
    _ = try result.granted()
    return done
  }
}
