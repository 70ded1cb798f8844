extension ActionPlan {
  /// What was typed, for the page of its form; nil when it was typed elsewhere.
  /// - Parameter problems: `self.problems`, or what came up later.
  public func formState(_ problems: [FieldProblem]) -> FormState? {
    formBlock.map { FormState(action: action.name, block: $0, values: typed, problems: problems) }
  }

  /// The page that asks the action's question and for its inputs, with each problem at its field and what was typed.
  /// - Parameters:
  ///   - row: what `rowStatement` returned; nil when there is none.
  ///   - problems: `self.problems`, or what came up later.
  /// - Returns: a UTF-8 HTML document, or why the row will not do.
  public func renderConfirmation(
    row: ResultSet?, problems: [FieldProblem], chrome: Chrome
  ) -> Result<[UInt8], Refusal> {
    if let refusal = refusal(row) { return .failure(refusal) }
    let layout = Layout(app, title: action.title, chrome: chrome, current: nil)
    // With texts that a person was about to have written, they are what the question is about.
    if action.isReviewed, !drafts.isEmpty {
      let texts = action.prompts.compactMap { prompt in
        drafts[prompt.into].map { DraftedText(into: prompt.into, text: $0) }
      }
      return .success(layout.document { writeReview(row, texts, problems, chrome, to: &$0) })
    }
    return .success(layout.document { writeQuestion(row, problems, chrome, to: &$0) })
  }

  private func writeQuestion(_ row: ResultSet?, _ problems: [FieldProblem], _ chrome: Chrome, to html: inout HTML) {
    html.raw("<section class=\"card ask\" aria-labelledby=\"ask-title\"><h1 id=\"ask-title\">")
    html.text(action.title)
    html.raw("</h1>")
    let asksInputs = !action.inputs.isEmpty && (submission.value("asked") == nil || !problems.isEmpty)
    if !action.isReviewed { writeConfirm(row, to: &html) }
    writeForm(chrome, to: &html)
    if asksInputs {
      InputsView(action: action, values: values(row), problems: problems, prefix: "ask").write(to: &html)
    } else {
      if !problems.isEmpty { InputsView.writeSummary(problems, of: action, prefix: "ask", to: &html) }
      writeAnswers(to: &html)
    }
    html.raw("<div class=\"buttons\"><button class=\"button main\">")
    html.text(action.title)
    html.raw("</button>")
    writeCancel(chrome, to: &html)
    html.raw("</div></form></section>")
  }

  func writeConfirm(_ row: ResultSet?, to html: inout HTML) {
    guard let confirm = action.confirm else { return }
    let scope = ActionScope(plan: self, row: row, earlier: [])
    html.raw("<p class=\"question\">")
    html.text(TextTemplate(confirm).text(scope.shown))
    html.raw("</p>")
  }

  /// The form's beginning, with all that says again what it is about.
  func writeForm(_ chrome: Chrome, to html: inout HTML) {
    html.raw("<form class=\"inputs\" method=\"post\" novalidate")
    html.attribute("action", ActionFields.path(action, chrome))
    html.raw(">")
    ActionFields(chrome, returnTo: returnPath).write(to: &html)
    for field in identity { html.hidden(field.name, field.value) }
    if let formBlock { html.hidden("form", "\(formBlock)") }
    if action.confirm != nil { html.hidden("confirmed", "1") }
  }

  func writeCancel(_ chrome: Chrome, _ label: String = "Cancel", to html: inout HTML) {
    html.raw("<a class=\"button plain\" data-cancel")
    html.attribute("href", chrome.appPath + returnPath)
    html.raw(">")
    html.text(label)
    html.raw("</a>")
  }

  /// What was typed; before anybody typed, what the row has.
  private func values(_ row: ResultSet?) -> [Name: String] {
    guard submission.value("asked") == nil else { return typed }
    var values = typed
    for input in action.inputs { if let value = input.value(in: row) { values[input.name] = value } }
    return values
  }

  /// Inputs that were given before the question came: shown, and sent again.
  func writeAnswers(to html: inout HTML) {
    html.hidden("asked", "1")
    if action.inputs.isEmpty { return }
    html.raw("<dl>")
    for input in action.inputs {
      html.hidden("in." + input.name.text, typed[input.name] ?? "")
      html.raw("<div><dt>")
      html.text(input.label)
      html.raw("</dt><dd>")
      if let value = inputs[input.name] ?? nil { html.text(input.shown(value)) } else { html.raw("–") }
      html.raw("</dd></div>")
    }
    html.raw("</dl>")
  }
}
