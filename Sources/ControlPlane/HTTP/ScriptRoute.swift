/// How a script of a page of ours asks for something to be done: with the browser's session, the session's token in a
/// header, and nothing else. What such a request could carry besides is refused, not ignored.

import Contract
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension Route {
  static func script(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler<Person>) -> Route {
    Route(method: method, path: path, access: .signedIn) { plane, request, context in
      guard let visitor = try await plane.browser(request, context, workspace: nil) else { throw Problem.notSignedIn }
      try plane.provesScript(request, visitor.person)
      try await request.carriesNothing()
      return try await handler(plane)(
        Visit(who: visitor.person, request: request, context: context, form: Fields()))
    }
  }
}

extension ControlPlane {
  fileprivate func provesScript(_ request: Request, _ person: Person) throws(Problem) {
    guard request.isFromOwnPage(secure: settings.isSecure), let token = request.headers[.formToken],
      forms.verifies(token, session: person.signedIn.session.id.description)
    else { throw .formExpired }
  }
}

extension Request {
  /// Neither a query nor a byte of a body.
  func carriesNothing() async throws(Problem) {
    let problem = Problem(
      .malformedRequest, "This address takes no fields.", advice: "Send the request without a body and without a query."
    )
    guard uri.query == nil, headers[.contentType] == nil else { throw problem }
    guard try await bodyBytes(upTo: 4096).isEmpty else { throw problem }
  }
}

extension HTTPField.Name {
  static let formToken = Self("X-CSRF-Token")!
}
