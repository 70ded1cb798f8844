/// The SQL of one page of a table.
///
/// With a key, a page is found by the values of the row before it (keyset paging), so that an index leads straight to
/// it, however deep it lies. Where the sort's column may be null, the rows beyond the cursor fall into two phases,
/// those with a value and those without. Each is a plain range; the second is only run when the first does not
/// fill the page (PostgreSQL's `Append` under `limit` runs its parts one after the other, and a cursor's never in
/// parallel).
struct TableStatement {
  var builder: SQLBuilder
  let order: TableOrder
  /// One more row than the page holds tells whether there is another page.
  let limit: Int
  private var searching: String?

  init(_ builder: SQLBuilder, order: TableOrder, search: [String], words: [String], pageSize: Int) {
    self.builder = builder
    self.order = order
    limit = pageSize == Int.max ? Int.max : pageSize + 1
    searching = condition(search, words)
  }

  mutating func first() -> Statement { builder.statement(part(nil), limit: limit) }

  mutating func offset(_ rows: Int) -> Statement {
    builder.statement(part(nil) + " offset \(rows)", limit: limit)
  }

  /// The rows behind the cursor, or with `backwards` those before it, nearest first.
  mutating func beyond(_ cursor: Cursor, backwards: Bool) -> Statement {
    let parts = phases(cursor, descending: order.descending != backwards).map { part($0, reversed: backwards) }
    if parts.count == 1 { return builder.statement(parts[0], limit: limit) }
    let union = parts.enumerated().map { "select * from (\($1)) as part\($0)" }.joined(separator: "\nunion all ")
    return builder.statement(union + "\nlimit \(limit)", limit: limit)
  }

  private func part(_ range: String?, reversed: Bool = false) -> String {
    let conditions = [searching, range].compactMap { $0 }
    return "select * from \(builder.compiled.asTable)"
      + (conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and "))
      + (reversed ? order.reversedClause : order.clause) + (limit == Int.max ? "" : " limit \(limit)")
  }

  private mutating func phases(_ cursor: Cursor, descending: Bool) -> [String] {
    let beyond = descending ? "<" : ">"
    guard order.leadsWithNullable, let lead = order.columns.first else {
      return [row(order.columns, beyond, cursor.values)]
    }
    let column = SQLBuilder.column(lead)
    guard cursor.values[0] != nil else {
      let rest =
        "\(column) is null and " + row(Array(order.columns.dropFirst()), beyond, Array(cursor.values.dropFirst()))
      return descending ? [rest, "\(column) is not null"] : [rest]
    }
    // No `column >= value` beside it, although that follows: the planner would count the same condition twice, expect
    // few rows, and sort thousands of them (measured on 250,000 rows: 18 ms instead of 0.2).
    let range = row(order.columns, beyond, cursor.values)
    return descending ? [range] : [range, "\(column) is null"]
  }

  /// `(q."due_on", q."id") > ($2, $3)`
  private mutating func row(_ columns: [String], _ comparison: String, _ values: [String?]) -> String {
    let bound = values.map { builder.bind($0) }
    let left = columns.map(SQLBuilder.column).joined(separator: ", ")
    return "(\(left)) \(comparison) (\(bound.joined(separator: ", ")))"
  }

  private mutating func condition(_ columns: [String], _ words: [String]) -> String? {
    if columns.isEmpty || words.isEmpty { return nil }
    return words.map { word in
      let pattern = builder.bind("%" + TableStatement.escaped(word) + "%", as: "text")
      return "(" + columns.map { "\(SQLBuilder.column($0))::text ilike \(pattern)" }.joined(separator: " or ") + ")"
    }.joined(separator: " and ")
  }

  /// For `like`: its wildcards and its escape character stand for themselves.
  private static func escaped(_ word: String) -> String {
    var out = ""
    for character in word.unicodeScalars {
      if character == "%" || character == "_" || character == "\\" { out += "\\" }
      out.unicodeScalars.append(character)
    }
    return out
  }
}
