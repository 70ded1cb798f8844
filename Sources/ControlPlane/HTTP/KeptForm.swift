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
    var shell = shell(context, stale.person)
    if stale.person != nil { shell.workspace = context.asker.visitor?.member.map { Shell.Place($0, tab: nil) } }
    return .html(
      shell.document(stale.problem.happened, body),
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
    if unseen.contains(name) { return "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
    let isLong = value.utf8.count > 100 || value.utf8.contains(0x0A)
    let input: HTML =
      isLong
      // The first line feed after the tag is not part of the text (HTML living standard, section 13.1.2.5).
      ? "<textarea id=\"kept-\(number)\" name=\"\(name)\" rows=\"12\" readonly>\n\(value)</textarea>"
      : "<input id=\"kept-\(number)\" name=\"\(name)\" value=\"\(value)\" readonly>"
    return "<div class=\"field\"><label for=\"kept-\(number)\">\(label(name))</label>\(input)</div>"
  }

  /// What a form carries for itself, and nobody has typed.
  private static let unseen: Set<String> = ["base", "publish", "format"]

  /// As the forms have it above their fields.
  private static func label(_ name: String) -> HTML {
    switch name {
    case "accent": "Accent by day"
    case "approve": "Approved"
    case "dark-accent": "Accent in the dark"
    case "tokens": "Tokens a day"
    case "domain": "Host"
    case "email": "E-mail address"
    case "font": "Typeface"
    case "radius": "Corners"
    case "slug": "Address"
    case "spec": "Spec (YAML)"
    case "text": "What is stated"
    case "theme": "Custom properties"
    default: "\(plain(name))"
    }
  }

  /// `sign-up` → “Sign up”.
  private static func plain(_ name: String) -> String {
    let words = String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
