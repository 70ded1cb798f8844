/// What each role of an app can see and do, as single facts that can be compared.

enum AccessSubject: Hashable {
  case page(String)
  /// A column that a query's blocks show; nil stands for all that the query returns, where its text does not tell.
  case column(query: Name, String?)
  case export(query: Name)
  case action(Name)
}

extension App {
  /// For each subject the roles that reach it.
  var access: [AccessSubject: Set<Role>] {
    var facts: [AccessSubject: Set<Role>] = [:]
    for page in pages {
      facts[.page(page.path.description), default: []].formUnion(page.roles)
      for block in page.blocks {
        for subject in subjects(block.content) { facts[subject, default: []].formUnion(page.roles) }
      }
    }
    // An action is posted by itself: its own roles count, whatever page shows its button.
    for action in actions { facts[.action(action.name), default: []].formUnion(action.roles) }
    // What a prompt names may stand in the answer.
    for action in actions {
      for field in action.promptFields {
        guard case .column(let query, let column) = field else { continue }
        facts[.column(query: query, column), default: []].formUnion(action.roles)
      }
    }
    return facts
  }

  private func subjects(_ content: Block.Content) -> [AccessSubject] {
    switch content {
    case .text(let text): text.query.map { columns($0) } ?? []
    case .metric(let metric): columns(metric.query, [metric.value])
    case .filter, .form: []
    case .table(let table): subjects(table)
    case .detail(let detail): columns(detail.query, detail.columns)
    case .chart(let chart): columns(chart.query, [chart.x] + chart.y)
    case .document(let document):
      columns(document.query, document.row.map(\.text)) + columns(document.lines, document.line.map(\.text))
    }
  }

  /// What can be searched for can be found out, so it counts as read.
  private func subjects(_ table: TableBlock) -> [AccessSubject] {
    let shown = columns(table.query, table.columns) + (table.search.isEmpty ? [] : columns(table.query, table.search))
    return shown + (table.export ? [.export(query: table.query)] : [])
  }

  /// - Parameter shown: empty: all of the query's.
  private func columns(_ name: Name, _ shown: [String] = []) -> [AccessSubject] {
    guard shown.isEmpty else { return shown.map { .column(query: name, $0) } }
    let list = query(name).map { SelectList($0.sql) }
    let certain = list.map { list in list.columns.map { AccessSubject.column(query: name, $0) } } ?? []
    return list?.isComplete == true ? certain : certain + [.column(query: name, nil)]
  }
}
