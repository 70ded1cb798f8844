/// What a table is ordered by: the sort's column, then the key's, all in one direction, so that an index over these
/// columns gives the order from either end.
///
/// Nulls stand where PostgreSQL puts them (last when ascending, first when descending); only that order comes from a
/// plain index.
struct TableOrder: Sendable, Equatable {
  /// May be empty: then the query's own order stands.
  let columns: [String]
  let descending: Bool
  /// Whether the key is in `columns`, so that a row's place is certain.
  let hasKey: Bool
  /// Whether the first column is not of the key and so may be null.
  let leadsWithNullable: Bool
  let sort: Sort?
  /// ` order by …`, or nothing.
  let clause: String

  init(_ block: TableBlock, _ compiled: CompiledQuery, wanted: Sort?, catalog: Catalog) {
    let usable = { (column: String) in catalog.allowsSorting(compiled.query, block, by: column) }
    let sort = wanted.flatMap { usable($0.column) ? $0 : nil } ?? block.sort
    let key = compiled.query.key
    let keyIsThere = !key.isEmpty && key.allSatisfy { catalog.has($0, in: compiled.query) }
    self.sort = sort
    descending = sort?.descending ?? false
    if let sort {
      columns = [sort.column] + (keyIsThere ? key.filter { $0 != sort.column } : [])
      hasKey = keyIsThere
      leadsWithNullable = !key.contains(sort.column)
    } else {
      columns = keyIsThere && !compiled.ordersItself ? key : []
      hasKey = keyIsThere && !compiled.ordersItself
      leadsWithNullable = false
    }
    clause = TableOrder.clause(columns, descending: descending)
  }

  /// The same rows from the other end.
  var reversedClause: String { TableOrder.clause(columns, descending: !descending) }

  private static func clause(_ columns: [String], descending: Bool) -> String {
    var text = ""
    for column in columns {
      text += text.isEmpty ? " order by " : ", "
      text += SQLBuilder.column(column)
      if descending { text += " desc" }
    }
    return text
  }
}

extension Catalog {
  /// Whether a query's result has exactly one column of this name, as far as is known.
  func has(_ column: String, in query: Query) -> Bool {
    columns[query.name]?.hasOne(column) ?? true
  }

  /// Unknown results are believed to have the columns that the spec names, and no others.
  func allowsSorting(_ query: Query, _ block: TableBlock, by column: String) -> Bool {
    if let known = columns[query.name] {
      return known.hasOne(column) && known.contains { $0.name == column && $0.kind != .unordered }
    }
    return block.columns.contains(column) || query.column(column) != nil || query.key.contains(column)
      || block.sort?.column == column
  }
}

extension Sequence<ResultColumn> {
  fileprivate func hasOne(_ name: String) -> Bool { count { $0.name == name } == 1 }
}
