/// Which of the fetched rows a table's page shows, and where its page links lead.
struct TablePage {
  private let table: TablePlan
  private let rows: ResultSet
  /// Indices into the result, in the order shown.
  let shown: [Int]
  private let hasMoreFetched: Bool

  init(_ table: TablePlan, _ rows: ResultSet) {
    self.table = table
    self.rows = rows
    let size = table.block.pageSize
    hasMoreFetched = rows.rowCount > size
    let kept = Array(0..<min(rows.rowCount, size))
    shown = table.isBackwards ? kept.reversed() : kept
  }

  /// `4 rows` when these are all, else `Rows 51–100`, by the page's number; thousands in groups.
  var range: String? {
    if shown.isEmpty { return nil }
    if !hasPrevious, !hasNext { return shown.count == 1 ? "1 row" : TablePage.grouped(shown.count) + " rows" }
    let first = (table.state.page - 1) * table.block.pageSize + 1
    let last = first + shown.count - 1
    if first == last { return "Row " + TablePage.grouped(first) }
    return "Rows " + TablePage.grouped(first) + "–" + TablePage.grouped(last)
  }

  private static func grouped(_ number: Int) -> String {
    var out: [UInt8] = []
    _ = NumberText.append(Array(String(number).utf8)[...], decimals: nil, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  typealias Link = (label: String, changes: [(name: String, value: String?)])

  /// First, previous, next: those that there are.
  func links(_ block: Int) -> [Link] {
    let page = table.state.page
    let start = changes(block, page: nil, position: nil)
    var links: [Link] = []
    if table.paging != .first, page > 2 || shown.isEmpty { links.append(("First", start)) }
    if hasPrevious, !shown.isEmpty {
      let previous = cursor(shown.first).map { changes(block, page: page - 1, position: ("before", $0)) }
      links.append(("Previous", page <= 2 ? start : previous ?? changes(block, page: page - 1, position: nil)))
    }
    if hasNext, !shown.isEmpty {
      let next = cursor(shown.last).map { changes(block, page: page + 1, position: ("after", $0)) }
      links.append(("Next", next ?? changes(block, page: page + 1, position: nil)))
    }
    return links
  }

  private var hasPrevious: Bool { table.isBackwards ? hasMoreFetched : table.paging != .first }
  private var hasNext: Bool { table.isBackwards || hasMoreFetched }

  /// The place of a row in the order; nil without a key, when pages are counted instead.
  private func cursor(_ row: Int?) -> String? {
    guard let row, table.order.hasKey else { return nil }
    var values: [String?] = []
    for name in table.order.columns {
      guard let column = rows.column(name) else { return nil }
      values.append(rows.text(row, column))
    }
    return Cursor(fingerprint: table.fingerprint, values: values).text
  }

  private func changes(
    _ block: Int, page: Int?, position: (name: String, cursor: String)?
  ) -> [(name: String, value: String?)] {
    ["after", "before"].map { name in
      (name: "\(name).\(block)", value: position.flatMap { $0.name == name ? $0.cursor : nil })
    } + [(name: "page.\(block)", value: page.map { String($0) })]
  }
}
