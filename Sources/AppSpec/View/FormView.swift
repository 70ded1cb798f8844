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
    ActionFields.writeParameters(block.arguments, to: &html)
    for field in query.flatMap({ RowKey.fields(rows, 0, key: $0.key) }) ?? [] {
      html.hidden("key." + field.name, field.value)
    }
    let values = Dictionary(
      uniqueKeysWithValues: action.inputs.map { ($0.name, state?.values[$0.name] ?? $0.fallbackValue(now: now) ?? "") })
    InputsView(action: action, values: values, problems: state?.problems ?? [], prefix: "b\(block.index)").write(
      to: &html)
    html.raw("<div class=\"buttons\"><button class=\"button main\"")
    if action.confirm != nil { html.raw(" data-ask") }
    html.raw(">")
    html.text(action.title)
    html.raw("</button></div></form></section>")
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
    if !problems.isEmpty { writeSummary(to: &html) }
    html.raw("<div class=\"fields\">")
    for input in action.inputs {
      FieldView(
        parameter: input, name: "in." + input.name.text, id: id(input.name.text), value: values[input.name] ?? "",
        problem: problems.first { $0.field == input.name.text }?.message
      ).write(to: &html)
    }
    html.raw("</div>")
  }

  private func id(_ field: String) -> String { prefix + ".in." + field }

  private func writeSummary(to html: inout HTML) {
    html.raw("<div class=\"errors\" role=\"alert\" tabindex=\"-1\"><p><b>")
    html.raw(problems.count == 1 ? "One thing needs your attention" : "Some things need your attention")
    html.raw("</b></p><ul>")
    for problem in problems {
      let label = action.inputs.first { $0.name.text == problem.field }?.label ?? Query.words(problem.field)
      html.raw("<li><a")
      html.attribute("href", "#" + id(problem.field))
      html.raw(">")
      html.text(label + ": " + problem.message)
      html.raw("</a></li>")
    }
    html.raw("</ul></div>")
  }
}
