/// One table of one request: which of its pages, in which order, and what its rows lead to.
struct TablePlan: Sendable {
  let block: TableBlock
  let query: Query
  let state: TableState
  let order: TableOrder
  let paging: Paging
  /// Marks the cursors that this table gives out.
  let fingerprint: String
  let catalog: Catalog
  let actions: [Action]
  /// Nil when the viewer may not open the page that rows lead to.
  let row: PagePath?

  enum Paging: Sendable, Equatable {
    case first
    case beyond(Cursor, backwards: Bool)
    case offset(Int)
  }

  var isBackwards: Bool { if case .beyond(_, let backwards) = paging { backwards } else { false } }

  func isSortable(_ column: String) -> Bool { catalog.allowsSorting(query, block, by: column) }

  init(
    _ block: TableBlock, index: Int, compiled: CompiledQuery, arguments: Arguments, request: PageRequest, app: App,
    catalog: Catalog
  ) {
    self.block = block
    self.catalog = catalog
    query = compiled.query
    state = TableState(request, block: index)
    order = TableOrder(block, compiled, wanted: state.sort, catalog: catalog)
    actions = app.actions(block.actions, for: request.viewer.role)
    row = block.row.flatMap { app.leadsSomewhere($0, for: request.viewer.role) ? $0 : nil }
    fingerprint = Cursor.fingerprint(
      [compiled.sql, order.clause, state.words.joined(separator: " ")]
        + compiled.bound(arguments, viewer: request.viewer))
    paging = TablePlan.paging(state, order, fingerprint, pageSize: block.pageSize)
  }

  private static func paging(_ state: TableState, _ order: TableOrder, _ fingerprint: String, pageSize: Int) -> Paging {
    guard order.hasKey else { return state.page > 1 ? .offset((state.page - 1) * pageSize) : .first }
    switch state.position {
    case .start: return .first
    case .after(let text): return beyond(text, order, fingerprint, backwards: false)
    case .before(let text): return beyond(text, order, fingerprint, backwards: true)
    }
  }

  /// A cursor of another order or filter means the first page.
  private static func beyond(_ text: String, _ order: TableOrder, _ fingerprint: String, backwards: Bool) -> Paging {
    guard let cursor = Cursor(text: text), cursor.fingerprint == fingerprint,
      cursor.values.count == order.columns.count,
      cursor.values.dropFirst(order.leadsWithNullable ? 1 : 0).allSatisfy({ $0 != nil })
    else { return .first }
    return .beyond(cursor, backwards: backwards)
  }

  func statement(_ compiled: CompiledQuery, _ arguments: Arguments, _ viewer: Viewer) -> Statement {
    var table = tableStatement(compiled, arguments, viewer, pageSize: block.pageSize)
    switch paging {
    case .first: return table.first()
    case .offset(let rows): return table.offset(rows)
    case .beyond(let cursor, let backwards): return table.beyond(cursor, backwards: backwards)
    }
  }

  func exportStatement(_ compiled: CompiledQuery, _ arguments: Arguments, _ viewer: Viewer) -> Statement {
    var table = tableStatement(compiled, arguments, viewer, pageSize: .max)
    return table.first()
  }

  private func tableStatement(
    _ compiled: CompiledQuery, _ arguments: Arguments, _ viewer: Viewer, pageSize: Int
  ) -> TableStatement {
    TableStatement(
      SQLBuilder(compiled, arguments: arguments, viewer: viewer), order: order, search: block.search,
      words: state.words, pageSize: pageSize)
  }
}
