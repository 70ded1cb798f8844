/// A form that came too late is never lost: the page that says so holds its fields and sends them again.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import Logging
import ServerKit
import Values

extension Runtime {
  /// For a browser whose session is over: sign in beside this page, then send again. Machines get the problem.
  func resendAfterSignIn(
    _ request: Request, _ context: RuntimeContext, _ form: Fields
  ) throws(Problem) -> Response {
    let problem = Problem(
      .notSignedIn, "Your session is over. Nothing was changed.",
      advice: "Sign in again in a new tab, come back to this page and send the form again.")
    guard request.prefersHTML, request.isFromOwnPage(secure: desk.isSecure) else { throw problem }
    let app = Name(try context.parameter("app"))?.text ?? ""
    context.logger.info("form kept", metadata: ["problem": "not_signed_in"])
    var page = SmallPage(title: "Please sign in again", stylesheet: assets.stylesheet.path)
    page.paragraph(problem.happened)
    page.paragraph(problem.advice)
    page.newTab("Sign in", "/_freehold/sign-in?app=\(app)")
    page.form(action: request.uri.path, fields: form.all, button: "Send again")
    page.quiet("Request \(context.requestID)")
    return .html(page.bytes(), status: .unauthorized)
  }

  /// For a form that could not be worked on now.
  func keep(_ form: Fields, _ problem: Problem, _ request: Request, _ context: RuntimeContext) -> Response {
    var metadata: Logger.Metadata = ["problem": .string(problem.code.rawValue)]
    for (name, value) in problem.detail { metadata[name] = .string(value) }
    context.logger.warning("form kept", metadata: metadata)
    var page = SmallPage(title: ProblemPage.title(problem.code), stylesheet: assets.stylesheet.path)
    page.paragraph(problem.happened)
    page.paragraph(problem.advice)
    page.form(action: request.uri.path, fields: form.all, button: "Send again")
    page.quiet("Request \(context.requestID)")
    var headers = HTTPFields()
    if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
    return .html(page.bytes(), status: HTTPResponse.Status(code: problem.code.status), headers: headers)
  }

  /// For a form of an earlier session; it comes from our own page, so its person may send it again with a fresh token.
  func resend(
    _ request: Request, _ context: RuntimeContext, _ form: Fields, token: String
  ) throws(Problem) -> Response {
    guard request.prefersHTML else { throw .formExpired }
    context.logger.info("form kept", metadata: ["problem": "form_expired"])
    var page = SmallPage(title: "Please send that again", stylesheet: assets.stylesheet.path)
    page.paragraph("This form was from an earlier session. Nothing was changed.")
    let fields = form.all.filter { $0.name != FormTokens.field } + [(FormTokens.field, token)]
    page.form(action: request.uri.path, fields: fields, button: "Send again")
    page.quiet("Request \(context.requestID)")
    return .html(page.bytes(), status: .forbidden)
  }
}
