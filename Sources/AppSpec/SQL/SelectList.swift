/// What a statement's text tells about the columns it returns: certain names, and whether there may be others.
///
/// The database knows better and is asked when a release is prepared; this is for findings while a spec is written.
struct SelectList: Equatable {
  /// In order; only those whose name is certain.
  private(set) var columns: [String] = []
  private var names: Set<String> = []
  /// Whether `columns` are all there are.
  private(set) var isComplete = true
  /// Every word and quoted identifier of the statement: without `*`, a column's name must be one of them.
  let mentioned: Set<String>
  let hasStar: Bool

  init(_ sql: String) {
    let lexer = SQLLexer(sql)
    let words = lexer.tokens.map { SelectList.identifier($0, lexer) }
    mentioned = Set(words.compactMap { $0 })
    let first = lexer.tokens.first.map { lexer.text($0).lowercased() } ?? ""
    let writes = ["insert", "update", "delete", "merge"].contains(first)
    guard let items = SelectList.items(lexer, behind: writes ? "returning" : "select") else {
      // `values`, `table` and the like may return anything; a step without `returning` nothing.
      hasStar = !writes
      isComplete = writes
      return
    }
    hasStar = lexer.tokens.indices.contains { SelectList.isStar($0, lexer) }
    for item in items {
      if let name = SelectList.name(of: item, lexer) { columns.append(name) } else { isComplete = false }
    }
    names = Set(columns)
  }

  /// False only when the statement certainly returns no such column.
  func mayReturn(_ column: String) -> Bool {
    names.contains(column) || (!isComplete && (hasStar || mentioned.contains(column)))
  }

  /// Lower case without quotes, as PostgreSQL folds it (ASCII).
  private static func identifier(_ token: SQLToken, _ lexer: SQLLexer) -> String? {
    let text = lexer.text(token)
    switch token.kind {
    case .word: return text.lowercased()
    case .quoted where text.hasPrefix("\""):
      return text.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false).joined(
        separator: "\"")
    default: return nil
    }
  }

  private static func isStar(_ index: Int, _ lexer: SQLLexer) -> Bool {
    guard lexer.tokens[index].kind == .symbol(UInt8(ascii: "*")), index > 0 else { return false }
    let before = lexer.text(lexer.tokens[index - 1]).lowercased()
    return ["select", "distinct", "all", ",", ".", "returning"].contains(before)
  }

  /// The items behind the outermost `opening` word, up to the clause that ends them.
  private static func items(_ lexer: SQLLexer, behind opening: String) -> [ArraySlice<SQLToken>]? {
    var depth = 0
    var start: Int?
    var items: [ArraySlice<SQLToken>] = []
    var first = 0
    for (index, token) in lexer.tokens.enumerated() {
      let text = lexer.text(token).lowercased()
      if text == "(" || text == "[" { depth += 1 }
      if text == ")" || text == "]" { depth -= 1 }
      guard depth == 0 else { continue }
      if start == nil {
        if token.kind == .word, text == opening {
          start = index + 1
          first = index + 1
        }
      } else if text == "," {
        items.append(lexer.tokens[first..<index])
        first = index + 1
      } else if token.kind == .word && ends.contains(text) || text == ";" {
        items.append(lexer.tokens[first..<index])
        return items
      }
    }
    guard start != nil else { return nil }
    items.append(lexer.tokens[min(first, lexer.tokens.count)...])
    return items
  }

  private static let ends: Set<String> = [
    "from", "where", "group", "having", "union", "intersect", "except", "order", "limit", "offset", "window", "fetch",
    "for",
  ]
  /// Last words of an expression that are no alias.
  private static let noAlias: Set<String> = [
    "end", "null", "true", "false", "unknown", "all", "distinct", "document", "normalized", "zone", "select",
    "current_date", "current_timestamp", "current_user", "current_time", "localtime", "localtimestamp", "user",
    "session_user", "year", "month", "day", "hour", "minute", "second",
  ]

  /// Nil when it is not certain.
  private static func name(of item: ArraySlice<SQLToken>, _ lexer: SQLLexer) -> String? {
    var item = item
    while let first = item.first, ["distinct", "all"].contains(lexer.text(first).lowercased()) { item.removeFirst() }
    guard let last = item.last, let name = identifier(last, lexer) else { return nil }
    guard let before = item.dropLast().last else { return noAlias.contains(name) ? nil : name }
    let text = lexer.text(before).lowercased()
    if text == "as" { return name }
    guard last.kind != .word || !noAlias.contains(name) else { return nil }
    switch before.kind {
    case .symbol(UInt8(ascii: ".")): return isPath(item, lexer) ? name : nil
    case .symbol(UInt8(ascii: ")")), .symbol(UInt8(ascii: "]")), .number, .placeholder, .quoted: return name
    // `i.total sum` and `case … end state`, but not `not paid` or `double precision`.
    case .word: return text == "end" || isPath(item.dropLast(), lexer) && item.count > 2 ? name : nil
    default: return nil
    }
  }

  /// `a.b` or `a.b.c`
  private static func isPath(_ item: ArraySlice<SQLToken>, _ lexer: SQLLexer) -> Bool {
    item.count % 2 == 1
      && item.enumerated().allSatisfy { index, token in
        index % 2 == 1 ? lexer.text(token) == "." : identifier(token, lexer) != nil
      }
  }
}
