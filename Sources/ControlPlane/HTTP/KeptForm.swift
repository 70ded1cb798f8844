/// A form whose session has ended while it was filled in: nothing was done with it, and nothing typed is lost. The page
/// shows what was sent and sends it again, after a sign-in in another tab; a person has to press the button.

import Contract
import HTTPTypes
import Hummingbird
import ServerKit

/// Came from a page of ours, but without a living session or with another session's token.
struct StaleForm: Error {
  let form: Fields
  let problem: Problem
  /// Who is signed in by now.
  let person: Person?
}

extension ControlPlane {
  func keep(_ stale: StaleForm, _ request: Request, _ context: ConsoleContext) throws(Problem) -> Response {
    let fields = stale.form.all.filter { $0.name != "csrf" }
    guard request.prefersHTML, !fields.isEmpty else { throw stale.problem }
    let body = KeptFormPage.body(fields, action: request.uri.path, stale)
    return .html(
      shell(context, stale.person).document(stale.problem.happened, body),
      status: HTTPResponse.Status(code: stale.problem.code.status))
  }
}

enum KeptFormPage {
  static func body(_ fields: [(name: String, value: String)], action: String, _ stale: StaleForm) -> HTML {
    let first: HTML =
      stale.person == nil
      ? "<p><a class=\"button\" href=\"/sign-in\" target=\"_blank\" rel=\"noopener\">Sign in, in a new tab</a></p>"
      : ""
    let what: HTML =
      stale.person == nil
      ? "Your session has ended, so this was not done. What you typed is kept here: sign in, come back and send it."
      : "This was filled in under an earlier session, so it was not done yet. Look at it once more and send it."
    return """
      <section class="card">
      <h1>Nothing is lost</h1>
      <p>\(what)</p>
      \(first)
      <form method="post" action="\(action)">\(stale.person?.shellPerson.field)
      \(fields.enumerated().map { field($0.offset, $0.element.name, $0.element.value) })
      <button>Send it now</button></form>
      <p class="hint">\(stale.problem.code.rawValue)</p>
      </section>
      """
  }

  private static func field(_ number: Int, _ name: String, _ value: String) -> HTML {
    let isLong = value.utf8.count > 100 || value.utf8.contains(0x0A)
    let input: HTML =
      isLong
      // The first line feed after the tag is not part of the text (HTML living standard, section 13.1.2.5).
      ? "<textarea id=\"kept-\(number)\" name=\"\(name)\" rows=\"12\" readonly>\n\(value)</textarea>"
      : "<input id=\"kept-\(number)\" name=\"\(name)\" value=\"\(value)\" readonly>"
    return "<div class=\"field\"><label for=\"kept-\(number)\">\(name)</label>\(input)</div>"
  }
}
