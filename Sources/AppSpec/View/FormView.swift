import Values

/// An action's inputs as a form on the page.
struct FormView {
  let block: BlockPlan
  let form: FormBlock
  let action: Action
  let query: Query?
  let address: PageAddress
  let chrome: Chrome
  let state: FormState?
  let now: Instant

  func write(_ rows: ResultSet, to html: inout HTML) {
    html.raw("<section class=\"card\"")
    html.attribute("id", "b\(block.index)")
    html.raw(">")
    html.heading(form.title ?? action.title)
    if query != nil, rows.isEmpty {
      html.raw("<div class=\"empty\"><p>There is nothing here to do this on.</p></div></section>")
      return
    }
    html.raw("<form class=\"inputs\" method=\"post\" novalidate")
    html.attribute("action", ActionFields.path(action, chrome))
    html.raw(">")
    ActionFields(chrome, returnTo: address.text()).write(to: &html)
    html.hidden("form", "\(block.index)")
    ActionFields.writeParameters(block.arguments, to: &html)
    for field in query.flatMap({ RowKey.fields(rows, 0, key: $0.key) }) ?? [] {
      html.hidden("key." + field.name, field.value)
    }
    let values = Dictionary(uniqueKeysWithValues: action.inputs.map { ($0.name, value($0, rows)) })
    InputsView(action: action, values: values, problems: state?.problems ?? [], prefix: "b\(block.index)").write(
      to: &html)
    html.raw("<div class=\"buttons\"><button class=\"button main\"")
    if action.asksAfterInputs { html.raw(" data-ask") }
    html.raw(">")
    html.text(action.title)
    html.raw("</button></div></form></section>")
  }
}

extension FormView {
  /// What was typed, else what the row has, else the spec's default.
  private func value(_ input: Parameter, _ rows: ResultSet) -> String {
    if let state { return state.values[input.name] ?? "" }
    return input.value(in: query == nil ? nil : rows) ?? input.fallbackValue(now: now) ?? ""
  }
}

extension Action {
  /// Of an input, or of a text that a model drafts.
  fileprivate func label(of field: String) -> String? {
    inputs.first { $0.name.text == field }?.label
      ?? prompts.first { $0.into.text == field }.map { SpecWords.label($0.into.text) }
  }
}

/// The fields of an action's inputs, with a summary of what is wrong (WCAG 2.2, 3.3.1 and 3.3.3).
struct InputsView {
  let action: Action
  let values: [Name: String]
  let problems: [FieldProblem]
  /// Keeps ids apart where one page has two forms.
  let prefix: String

  func write(to html: inout HTML) {
    html.hidden("asked", "1")
    if !problems.isEmpty { InputsView.writeSummary(problems, of: action, prefix: prefix, to: &html) }
    html.raw("<div class=\"fields\">")
    for input in action.inputs {
      FieldView(
        parameter: input, name: "in." + input.name.text, id: prefix + ".in." + input.name.text,
        value: values[input.name] ?? "",
        problem: problems.first { $0.field == input.name.text }?.message
      ).write(to: &html)
    }
    html.raw("</div>")
  }

  static func writeSummary(
    _ problems: [FieldProblem], of action: Action, prefix: String, to html: inout HTML
  ) {
    html.raw("<div class=\"errors\" role=\"alert\" tabindex=\"-1\"><p><b>")
    html.raw(problems.count == 1 ? "One thing needs your attention" : "Some things need your attention")
    html.raw("</b></p><ul>")
    for problem in problems {
      guard let label = action.label(of: problem.field) else {
        html.raw("<li>")
        html.text(problem.message)
        html.raw("</li>")
        continue
      }
      html.raw("<li><a")
      html.attribute("href", "#" + prefix + ".in." + problem.field)
      html.raw(">")
      html.text(label + ": " + problem.message)
      html.raw("</a></li>")
    }
    html.raw("</ul></div>")
  }
}
