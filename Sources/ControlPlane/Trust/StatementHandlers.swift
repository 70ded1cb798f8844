/// An operator states what no program can check, or takes it back.

import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Trust
import Values
import Workspaces

extension ControlPlane {
  func stateControl(_ visit: Visit<Person>) async throws -> Response {
    let control = try attested(visit)
    let form = StatementPages.Form(
      name: try visit.form.required("name"), until: try visit.form.required("until"),
      text: try visit.form.required("text"))
    switch ControlStatement.read(control, name: form.name, until: form.until, text: form.text, at: clock.now()) {
    case .success(let statement):
      try await keep(statement, visit)
      return .seeOther("/trust/\(control.id)?done=\(Done.stated.rawValue)")
    case .failure(let problems):
      var typed = form
      typed.problems = problems.of
      return try await statementPage(visit, control, typed, status: .unprocessableContent)
    }
  }

  func withdrawStatement(_ visit: Visit<Person>) async throws -> Response {
    let control = try attested(visit)
    let account = visit.who.signedIn.account
    let name = account.name.isEmpty ? account.email.text : account.name
    try await keep(.withdrawal(of: control, by: name, at: clock.now()), visit)
    return .seeOther("/trust/\(control.id)?done=\(Done.withdrawn.rawValue)")
  }

  func statementPage(
    _ visit: Visit<Person>, _ control: Control, _ typed: StatementPages.Form? = nil,
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let kept = try await store.statements(of: control.id, by: visit.who.signedIn, limit: TrustPages.longest).granted()
    let now = clock.now()
    let form =
      typed
      ?? StatementPages.Form(
        name: visit.who.signedIn.account.name, until: now.day.adding(days: control.statedDays).iso)
    let statements = kept.map { $0.genuine(by: signingKey.verifier, at: now) }
    let body = StatementPages.page(control, form, statements, now: now, visit.who.shellPerson)
    return page(visit, "\(control.id)", body, status: status)
  }

  private func keep(_ statement: ControlStatement, _ visit: Visit<Person>) async throws {
    let signed = try SignedControlStatement(signing: statement, with: signingKey)
    try await store.state(
      signed, key: signingKey.verifier, by: visit.who.signedIn, request: visit.context.requestID
    ).granted()
  }

  private func attested(_ visit: Visit<Person>) throws(Problem) -> Control {
    guard let id = ControlID(try visit.part("control")), let control = Control.named(id), control.kind == .attested
    else { throw .notFound }
    return control
  }
}
