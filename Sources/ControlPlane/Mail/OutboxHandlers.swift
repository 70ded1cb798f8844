/// For the operator: mails that wait because no server is configured (or it does not answer), and who may sign up.

import ControlStore
import Hummingbird
import ServerKit
import Workspaces

extension ControlPlane {
  func outbox(_ visit: Visit<Person>) async throws -> Response {
    let mails = try await store.outbox(of: visit.who.signedIn).granted()
    let isOpen = try await store.installation()?.isOpen ?? false
    let body = OutboxPages.list(
      mails, sendsMail: settings.smtpURL != nil, signUpIsOpen: isOpen, visit.who.shellPerson)
    return page(visit, "Outbox", body)
  }

  func setSignUp(_ visit: Visit<Person>) async throws -> Response {
    let wanted = try visit.form.required("sign-up")
    guard wanted == "open" || wanted == "closed" else { throw Problem.malformed("There is no such choice.") }
    try await store.setSignUp(open: wanted == "open", request: visit.context.requestID)
    return .seeOther("/outbox?done=\(Done.settingsChanged.rawValue)")
  }
}
