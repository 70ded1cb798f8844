/// Actions: inputs, steps in one transaction, and where each of their names comes from.
extension SpecChecker {
  mutating func readActions(_ root: SpecNode) -> [Action] {
    (root["actions"]?.entries ?? []).compactMap { entry in
      let action = readAction(entry)
      if let action { actions[action.name] = action }
      return action
    }
  }

  private mutating func readAction(_ entry: SpecNode.Entry) -> Action? {
    let node = entry.value
    let on = reference(node, "on", to: "query", among: declaredQueries)
    let inputs = readParameters(node["inputs"], isInput: true)
    let names = inputs.map(\.name.text) + SpecChecker.viewerNames
    let scope = Scope(names: names, rows: on.map { [$0] } ?? [])
    let steps = readPrompts(node, scope) + readStatements(node, on)
    checkRow(on, node, inputs)
    checkText(node["confirm"], scope)
    var after = scope
    after.names += steps.compactMap(\.sql).flatMap { SelectList($0).columns }
    checkText(node["success"], after)
    let then = readThen(node["then"], after)
    warnAboutUnusedInputs(node, steps)
    guard let name = Name(entry.key) else { return nil }
    return Action(
      name: name, title: node.text("title") ?? "", on: on, roles: readRoles(node["roles"]),
      confirm: node.text("confirm"), inputs: inputs, steps: steps, success: node.text("success"), then: then)
  }

  private mutating func checkRow(_ on: Name?, _ node: SpecNode, _ inputs: [Parameter]) {
    guard let on, let place = node["on"]?.place else { return }
    for entry in node["inputs"]?.entries ?? [] where knownColumns(of: on).contains(entry.key) {
      report(
        entry.place, "ambiguous-name", "“\(entry.key.shortened)” is an input and a column of “\(on)” at once.",
        "Give the input another name, such as new_\(entry.key.shortened).")
    }
    for column in queries[on]?.key ?? [] where !isColumn(column, of: on) {
      report(
        place, "key-missing",
        "An action finds its row again by the key “\(column.shortened)”, which “\(on)” does not return.",
        "Add it to the query's select list, or name the query's key.")
    }
  }

  private mutating func readThen(_ node: SpecNode?, _ scope: Scope) -> PagePath? {
    guard let node, let path = node.text.flatMap({ PagePath(parsing: $0) }) else { return nil }
    checkLeads(path, at: node.place)
    for name in path.parameters where !scope.names.contains(name.text) {
      if scope.rows.contains(where: { isColumn(name.text, of: $0) }) { continue }
      report(
        node.place, "unknown-variable", "“:\(name)” is neither an input nor a column of the action's row.",
        Nearest.advice(for: name.text, among: scope.rows.flatMap { knownColumns(of: $0) } + scope.names, none: ""))
    }
    return path
  }

  private mutating func readStatements(_ node: SpecNode, _ on: Name?) -> [Step] {
    var steps: [Step] = []
    var earlier: [SelectList] = []
    var first = on.flatMap { queries[$0]?.source }
    let items = node["steps"]?.items ?? []
    let given = (node["inputs"]?.entries.map(\.key) ?? []) + items.compactMap { $0["ai"]?.text("into") }
    for item in items {
      guard let run = item["run"] else { continue }
      let source = reference(run, "source", to: "source", among: declaredSources)
      if let source, let first, source != first, let place = run["source"]?.place {
        report(
          place, "several-sources",
          "This step writes to “\(source)”, while the action's row or first step is in “\(first)”.",
          "Keep all of an action in one source: its steps commit together or not at all.")
      }
      first = first ?? source
      if let sqlNode = run["sql"], let template = checkSQL(sqlNode, for: .step) {
        checkNames(template, sqlNode, on, given, earlier)
        warnAboutEveryRow(template, sqlNode)
        earlier.append(SelectList(sqlNode.text ?? ""))
      }
      let expect = run.text("expect").flatMap { Expectation(parsing: $0) } ?? .oneRow
      if let sql = run.text("sql"), let source = source ?? first {
        steps.append(.run(RunStep(source: source, sql: sql, expect: expect)))
      }
    }
    return steps
  }

  private mutating func checkNames(
    _ template: SQLTemplate, _ sql: SpecNode, _ on: Name?, _ given: [String], _ earlier: [SelectList]
  ) {
    for (name, offset) in template.occurrences {
      if hasEnough { return }
      let text = name.text
      if given.contains(text) || SpecChecker.viewerNames.contains(text) { continue }
      if let on, isColumn(text, of: on) { continue }
      if earlier.contains(where: { $0.mayReturn(text) }) { continue }
      let known = given + (on.map { knownColumns(of: $0) } ?? []) + earlier.flatMap(\.columns)
      report(
        source.place(of: offset, in: sql), "unknown-name",
        "“:\(text)” is no input, no column of the action's row, and nothing that an earlier step returns.",
        Nearest.advice(for: text, among: known + SpecChecker.viewerNames, none: ""))
    }
  }

  private mutating func warnAboutEveryRow(_ template: SQLTemplate, _ sql: SpecNode) {
    let lexer = SQLLexer(sql.text ?? "")
    let words = lexer.tokens.filter { $0.kind == .word }.map { lexer.text($0).lowercased() }
    guard let verb = words.first, ["update", "delete"].contains(verb), !words.contains("where") else { return }
    warn(
      sql.place, "every-row", "Without “where” this \(verb) touches every row of its table.",
      "Add a condition, such as: where id = :id")
  }

  private mutating func warnAboutUnusedInputs(_ node: SpecNode, _ steps: [Step]) {
    let used = steps.flatMap(\.names)
    for entry in node["inputs"]?.entries ?? [] where !used.contains(entry.key) {
      warn(
        entry.place, "unused-input", "No step uses the input “\(entry.key.shortened)”.",
        "Write :\(entry.key.shortened) in a statement or {{\(entry.key.shortened)}} in a prompt, or remove the input.")
    }
  }

  mutating func readRoles(_ node: SpecNode?) -> [Role] {
    var roles: [Role] = []
    for item in node?.items ?? [] {
      guard let role = item.text.flatMap(Role.init) else { continue }
      if roles.contains(role) {
        warn(
          item.place, "duplicate-role", "The role “\(role.rawValue)” stands twice in this list.", "Remove one of them.")
      } else {
        roles.append(role)
      }
    }
    return roles
  }

  /// A path that rows or actions lead to must be a page of this app.
  mutating func checkLeads(_ path: PagePath, at place: Place) {
    guard !hasUnreadablePaths, !paths.contains(where: { path.leads(to: $0) }) else { return }
    report(
      place, "unknown-page", "There is no page at “\(path)”.",
      Nearest.advice(for: path.description, among: paths.map(\.description), none: ""))
  }
}

extension Step {
  fileprivate var sql: String? { if case .run(let run) = self { run.sql } else { nil } }

  /// What it uses of the row, the inputs and the steps before it.
  fileprivate var names: [String] {
    switch self {
    case .run(let run): SQLTemplate(run.sql, for: .step).names.map(\.text)
    case .ai(let ai): TextTemplate(ai.prompt).names
    }
  }
}
