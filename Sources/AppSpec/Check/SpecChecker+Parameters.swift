/// Parameters of queries and inputs of actions: types, defaults, bounds, choices.
extension SpecChecker {
  mutating func readParameters(_ node: SpecNode?, isInput: Bool) -> [Parameter] {
    (node?.entries ?? []).compactMap { readParameter($0, isInput: isInput) }
  }

  private mutating func readParameter(_ entry: SpecNode.Entry, isInput: Bool) -> Parameter? {
    if entry.key.hasPrefix("viewer_") {
      report(
        entry.place, "reserved-name",
        "“\(entry.key.shortened)” is reserved: names that begin with viewer_ are set by the runtime.",
        "Choose another name; :viewer_id, :viewer_email, :viewer_role and :viewer_groups are there without being declared."
      )
    }
    if !isInput, entry.key == "export" {
      report(
        entry.place, "reserved-name", "“export” is reserved: it asks a page for its table as CSV.",
        "Choose another name.")
    }
    let node = entry.value
    guard let name = Name(entry.key), let type = readType(node) else { return nil }
    var parameter = Parameter(
      name: name, type: type, label: node.text("label") ?? SpecWords.label(entry.key), help: node.text("help"),
      required: true)
    parameter.fallback = readDefault(node["default"], type)
    parameter.minimum = readBound(node["min"], "min", type)
    parameter.maximum = readBound(node["max"], "max", type)
    parameter.required = node["required"]?.flag ?? true
    parameter.multiline = node["multiline"]?.flag ?? false
    if parameter.multiline, type != .text {
      report(
        node["multiline"]?.place ?? entry.place, "bad-value",
        "Only a text has several lines; this is \(article(type)).",
        "Remove multiline, or make the type text.")
    }
    checkBounds(parameter, node)
    return parameter
  }

  private mutating func readType(_ node: SpecNode) -> ParameterType? {
    let choices = node["choices"]
    guard let word = node.text ?? node.text("type") else { return nil }
    if word == "choice" {
      guard let choices else {
        report(
          node["type"]?.place ?? node.place, "key-missing", "A choice needs the values to choose from.",
          "Add for example: choices: [open, paid], or choices: { open: Still open, paid: Paid }.")
        return nil
      }
      return readChoices(choices)
    }
    if let choices {
      report(
        choices.place, "bad-value", "Choices stand only at the type choice; this is \(word.shortened).",
        "Make the type choice, or remove the choices.")
    }
    switch word {
    case "text": return .text
    case "integer": return .integer
    case "decimal": return .decimal
    case "boolean": return .boolean
    case "day": return .day
    case "timestamp": return .timestamp
    case "uuid": return .uuid
    default: return nil
    }
  }

  private mutating func readChoices(_ node: SpecNode) -> ParameterType {
    var choices: [ParameterType.Choice] = []
    for item in node.items {
      guard let value = item.text else { continue }
      if choices.contains(where: { $0.value == value }) {
        report(
          item.place, "duplicate-choice", "“\(value.shortened)” stands twice among the choices.", "Remove one of them.")
      }
      choices.append(.init(value: value, label: value))
    }
    for entry in node.entries { choices.append(.init(value: entry.key, label: entry.value.text ?? entry.key)) }
    if choices.contains(where: { $0.value.utf8.allSatisfy { $0 <= 32 } }) {
      report(
        node.place, "bad-value", "An empty choice cannot be told from no choice.",
        "Give it a value, or set required: false.")
    }
    return .choice(choices)
  }

  private mutating func readDefault(_ node: SpecNode?, _ type: ParameterType) -> DefaultValue? {
    guard let node, let text = node.text else { return nil }
    if type == .day || type == .timestamp {
      if text == "now" { return .now }
      if let days = SpecChecker.daysFromToday(text) { return .today(plusDays: days) }
    }
    return literal(node, "default", type).map { .literal($0) }
  }

  /// `today`, `today - 30`, `today + 7`; nil for anything else and beyond 100,000 days.
  static func daysFromToday(_ text: String) -> Int? {
    guard text.hasPrefix("today") else { return nil }
    let rest = text.dropFirst(5).filter { $0 != " " }
    if rest.isEmpty { return text.hasSuffix(" ") ? nil : 0 }
    let digits = rest.dropFirst()
    guard let sign = rest.first, sign == "-" || sign == "+", (1...6).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) }), let days = Int(digits), days <= 100_000
    else { return nil }
    return sign == "-" ? -days : days
  }

  private mutating func readBound(_ node: SpecNode?, _ key: String, _ type: ParameterType) -> String? {
    guard let node, let text = node.text else { return nil }
    switch type {
    case .boolean, .uuid, .choice:
      report(node.place, "bad-value", "\(SpecWords.capital(article(type))) has no “\(key)”.", "Remove it.")
      return nil
    case .text:
      guard let length = Int(text), String(length) == text, (0...1_000_000).contains(length) else {
        report(
          node.place, "bad-value", "“\(text.shortened)” is no length (at “\(key)”).",
          "Write the number of characters, such as 200.")
        return nil
      }
      return text
    case .integer, .decimal, .day, .timestamp: return literal(node, key, type)
    }
  }

  private mutating func literal(_ node: SpecNode, _ key: String, _ type: ParameterType) -> String? {
    guard let text = node.text else { return nil }
    // Forms take more ways to write a boolean than a spec does.
    let isStrict = type != .boolean || text == "true" || text == "false"
    if isStrict, case .success(let value) = type.canonical(text) { return value }
    report(node.place, "bad-\(key)", "“\(text.shortened)” is not \(article(type)) (at “\(key)”).", example(type))
    return nil
  }

  private mutating func checkBounds(_ parameter: Parameter, _ node: SpecNode) {
    let type = parameter.type
    if let minimum = parameter.minimum, let maximum = parameter.maximum, isGreater(minimum, maximum, type) {
      report(node["max"]?.place ?? node.place, "bad-max", "“max” is smaller than “min”.", "Exchange the two.")
    }
    guard case .literal(let value) = parameter.fallback, let place = node["default"]?.place else { return }
    let low = parameter.minimum.map { type.compare(value, $0) == .less } ?? false
    let high = parameter.maximum.map { type.compare(value, $0) == .greater } ?? false
    if low || high {
      report(place, "bad-default", "The default lies outside of the bounds.", "Change the default, min or max.")
    }
  }

  private func isGreater(_ minimum: String, _ maximum: String, _ type: ParameterType) -> Bool {
    (type == .text ? ParameterType.integer : type).compare(minimum, maximum) == .greater
  }

  private func article(_ type: ParameterType) -> String {
    type == .integer ? "an integer" : "a \(type.word)"
  }

  private func example(_ type: ParameterType) -> String {
    switch type {
    case .text: "Write a text."
    case .integer: "Write a whole number in digits, such as 42."
    case .decimal: "Write a number with a point, such as 19.90."
    case .boolean: "Write true or false."
    case .day: "Write a day as 2026-03-12, or today, today - 30, today + 7."
    case .timestamp: "Write a time as 2026-03-12T09:30:00Z, or now."
    case .uuid: "Write 36 characters such as 0190c2f4-7a3b-7c11-9d2e-5f60718293a4."
    case .choice(let choices): "Write one of: \(choices.prefix(12).map(\.value.shortened).joined(separator: ", "))."
    }
  }
}
