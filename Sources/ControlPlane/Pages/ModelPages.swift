/// The models that AI steps may call.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

struct ModelsView: Sendable {
  let models: [ModelConnection]
  let form: ModelForm
  /// Whether a runtime serves the workspace.
  let isServed: Bool
  let slug: String

  var path: String { "/w/\(slug)/models" }
}

enum ModelPages {
  static func list(_ view: ModelsView, _ person: Shell.Person) -> HTML {
    let rows = view.models.map { row($0, view, person) }
    return """
      <div class="head"><h1>Models</h1>\(keys(view))</div>
      <p class="quiet">What the AI steps of this workspace's apps may call. Your runtime calls it, after it has redacted \
      what goes out. The key and the address go from your browser straight to the runtime; they are never sent here.</p>
      \(advice(view))
      \(AppPages.table(
        ["Name", "Model", "Region", "Secret", "A day, for each app", ""], rows,
        empty: "None yet. AI steps refuse to run until there is one; the rest of an app does not need it."))
      \(form(view, person))
      """
  }

  /// For somebody who administers several workspaces, or none.
  static func choice(_ workspaces: [WorkspaceOfPerson]) -> HTML {
    let items = workspaces.map { item -> HTML in
      "<li><a href=\"/w/\(item.workspace.slug.text)/models\">\(item.workspace.title)</a></li>"
    }
    if items.isEmpty {
      return """
        <section class="card empty"><h1>Models</h1><p>You administer no workspace. Its admins and owners say which models \
        its apps may call.</p></section>
        """
    }
    return "<h1>Models</h1><p class=\"quiet\">Of which workspace?</p><ul class=\"list\">\(items)</ul>"
  }

  private static func keys(_ view: ModelsView) -> HTML {
    guard view.isServed, !view.models.isEmpty else { return "" }
    return "<a class=\"button\" href=\"\(view.path)/keys\">Set and test keys at the runtime</a>"
  }

  private static func advice(_ view: ModelsView) -> HTML {
    if view.isServed { return "" }
    return """
      <p>No runtime serves this workspace yet. <a href="/w/\(view.slug)/runtimes">Add a runtime</a>, and set the keys there.</p>
      """
  }

  private static func row(_ model: ModelConnection, _ view: ModelsView, _ person: Shell.Person) -> HTML {
    let path = "\(view.path)/\(model.id.description)"
    let standing: HTML =
      model.isDefault
      ? " <span class=\"tag good\">default</span>"
      : ""
    let choose: HTML =
      model.isDefault
      ? ""
      : "<form method=\"post\" action=\"\(path)/default\">\(person.field)<button class=\"plain\">Make default</button></form>"
    return """
      <tr><td><code>\(model.name.text)</code>\(standing)</td>\
      <td>\(model.model)<br><span class="quiet">\(title(model.provider))</span></td><td data-head="Region">\(model.region)</td>\
      <td data-head="Secret"><code>\(model.secret)</code></td>\
      <td data-head="A day, for each app">\(model.dailyTokens.map { "\(grouped($0)) tokens" } ?? "no limit")</td>\
      <td class="act"><a class="button plain" href="\(view.path)?name=\(model.name.text)#connect">Change</a>\(choose)\
      <form method="post" action="\(path)/removal">\(person.field)<button class="bad">Remove</button></form></td></tr>
      """
  }

  private static func form(_ view: ModelsView, _ person: Shell.Person) -> HTML {
    let form = view.form
    let providers = ModelProviderKind.allCases.map { kind -> HTML in
      "<option value=\"\(kind.rawValue)\"\(form[.provider] == kind.rawValue ? " selected" : "")>\(title(kind))</option>"
    }
    return """
      <h2 id="connect">\(form.isChange ? "Change \(form[.name])" : "Connect a model")</h2>
      <form method="post" action="\(view.path)" class="card">\(person.field)
      <div class="row">
      \(field(.name, "Name", "what specs call it, such as fast", form, isLocked: form.isChange))
      <div><label for="provider">Provider</label><select id="provider" name="provider"\(invalid(form.problems[.provider]))>\(providers)\
      </select>\(form.problems[.provider].map { "<p class=\"error\">\($0)</p>" } ?? "<p class=\"hint\">who runs it</p>" as HTML)</div>
      \(field(.model, "Model", "as the provider writes it", form))
      \(field(.region, "Region", "where it runs, such as EU (Frankfurt)", form))
      \(field(.tokens, "Tokens a day, for each app", "empty for no limit", form, isRequired: false))
      \(field(.secret, "Name of the secret", "empty: model- and its name", form, isRequired: false))</div>
      <p class="hint">Region and model stand in the receipt of each call. A connection of the same name is replaced.</p>
      <p></p><button>\(form.isChange ? "Change it" : "Connect")</button></form>
      """
  }

  private static func field(
    _ part: ModelForm.Part, _ label: HTML, _ hint: HTML, _ form: ModelForm, isRequired: Bool = true,
    isLocked: Bool = false
  ) -> HTML {
    let id = part.rawValue
    let problem = form.problems[part]
    return """
      <div><label for="\(id)">\(label)</label><input id="\(id)" name="\(id)" maxlength="100" autocapitalize="off" \
      spellcheck="false" autocomplete="off" value="\(form[part])" aria-describedby="\(id)-hint"\(isRequired ? " required" : "")\
      \(isLocked ? " readonly" : "")\(invalid(problem))>\
      <p class="\(problem == nil ? "hint" : "error")" id="\(id)-hint">\(problem.map { "\($0)" } ?? hint)</p></div>
      """
  }

  private static func invalid(_ problem: String?) -> HTML { problem == nil ? "" : " aria-invalid=\"true\"" }

  private static func title(_ kind: ModelProviderKind) -> HTML {
    switch kind {
    case .anthropic: "Anthropic"
    case .openAICompatible: "OpenAI or compatible"
    }
  }

  /// 1 234 567, with narrow spaces.
  private static func grouped(_ number: Int64) -> String {
    var digits: [Character] = []
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { digits.append("\u{202F}") }
      digits.append(digit)
    }
    return String(digits.reversed())
  }
}
