/// The AI steps of an action: what their prompts may name, where they stand, and what leaves unredacted.
extension SpecChecker {
  /// A person waits for each of them.
  private static let mostPrompts = 5

  /// - Parameter scope: of the action's texts; each prompt also has what the ones before it gave.
  mutating func readPrompts(_ node: SpecNode, _ scope: Scope) -> [Step] {
    let items = node["steps"]?.items ?? []
    let firstRun = items.firstIndex { $0["run"] != nil } ?? items.endIndex
    var scope = scope
    var steps: [Step] = []
    for (index, item) in items.enumerated() {
      guard let ai = item["ai"] else { continue }
      if index > firstRun { reportLate(item) }
      if steps.count == SpecChecker.mostPrompts { reportMany(item) }
      checkText(ai["prompt"], scope)
      guard let into = ai.name("into")?.name else { continue }
      checkTaken(into, ai, scope)
      scope.names.append(into.text)
      if let prompt = ai.text("prompt") {
        steps.append(.ai(AIStep(into: into, prompt: prompt, model: ai.name("model")?.name)))
      }
    }
    warnAboutUnread(items)
    return steps
  }

  private mutating func reportLate(_ item: SpecNode) {
    report(
      item.place, "ai-after-run", "This prompt stands behind a statement.",
      "Put every ai step before the first run step: no transaction stays open while a model thinks.")
  }

  private mutating func reportMany(_ item: SpecNode) {
    report(
      item.place, "too-many-prompts", "An action has at most \(SpecChecker.mostPrompts) prompts.",
      "Somebody waits for each of them: ask for more in one prompt, or make two actions.")
  }

  private mutating func checkTaken(_ into: Name, _ ai: SpecNode, _ scope: Scope) {
    guard let place = ai["into"]?.place else { return }
    let isColumn = scope.rows.contains { knownColumns(of: $0).contains(into.text) }
    guard isColumn || scope.names.contains(into.text) else { return }
    report(
      place, "ambiguous-name",
      "“\(into)” is \(isColumn ? "a column of the action's row" : "an input, a prompt's or the viewer's") already.",
      "Give the text another name, such as \(into)_draft.")
  }

  /// Where a statement follows, a text that nothing reads was asked for in vain.
  private mutating func warnAboutUnread(_ items: [SpecNode]) {
    guard items.contains(where: { $0["run"] != nil }) else { return }
    for (index, item) in items.enumerated() {
      guard let node = item["ai"]?["into"], let into = node.text else { continue }
      let isRead = items.indices.contains { other in
        let sql = items[other]["run"]?.text("sql").map { SQLTemplate($0, for: .step).names.map(\.text) } ?? []
        let prompt = items[other]["ai"]?.text("prompt").map { TextTemplate($0).names } ?? []
        return other != index && (sql + prompt).contains(into)
      }
      if isRead { continue }
      warn(
        node.place, "unused-text", "No later step uses the text “\(into.shortened)”.",
        "Write :\(into.shortened) in a statement or {{\(into.shortened)}} in a later prompt, or remove the step.")
    }
  }

  mutating func warnAboutRedaction(_ root: SpecNode, _ actions: [Action]) {
    guard let block = root["redaction"], let policy = block["policy"], policy.text == RedactionPolicy.off.rawValue
    else { return }
    if actions.contains(where: { !$0.prompts.isEmpty }) {
      warn(
        policy.place, "redaction-off",
        "With “off” only columns marked personal stay behind: all else in prompts goes to the model as it is.",
        "Write default or required, unless the model is yours. Publishing this needs an administrator.")
    }
    if let redactor = block["redactor"] {
      warn(redactor.place, "unused-redactor", "With the policy “off” no redactor is asked.", "Remove one of the two.")
    }
  }
}
