/// Plans a page: one block after the other, each with the statement that it needs. Blocks that need the same statement
/// share it.
struct PagePlanner {
  let checked: CheckedApp
  let page: Page
  let parameters: [Name: String]
  let request: PageRequest
  let catalog: Catalog
  private var statements: [Statement] = []

  /// More points than this make no chart that anyone can read.
  static let chartPoints = 500

  init(_ checked: CheckedApp, _ page: Page, parameters: [Name: String], request: PageRequest, catalog: Catalog) {
    self.checked = checked
    self.page = page
    self.parameters = parameters
    self.request = request
    self.catalog = catalog
  }

  mutating func plan() -> Result<PagePlan, Refusal> {
    var blocks: [BlockPlan] = []
    for block in page.blocks {
      if let planned = plan(block) { blocks.append(planned) }
    }
    let inPath = blocks.flatMap { $0.arguments?.problems ?? [] }.filter { problem in
      parameters.keys.contains { $0.text == problem.field }
    }
    if let problem = inPath.first { return .failure(.badParameters([problem])) }
    return .success(
      PagePlan(
        statements: statements, app: checked.app, page: page, request: request, parameters: parameters, blocks: blocks))
  }

  /// Nil for what this viewer may not use.
  private mutating func plan(_ block: Block) -> BlockPlan? {
    switch block.content {
    case .text(let text):
      let compiled = text.query.flatMap { checked.queries[$0] }
      return planned(block, .text(text, compiled?.query), compiled, rows: 1)
    case .metric(let metric): return reading(block, metric.query, rows: 1) { .metric(metric, $0) }
    case .filter(let filter): return reading(block, filter.query, rows: 0) { .filter($0) }
    case .table(let table): return plan(block, table)
    case .detail(let detail):
      let actions = checked.app.actions(detail.actions, for: request.viewer.role)
      return reading(block, detail.query, rows: 1) { .detail(detail, $0, actions) }
    case .form(let form): return plan(block, form)
    case .chart(let chart):
      return reading(block, chart.query, rows: PagePlanner.chartPoints + 1) { .chart(chart, $0) }
    case .document(let document): return reading(block, document.query, rows: 1) { .document(document, $0) }
    }
  }

  private mutating func plan(_ block: Block, _ table: TableBlock) -> BlockPlan? {
    guard let compiled = checked.queries[table.query] else { return nil }
    let arguments = arguments(compiled.query)
    let plan = TablePlan(
      table, index: block.index, compiled: compiled, arguments: arguments, request: request, app: checked.app,
      catalog: catalog)
    let statement = arguments.isComplete ? add(plan.statement(compiled, arguments, request.viewer)) : nil
    return BlockPlan(index: block.index, kind: .table(plan), arguments: arguments, statement: statement)
  }

  private mutating func plan(_ block: Block, _ form: FormBlock) -> BlockPlan? {
    guard let action = checked.app.action(form.action), action.roles.contains(request.viewer.role) else { return nil }
    let compiled = action.on.flatMap { checked.queries[$0] }
    return planned(block, .form(form, action, compiled?.query), compiled, rows: 1)
  }

  private mutating func reading(
    _ block: Block, _ query: Name, rows: Int, _ kind: (Query) -> BlockPlan.Kind
  ) -> BlockPlan? {
    guard let compiled = checked.queries[query] else { return nil }
    return planned(block, kind(compiled.query), compiled, rows: rows)
  }

  private mutating func planned(
    _ block: Block, _ kind: BlockPlan.Kind, _ compiled: CompiledQuery?, rows: Int
  ) -> BlockPlan {
    guard let compiled else { return BlockPlan(index: block.index, kind: kind, arguments: nil, statement: nil) }
    let arguments = arguments(compiled.query)
    let builder = SQLBuilder(compiled, arguments: arguments, viewer: request.viewer)
    let statement = rows > 0 && arguments.isComplete ? add(builder.firstRows(rows)) : nil
    return BlockPlan(index: block.index, kind: kind, arguments: arguments, statement: statement)
  }

  private func arguments(_ query: Query) -> Arguments {
    Arguments(query, path: parameters, now: request.now, lookup: request.value)
  }

  private mutating func add(_ statement: Statement) -> Int {
    if let index = statements.firstIndex(of: statement) { return index }
    statements.append(statement)
    return statements.count - 1
  }
}
