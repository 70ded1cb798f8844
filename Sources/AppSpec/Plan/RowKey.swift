import Values

/// A row's key as the value of one button: a JSON object of its columns' text.
enum RowKey {
  /// Nil when a key's column is absent or null: such a row cannot be told from others.
  static func text(_ rows: ResultSet, _ row: Int, key: [String]) -> String? {
    guard let fields = fields(rows, row, key: key) else { return nil }
    return JSON.object(fields.map { JSON.Member($0.name, .string($0.value)) }).text
  }

  static func fields(_ rows: ResultSet, _ row: Int, key: [String]) -> [(name: String, value: String)]? {
    var fields: [(name: String, value: String)] = []
    for name in key {
      guard let column = rows.column(name), let value = rows.text(row, column) else { return nil }
      fields.append((name, value))
    }
    return fields.isEmpty ? nil : fields
  }

  /// Nothing for what is no such object; the form is refused then, as it names no key.
  static func parse(_ text: String) -> [(name: String, value: String)] {
    do {
      return (try JSON.parse(text).members ?? []).map { ($0.name, $0.value.string ?? "") }
    } catch {
      return [("", "")]
    }
  }
}
