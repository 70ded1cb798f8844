import Values

/// The three questions that a runtime asks of an app. Pure: the answers depend on their arguments alone.
extension CheckedApp {
  /// - Returns: the page at the request's path, as far as its viewer may see it.
  public func page(_ request: PageRequest, catalog: Catalog = .unknown) -> Result<PagePlan, Refusal> {
    guard let (page, parameters) = app.page(at: request.path, for: request.viewer.role) else {
      return .failure(.noSuchPage)
    }
    var planner = PagePlanner(self, page, parameters: parameters, request: request, catalog: catalog)
    return planner.plan()
  }

  /// - Parameter block: the index of a table block on the request's page that may be exported.
  public func export(_ request: PageRequest, block: Int, catalog: Catalog = .unknown) -> Result<ExportPlan, Refusal> {
    guard let (page, parameters) = app.page(at: request.path, for: request.viewer.role),
      let content = page.blocks.first(where: { $0.index == block })?.content, case .table(let table) = content,
      table.export, let compiled = queries[table.query]
    else { return .failure(.noSuchPage) }
    let arguments = Arguments(compiled.query, path: parameters, now: request.now, lookup: request.value)
    let missing = arguments.missing.map { FieldProblem(field: $0.name.text, message: "Fill in “\($0.label)”.") }
    guard arguments.isComplete else { return .failure(.badParameters(arguments.problems + missing)) }
    let plan = TablePlan(
      table, index: block, compiled: compiled, arguments: arguments, request: request, app: app, catalog: catalog)
    return .success(
      ExportPlan(
        statement: plan.exportStatement(compiled, arguments, request.viewer),
        fileName: "\(compiled.query.name)-\(request.now.day.iso).csv", query: compiled.query, shown: table.columns))
  }

  /// The action as far as its viewer may do it, with what is wrong with its form's inputs.
  public func action(_ submission: ActionSubmission) -> Result<ActionPlan, Refusal> {
    guard let action = app.action(submission.action), action.roles.contains(submission.viewer.role) else {
      return .failure(.noSuchAction)
    }
    return ActionPlanner(self, action, submission).plan()
  }
}

extension Expectation {
  /// Whether a step that touched this many rows did what the spec expects of it.
  public func accepts(_ rows: Int) -> Bool {
    switch self {
    case .oneRow: rows == 1
    case .someRows: rows >= 1
    case .rows(let expected): rows == expected
    case .anyRows: true
    }
  }
}
