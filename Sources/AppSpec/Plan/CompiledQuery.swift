/// A query's SQL with its `:names` replaced by numbered, cast placeholders: the same text for every request, so it is
/// made once and the database sees few different statements.
struct CompiledQuery: Sendable {
  let query: Query
  /// `$1…` are `names`, in that order. Ends with a line break: the spec's SQL may end in a comment.
  let sql: String
  let names: [Name]
  /// The spec's own `order by`, which a table without a sort of its own leaves standing.
  let ordersItself: Bool

  init(_ query: Query) {
    self.query = query
    let template = SQLTemplate(query.sql, for: .query)
    names = template.names
    let numbers = Dictionary(uniqueKeysWithValues: zip(template.names, 1...))
    sql = template.text { (index: numbers[$0] ?? 0, type: CompiledQuery.type(of: $0, in: query)) } + "\n"
    ordersItself = CompiledQuery.hasOuterOrder(query.sql)
  }

  /// The query as a table named `q`.
  var asTable: String { "(\n\(sql)) as q" }

  private static func type(of name: Name, in query: Query) -> String {
    if let parameter = query.parameters.first(where: { $0.name == name }) { return parameter.type.postgresType }
    return Viewer.type(of: name) ?? "text"
  }

  /// `order` outside of all parentheses. A window's `over (order by …)` stands within some.
  private static func hasOuterOrder(_ sql: String) -> Bool {
    let lexer = SQLLexer(sql)
    var depth = 0
    for token in lexer.tokens {
      switch token.kind {
      case .symbol(UInt8(ascii: "(")): depth += 1
      case .symbol(UInt8(ascii: ")")): depth -= 1
      case .word where depth == 0 && lexer.text(token).lowercased() == "order": return true
      default: break
      }
    }
    return false
  }
}

extension Viewer {
  /// The PostgreSQL type of a `viewer_…` placeholder; nil for another name.
  static func type(of name: Name) -> String? {
    switch name.text {
    case "viewer_id", "viewer_email", "viewer_role": "text"
    case "viewer_groups": "text[]"
    default: nil
    }
  }

  /// Its value in text format; nil for another name.
  func value(of name: Name) -> String? {
    switch name.text {
    case "viewer_id": account
    case "viewer_email": email
    case "viewer_role": role.rawValue
    case "viewer_groups": Viewer.arrayText(groups)
    default: nil
    }
  }

  /// PostgreSQL's array literal: `{"a","b"}`, quotes and backslashes escaped.
  private static func arrayText(_ items: [String]) -> String {
    var out = "{"
    for (index, item) in items.enumerated() {
      if index > 0 { out += "," }
      out += "\""
      for character in item.unicodeScalars {
        if character == "\"" || character == "\\" { out += "\\" }
        out.unicodeScalars.append(character)
      }
      out += "\""
    }
    return out + "}"
  }
}
