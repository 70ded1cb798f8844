import Values

/// The questions that a runtime asks of an app. Pure: the answers depend on their arguments alone.
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
    guard arguments.isComplete else { return .failure(.badParameters(arguments.problems + arguments.unfilled)) }
    let plan = TablePlan(
      table, index: block, compiled: compiled, arguments: arguments, request: request, app: app, catalog: catalog)
    return .success(
      ExportPlan(
        statement: plan.exportStatement(compiled, arguments, request.viewer),
        fileName: "\(compiled.query.name)-\(request.now.day.iso).csv", query: compiled.query, shown: table.columns))
  }

  /// - Parameter block: the index of a document block on the request's page.
  public func document(_ request: PageRequest, block: Int) -> Result<DocumentPlan, Refusal> {
    guard let (page, parameters) = app.page(at: request.path, for: request.viewer.role),
      let content = page.blocks.first(where: { $0.index == block })?.content, case .document(let document) = content,
      let row = queries[document.query], let lines = queries[document.lines]
    else { return .failure(.noSuchPage) }
    var statements: [Statement] = []
    for (compiled, limit) in [(row, 1), (lines, DocumentPlan.maximumLines + 1)] {
      let arguments = Arguments(compiled.query, path: parameters, now: request.now, lookup: request.value)
      guard arguments.isComplete else { return .failure(.badParameters(arguments.problems + arguments.unfilled)) }
      let builder = SQLBuilder(compiled, arguments: arguments, viewer: request.viewer)
      statements.append(builder.firstRows(limit))
    }
    return .success(DocumentPlan(statements: statements, block: document, query: row.query, linesQuery: lines.query))
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

extension Arguments {
  /// A problem for each parameter that still needs a value.
  fileprivate var unfilled: [FieldProblem] {
    missing.map { FieldProblem(field: $0.name.text, message: "Fill in “\($0.label)”.") }
  }
}
