/// What stands in a block's place when it cannot be shown: what happened and what to do.
enum ProblemView {
  /// The filter is not filled in, or has a mistake.
  static func writeWaiting(_ arguments: Arguments, title: String?, to html: inout HTML) {
    html.raw("<section class=\"card\">")
    if let title { html.heading(title) }
    html.raw("<div class=\"empty\">")
    if arguments.problems.isEmpty {
      html.raw("<p>Fill in ")
      html.text(arguments.missing.map { "“\($0.label)”" }.joined(separator: ", "))
      html.raw(" to see this.</p>")
    } else {
      html.raw("<p>Nothing is shown, because the filter has a mistake:</p><ul>")
      for problem in arguments.problems {
        html.raw("<li>")
        html.text((arguments.labels[problem.field] ?? Query.words(problem.field)) + ": " + problem.message)
        html.raw("</li>")
      }
      html.raw("</ul>")
    }
    html.raw("</div></section>")
  }

  static func write(
    _ failure: SourceFailure, source: Name, title: String?, requestID: String, to html: inout HTML
  ) {
    let text = text(failure, source: source)
    html.raw("<section class=\"card failed\">")
    if let title { html.heading(title) }
    html.raw("<p><b>")
    html.text(text.what)
    html.raw("</b></p><p>")
    html.text(text.advice)
    html.raw("</p><p class=\"quiet\">Request <code>")
    html.text(requestID)
    html.raw("</code></p></section>")
  }

  static func text(_ failure: SourceFailure, source: Name) -> (what: String, advice: String) {
    switch failure {
    case .unreachable:
      ("The data source “\(source)” does not answer.", "Try again in a minute. If it stays, tell whoever runs it.")
    case .unknownHost:
      (
        "The host of the data source “\(source)” is unknown.",
        "An admin can look whether the host in its secret is spelt right."
      )
    case .notPostgres:
      (
        "What answers at the address of the data source “\(source)” is no PostgreSQL.",
        "An admin can look at the host and the port in its secret."
      )
    case .noTLS:
      (
        "The data source “\(source)” does not speak TLS as its secret demands.",
        "Whoever runs the database can switch TLS on."
      )
    case .certificate:
      (
        "The certificate of the data source “\(source)” cannot be trusted.",
        "An admin can put its authority under ca in the secret, and look whether the host is the certificate's."
      )
    case .noDatabase:
      (
        "The server of the data source “\(source)” has no database of that name.",
        "An admin can look at the database's name in its secret."
      )
    case .wrongCredentials:
      ("The data source “\(source)” refused the app's credentials.", "An admin can renew the secret of this source.")
    case .secretMissing(let name):
      (
        "There is no secret “\(name)” for the data source “\(source)”.",
        "An admin can set it: Sources, at the app in the console."
      )
    case .addressRefused:
      (
        "The address of the data source “\(source)” is not allowed.",
        "The operator of this runtime keeps the list of private addresses that sources may have."
      )
    case .timedOut: ("This took too long and was stopped.", "Narrow the filter, or try again in a minute.")
    case .tooLarge: ("This is more than one page can hold.", "Narrow the filter, or export the table.")
    case .changed(let state):
      (
        "The data source “\(source)” has changed since this app was published.",
        "A table or a column is missing or of another type (SQLSTATE \(state)). The app's builder can mend its query."
      )
    case .settings:
      ("The connection settings of the data source “\(source)” cannot be used.", "An admin can set its secret again.")
    case .busy: ("The data source “\(source)” is busy.", "Try again in a few seconds.")
    case .readOnly: ("This query tried to write, and queries only read.", "The app's builder can mend its query.")
    case .refused(let state):
      (
        "The data source “\(source)” refused this query.",
        "The app's builder can mend it (SQLSTATE \(state))."
      )
    }
  }
}
