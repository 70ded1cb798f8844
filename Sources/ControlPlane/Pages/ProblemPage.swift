/// What a person reads when something does not work: what happened, what to do, and the id to quote.

import Contract
import ServerKit
import Values

enum ProblemPage {
  static func body(_ problem: Problem, _ request: RequestID, _ shell: Shell) -> HTML {
    let back: HTML = shell.workspace.map { "Back to \($0.title)" } ?? "Go to the start page"
    return """
      <section class="card empty">
      <h1>\(problem.happened)</h1>
      <p>\(problem.advice)</p>
      <p class="hint">\(problem.code.rawValue) · request <code>\(request.description)</code></p>
      <p>\(problem.code == .notSignedIn
      ? "<a class=\"button\" href=\"/sign-in\">Sign in</a>"
      : "<a class=\"button plain\" href=\"\(shell.home)\">\(back)</a>")</p>
      </section>
      """
  }
}
