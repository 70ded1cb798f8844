/// SQL around a compiled query: what it appends to the query's own values is always bound, and identifiers are always
/// quoted.
struct SQLBuilder {
  let compiled: CompiledQuery
  private(set) var values: [String?]

  init(_ compiled: CompiledQuery, arguments: Arguments, viewer: Viewer) {
    self.compiled = compiled
    values = compiled.bound(arguments, viewer: viewer)
  }

  /// A placeholder for `value`; without a cast PostgreSQL gives it the type of what it is compared with.
  mutating func bind(_ value: String?, as type: String? = nil) -> String {
    values.append(value)
    return "$\(values.count)" + (type.map { "::" + $0 } ?? "")
  }

  static func quoted(_ identifier: String) -> String {
    guard identifier.utf8.contains(UInt8(ascii: "\"")) else { return "\"\(identifier)\"" }
    return "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  static func column(_ name: String) -> String { "q." + quoted(name) }

  func statement(_ sql: String, limit: Int) -> Statement {
    Statement(source: compiled.query.source, query: compiled.query.name, sql: sql, values: values, limit: limit)
  }

  /// The first `count` rows in the query's own order.
  func firstRows(_ count: Int) -> Statement {
    statement("select * from \(compiled.asTable) limit \(count)", limit: count)
  }
}
