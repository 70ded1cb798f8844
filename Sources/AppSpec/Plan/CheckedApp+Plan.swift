/// The three questions that a runtime asks of an app. Pure: the answers depend on their arguments alone.
extension CheckedApp {
  /// - Returns: the page at the request's path, as far as its viewer may see it.
  public func page(_ request: PageRequest, catalog: Catalog = .unknown) -> Result<PagePlan, Refusal> {
    .failure(.noSuchPage)
  }

  /// - Parameter block: the index of a table block on the request's page.
  public func export(_ request: PageRequest, block: Int, catalog: Catalog = .unknown) -> Result<ExportPlan, Refusal> {
    .failure(.noSuchPage)
  }

  public func action(_ submission: ActionSubmission) -> Result<ActionPlan, Refusal> { .failure(.noSuchAction) }
}

extension ActionPlan {
  /// The statement of step `index`, bound to the row, the inputs, the viewer and what earlier steps returned.
  public func step(_ index: Int, row: ResultSet?, earlier: [ResultSet]) -> Result<PlannedStep, Refusal> {
    .failure(.noSuchRow)
  }

  /// The page that asks the action's question and for its inputs, with each problem at its field and what was typed.
  public func renderConfirmation(
    row: ResultSet?, problems: [FieldProblem], chrome: Chrome
  ) -> Result<[UInt8], Refusal> { .failure(.noSuchRow) }

  /// What the person reads after the steps were committed.
  public func successMessage(row: ResultSet?, earlier: [ResultSet] = []) -> String { "" }

  /// Where the person goes then: a path within the app, without the app's own path in front.
  public func destination(row: ResultSet?, earlier: [ResultSet] = []) -> String { "/" }
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

extension ExportPlan {
  /// The first line, with the labels of the columns shown.
  public func header(columns: [ResultColumn]) -> [UInt8] { [] }
  /// One line for each row.
  public func rows(_ rows: ResultSet) -> [UInt8] { [] }
}

enum BlockPlan: Sendable { case none }
struct ComposedQuery {
  var sql: String
  var values: [String?]
  init(_ query: Query, values: [Name: String?]) {
    sql = ""
    self.values = []
  }
}
