import Values

/// One labelled field for a parameter or an input: the control that fits its type, its help, and what is wrong with it.
struct FieldView {
  let parameter: Parameter
  /// The field's name in its form: `before`, `in.amount`.
  let name: String
  /// Its id on the page.
  let id: String
  let value: String
  var problem: String?
  /// Of a text of several lines.
  var rows = 5
  /// Filters may be left empty and then mean everything.
  var isFilter = false

  func write(to html: inout HTML) {
    let isBox = parameter.type == .boolean && !isFilter
    html.raw(problem == nil ? "<div class=\"field\">" : "<div class=\"field wrong\">")
    if isBox {
      html.raw("<div class=\"box\">")
      writeControl(to: &html)
      writeLabel(to: &html)
      html.raw("</div>")
    } else {
      writeLabel(to: &html)
      writeControl(to: &html)
    }
    writeHelp(to: &html)
    html.raw("</div>")
  }

  private func writeLabel(to html: inout HTML) {
    html.raw("<label")
    html.attribute("for", id)
    html.raw(">")
    html.text(parameter.label)
    if !parameter.required, !isFilter, parameter.type != .boolean {
      html.raw(" <span class=\"quiet\">(optional)</span>")
    }
    html.raw("</label>")
  }

  private func writeHelp(to html: inout HTML) {
    if let help = helpText {
      html.raw("<p class=\"help\"")
      html.attribute("id", id + "-help")
      html.raw(">")
      html.text(help)
      html.raw("</p>")
    }
    if let problem {
      html.raw("<p class=\"error\"")
      html.attribute("id", id + "-error")
      html.raw(">")
      html.text(problem)
      html.raw("</p>")
    }
  }

  private var helpText: String? {
    parameter.type == .timestamp
      ? [parameter.help, "In UTC."].compactMap { $0 }.joined(separator: " ") : parameter.help
  }

  private func writeControl(to html: inout HTML) {
    switch parameter.type {
    case .text where parameter.multiline: writeArea(to: &html)
    case .text: writeInput("text", to: &html)
    // Not `number`: browsers hide what was typed when it is no number, and turn the wheel into edits.
    case .integer: writeInput("text", inputMode: "numeric", to: &html)
    case .decimal: writeInput("text", inputMode: "decimal", to: &html)
    // A date field cannot show what is no date, and what was typed must not be lost.
    case .day where problem != nil && Day(iso: value) == nil: writeInput("text", to: &html)
    case .timestamp where problem != nil: writeInput("text", to: &html)
    case .day: writeInput("date", minimum: parameter.minimum, maximum: parameter.maximum, to: &html)
    case .timestamp: writeInput("datetime-local", to: &html)
    case .uuid: writeInput("text", to: &html)
    case .boolean: isFilter ? writeSelect([("true", "Yes"), ("false", "No")], to: &html) : writeBox(to: &html)
    case .choice(let choices): writeSelect(choices.map { ($0.value, $0.label) }, to: &html)
    }
  }

  private func writeCommon(to html: inout HTML) {
    html.attribute("id", id)
    html.attribute("name", name)
    if parameter.required, parameter.type != .boolean { html.raw(" required") }
    let described = (helpText == nil ? [] : [id + "-help"]) + (problem == nil ? [] : [id + "-error"])
    if !described.isEmpty { html.attribute("aria-describedby", described.joined(separator: " ")) }
    if problem != nil { html.raw(" aria-invalid=\"true\"") }
  }

  private func writeInput(
    _ type: StaticString, inputMode: StaticString? = nil, minimum: String? = nil, maximum: String? = nil,
    to html: inout HTML
  ) {
    html.raw("<input type=\"")
    html.raw(type)
    html.raw("\"")
    writeCommon(to: &html)
    if let inputMode {
      html.raw(" autocomplete=\"off\" inputmode=\"")
      html.raw(inputMode)
      html.raw("\"")
    }
    if let minimum { html.attribute("min", minimum) }
    if let maximum { html.attribute("max", maximum) }
    html.attribute("value", parameter.type == .timestamp && problem == nil ? localTime(value) : value)
    html.raw(">")
  }

  /// `datetime-local` takes no zone; whole minutes are shown without seconds.
  private func localTime(_ text: String) -> String {
    let local = text.hasSuffix("Z") ? String(text.dropLast()) : text
    return local.utf8.count == 19 && local.hasSuffix(":00") ? String(local.prefix(16)) : local
  }

  private func writeArea(to html: inout HTML) {
    html.raw("<textarea")
    html.attribute("rows", rows)
    writeCommon(to: &html)
    // A line break right after the tag is dropped by browsers; this one is there for that.
    html.raw(">\n")
    html.text(value)
    html.raw("</textarea>")
  }

  private func writeBox(to html: inout HTML) {
    html.raw("<input type=\"checkbox\" value=\"true\"")
    writeCommon(to: &html)
    if ["true", "on", "1", "t", "yes"].contains(value) { html.raw(" checked") }
    html.raw(">")
  }

  private func writeSelect(_ options: [(value: String, label: String)], to html: inout HTML) {
    html.raw("<select")
    writeCommon(to: &html)
    html.raw(">")
    if !parameter.required || (parameter.fallback == nil && !options.contains { $0.value == value }) {
      writeOption("", isFilter && !parameter.required ? "All" : "Choose…", to: &html)
    }
    for option in options { writeOption(option.value, option.label, to: &html) }
    html.raw("</select>")
  }

  private func writeOption(_ option: String, _ label: String, to html: inout HTML) {
    html.raw("<option")
    html.attribute("value", option)
    if option == value { html.raw(" selected") }
    html.raw(">")
    html.text(label)
    html.raw("</option>")
  }
}
