/// Where a person is in a table, as its URL says: `sort.N`, `q.N`, `after.N` or `before.N`, `page.N`.
struct TableState: Sendable, Equatable {
  var sort: Sort?
  /// The search as typed, at most 200 characters.
  var search: String
  var position: Position
  /// From 1; decides nothing but what is written under the table and, without a key, the offset.
  var page: Int

  enum Position: Sendable, Equatable {
    case start
    case after(String)
    case before(String)
  }

  init(_ request: PageRequest, block: Int) {
    sort = request.value("sort.\(block)").flatMap(Sort.init(text:))
    search = String((request.value("q.\(block)") ?? "").prefix(200))
    page = request.value("page.\(block)").flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
    if let cursor = request.value("after.\(block)") {
      position = .after(cursor)
    } else if let cursor = request.value("before.\(block)") {
      position = .before(cursor)
    } else {
      position = .start
    }
  }

  /// Each must be found in some column.
  var words: [String] {
    search.split(whereSeparator: \.isWhitespace).prefix(8).map(String.init)
  }
}

extension Sort {
  /// `due_on` or `-due_on`; nil for a text that names nothing.
  init?(text: String) {
    let descending = text.hasPrefix("-")
    let column = descending ? String(text.dropFirst()) : text
    guard !column.isEmpty, column.utf8.count <= 63, !column.utf8.contains(0) else { return nil }
    self.init(column: column, descending: descending)
  }

  var text: String { (descending ? "-" : "") + column }
}
