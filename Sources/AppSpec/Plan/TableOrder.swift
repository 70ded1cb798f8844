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
  }

  /// ` order by …`, or nothing.
  func clause(reversed: Bool = false) -> String {
    if columns.isEmpty { return "" }
    let direction = descending != reversed ? " desc" : ""
    return " order by " + columns.map { SQLBuilder.column($0) + direction }.joined(separator: ", ")
  }
}

extension Catalog {
  /// Whether a query's result has exactly one column of this name, as far as is known.
  func has(_ column: String, in query: Query) -> Bool {
    guard let known = columns[query.name] else { return true }
    return known.count { $0.name == column } == 1
  }

  /// Unknown results are believed to have the columns that the spec names, and no others.
  func allowsSorting(_ query: Query, _ block: TableBlock, by column: String) -> Bool {
    if let known = columns[query.name] {
      return has(column, in: query) && known.contains { $0.name == column && $0.kind != .unordered }
    }
    return block.columns.contains(column) || query.column(column) != nil || query.key.contains(column)
      || block.sort?.column == column
  }
}
