/// The hidden fields that every form of an action carries.
struct ActionFields {
  let chrome: Chrome
  /// Within the app.
  let returnTo: String

  init(_ chrome: Chrome, returnTo: String) {
    self.chrome = chrome
    self.returnTo = returnTo
  }

  func write(to html: inout HTML) {
    html.hidden("csrf", chrome.csrfToken)
    html.hidden("idempotency", chrome.idempotencyKey())
    html.hidden("return", returnTo)
  }

  /// A button for each action on a row, which brings the row's key.
  /// - Parameter form: the id of the form that the buttons belong to, when they do not stand in it.
  static func writeButtons(
    _ actions: [Action], key: String, of chrome: Chrome, form: String? = nil, opening: StaticString,
    to html: inout HTML
  ) {
    for action in actions {
      html.raw(opening)
      if let form { html.attribute("form", form) }
      html.attribute("formaction", path(action, chrome))
      html.attribute("value", key)
      if action.asksFirst { html.raw(" data-ask") }
      html.raw(">")
      html.text(action.title)
      html.raw("</button>")
    }
  }

  static func path(_ action: Action, _ chrome: Chrome) -> String { "\(chrome.appPath)/-/actions/\(action.name)" }

  /// The parameters under which the page read the row, so that it is found again.
  static func writeParameters(_ arguments: Arguments?, to html: inout HTML) {
    for (name, value) in (arguments?.values ?? [:]).sorted(by: { $0.key < $1.key }) {
      html.hidden("param.\(name)", value ?? "")
    }
  }
}

extension Action {
  /// Whether a button of it leads to a question or to inputs before anything happens.
  var asksFirst: Bool { asksAfterInputs || !inputs.isEmpty }

  /// Whether a question follows at once when the inputs are filled in: with drafts to read it stands beside them.
  var asksAfterInputs: Bool { confirm != nil && !isReviewed }

  /// Whether a person reads what a model wrote before statements run.
  var isReviewed: Bool { !prompts.isEmpty && !statements.isEmpty }
}
