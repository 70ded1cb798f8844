/// What an action's prompts name, and so send to a model.
public enum PromptField: Hashable, Sendable {
  case column(query: Name, String)
  case input(Name)
  /// `viewer_email` and its like.
  case viewer(String)

  /// As the spec writes it: `customers.name`, an input's name.
  public var text: String {
    switch self {
    case .column(let query, let column): "\(query).\(column)"
    case .input(let name): name.text
    case .viewer(let name): name
    }
  }

  /// What each action sends that it did not send, and where to; by action.
  static func changes(_ old: App, _ new: App) -> [Alteration] {
    var found: [Alteration] = []
    for action in new.actions {
      let before = old.action(action.name)
      let (earlier, now) = (before?.promptFields ?? [], action.promptFields)
      let models = action.prompts.map(\.model)
      let more = now.filter { !earlier.contains($0) }
      if !more.isEmpty || earlier.isEmpty && before?.prompts.isEmpty != false && !models.isEmpty {
        found.append(.sends(action: action.name, more, model: models.first ?? nil))
      }
      let less = earlier.filter { !now.contains($0) }
      if !less.isEmpty { found.append(.sendsNoLonger(action: action.name, less)) }
      for (from, to) in zip(before?.prompts.map(\.model) ?? [], models) where from != to {
        found.append(.model(action: action.name, from: from, to: to))
      }
    }
    for action in old.actions where new.action(action.name) == nil && !action.promptFields.isEmpty {
      found.append(.sendsNoLonger(action: action.name, action.promptFields))
    }
    return found
  }
}

extension Action {
  /// Each once, in the order of the prompts. Texts of earlier prompts are no fields: what they hold was sent before.
  var promptFields: [PromptField] {
    var fields: [PromptField] = []
    let texts = prompts.map(\.into.text)
    for name in prompts.flatMap({ TextTemplate($0.prompt).names }) where !texts.contains(name) {
      let field: PromptField? =
        if SpecChecker.viewerNames.contains(name) {
          .viewer(name)
        } else if let input = inputs.first(where: { $0.name.text == name }) {
          .input(input.name)
        } else {
          on.map { .column(query: $0, name) }
        }
      if let field, !fields.contains(field) { fields.append(field) }
    }
    return fields
  }
}
