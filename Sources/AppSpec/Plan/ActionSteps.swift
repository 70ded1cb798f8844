/// Binding an action's steps and texts to what is known by then.
extension ActionPlan {
  /// The steps that are statements, by their place among all.
  public var statements: [Int] {
    action.steps.indices.filter { if case .run = action.steps[$0] { true } else { false } }
  }

  /// The statement of step `index`, bound to the row, the inputs, the drafted texts, the viewer and what earlier
  /// statements returned.
  /// - Parameters:
  ///   - row: what `rowStatement` returned; nil when there is none.
  ///   - earlier: what the statements before returned, one for each (without rows: no columns).
  public func step(_ index: Int, row: ResultSet?, earlier: [ResultSet]) -> Result<PlannedStep, Refusal> {
    if !problems.isEmpty { return .failure(.invalid(problems)) }
    if let refusal = refusal(row) { return .failure(refusal) }
    guard action.steps.indices.contains(index), case .run(let step) = action.steps[index] else {
      return .failure(.badForm("There is no such step."))
    }
    let scope = ActionScope(plan: self, row: row, earlier: earlier)
    var sql = ""
    var values: [String?] = []
    for piece in SQLTemplate(step.sql, for: .step).pieces {
      switch piece {
      case .sql(let text): sql += text
      case .placeholder(let name):
        guard let value = scope.value(name) else {
          return .failure(.badForm("The step needs “\(name)”, which neither the row nor an earlier step has."))
        }
        // Each occurrence has a number of its own: one without a type may be compared with different types.
        values.append(value.text)
        sql += value.type.map { "($\(values.count)::\($0))" } ?? "$\(values.count)"
      }
    }
    let statement = Statement(source: step.source, sql: sql + "\n", values: values, limit: 100)
    return .success(PlannedStep(statement: statement, expect: step.expect))
  }

  /// Why the row will not do, before any step runs.
  func refusal(_ row: ResultSet?) -> Refusal? {
    guard rowStatement != nil else { return nil }
    switch row?.rowCount {
    case 1: return nil
    case nil, 0: return .noSuchRow
    default: return .badForm("The form does not say which row is meant.")
    }
  }

  /// What the person reads after the steps were committed.
  public func successMessage(row: ResultSet?, earlier: [ResultSet] = []) -> String {
    guard let success = action.success else { return "Done: \(action.title)." }
    let scope = ActionScope(plan: self, row: row, earlier: earlier)
    return TextTemplate(success).text(scope.shown)
  }

  /// Where the person goes then: a path within the app, without the app's own path in front.
  public func destination(row: ResultSet?, earlier: [ResultSet] = []) -> String {
    let scope = ActionScope(plan: self, row: row, earlier: earlier)
    let open = action.then.flatMap { app.leadsSomewhere($0, for: submission.viewer.role) ? $0 : nil }
    return open.flatMap { then in AppPath.fill(then) { scope.value($0)?.text } } ?? returnPath
  }
}

/// What a name means within an action: the viewer's, an input, a drafted text, a column of the row, a column that a
/// statement returned (the latest).
struct ActionScope {
  let plan: ActionPlan
  let row: ResultSet?
  let earlier: [ResultSet]

  struct Bound: Equatable {
    var text: String?
    /// The PostgreSQL type to cast to; nil leaves it to the server.
    var type: String?
  }

  /// Nil when there is no such name.
  func value(_ name: Name) -> Bound? {
    if let type = Viewer.type(of: name) { return Bound(text: plan.submission.viewer.value(of: name), type: type) }
    if let input = plan.action.inputs.first(where: { $0.name == name }) {
      return Bound(text: plan.inputs[name] ?? nil, type: input.type.postgresType)
    }
    if let draft = plan.drafts[name] { return Bound(text: draft, type: "text") }
    for rows in [row].compactMap({ $0 }) + earlier.reversed() {
      if let column = rows.column(name.text), !rows.isEmpty {
        return Bound(text: rows.text(0, column), type: rows.columns[column].kind.postgresType)
      }
    }
    return nil
  }

  /// As a person reads it in a text.
  func shown(_ name: String) -> TextTemplate.Value? {
    guard let name = Name(name), let bound = value(name), let raw = bound.text else { return nil }
    if let input = plan.action.inputs.first(where: { $0.name == name }) {
      return TextTemplate.Value(raw: raw, shown: input.shown(raw))
    }
    let query = plan.action.on.flatMap { plan.app.query($0) }
    let personal = personal(name)
    guard let row, row.column(name.text) != nil, !row.isEmpty else {
      return TextTemplate.Value(raw: raw, personal: personal)
    }
    return TextTemplate.Value(raw: raw, shown: RowView(row, query).plain(0, name.text), personal: personal)
  }
}

extension Parameter {
  /// A value of this parameter as a person reads it.
  func shown(_ value: String) -> String {
    switch type {
    case .day: DateText.day(value) ?? value
    case .timestamp: DateText.timestamp(value) ?? value
    case .boolean: value == "true" ? "Yes" : "No"
    case .choice(let choices): choices.first { $0.value == value }?.label ?? value
    case .text, .integer, .decimal, .uuid: value
    }
  }
}
