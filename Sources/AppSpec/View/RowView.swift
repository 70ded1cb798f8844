/// The columns of a result as the spec wants them shown.
struct RowView {
  let rows: ResultSet
  let columns: [ColumnView]

  /// - Parameter shown: the columns in order; empty: all.
  init(_ rows: ResultSet, _ query: Query?, shown: [String] = []) {
    self.rows = rows
    let names = shown.isEmpty ? rows.columns.map(\.name) : shown
    let places = shown.isEmpty ? Array(rows.columns.indices) : shown.map { rows.column($0) ?? -1 }
    columns = zip(names, places).compactMap { name, place in
      place < 0 ? nil : ColumnView(rows, place, query?.column(name), label: query?.label(name) ?? Query.words(name))
    }
  }

  /// The value as plain text; empty for NULL and for a column that there is not.
  func plain(_ row: Int, _ name: String) -> String {
    columns.first { rows.columns[$0.place].name == name }?.plain(rows, row) ?? ""
  }

  /// For a text's `{{name}}`.
  func variable(_ row: Int, _ name: String) -> TextTemplate.Value? {
    guard row < rows.rowCount, let place = rows.column(name), let raw = rows.text(row, place) else { return nil }
    return TextTemplate.Value(raw: raw, shown: plain(row, name))
  }
}

/// One column: its label, and how its values are written. A class, so that no cell costs a copy of it.
final class ColumnView: Sendable {
  let name: String
  let label: String
  let place: Int
  let format: Column.Format
  let isNumeric: Bool
  /// Short enough to stay on one line: days, badges, phone numbers.
  let isShort: Bool
  private let kind: ResultKind
  private let currency: Currency?
  /// Of the column that names each row's.
  private let currencyPlace: Int?
  /// Of the values that the spec gives a tone.
  private let badges: [(value: [UInt8], markup: HTML.Fragment)]

  init(_ rows: ResultSet, _ place: Int, _ column: Column?, label: String) {
    self.place = place
    self.label = label
    name = rows.columns[place].name
    kind = rows.columns[place].kind
    format = column?.format ?? .automatic
    currency = if case .money(let code) = format { Currency(code) } else { nil }
    currencyPlace = if case .moneyIn(let other) = format { rows.column(other) } else { nil }
    badges = if case .badge(let tones) = format { tones.map(ColumnView.badge) } else { [] }
    isNumeric =
      switch format {
      case .money, .moneyIn, .number, .percent: true
      case .automatic: kind.isNumeric
      case .day, .timestamp, .boolean, .badge, .email, .phone, .link: false
      }
    isShort =
      switch format {
      case .day, .timestamp, .boolean, .badge, .phone: true
      case .automatic: [.day, .timestamp, .boolean].contains(kind)
      case .money, .moneyIn, .number, .percent, .email, .link: false
      }
  }

  /// The class of a cell. One short word, such as an invoice's number or an id, is not broken at its hyphens.
  func cellClass(_ cells: Cells, _ row: Int) -> StaticString {
    if isNumeric { return " class=\"n\">" }
    if isShort { return " class=\"k\">" }
    guard case .automatic = format, let cell = cells.cell(row, place), cell.count <= ColumnView.longestWord,
      cell.contains(UInt8(ascii: "-")), !cell.contains(UInt8(ascii: " "))
    else { return ">" }
    return " class=\"k\">"
  }

  /// As long as a UUID.
  private static let longestWord = 36

  /// As HTML. With `href` the value is a link there, and no link of its own.
  func write(_ cells: Cells, _ row: Int, href: [UInt8]? = nil, to html: inout HTML) {
    guard let cell = cells.cell(row, place) else { return writeNull(href, to: &html) }
    if let href {
      html.linkOpening(href)
    } else if case .email = format, CellLink.writePlainMail(cell, to: &html) {
      return
    } else if CellLink.leads(cell, format) {
      CellLink.open(cell, format, to: &html)
    } else {
      return value(cells, row, cell, to: &html)
    }
    value(cells, row, cell, to: &html)
    html.raw("</a>")
  }

  private func writeNull(_ href: [UInt8]?, to html: inout HTML) {
    guard let href else { return html.raw("<span class=\"null\">–</span>") }
    html.linkOpening(href)
    html.raw("(empty)</a>")
  }

  private func value(_ cells: Cells, _ row: Int, _ cell: UnsafeBufferPointer<UInt8>, to html: inout HTML) {
    if case .badge = format { return badge(cell, to: &html) }
    var isWritten = false
    html.digits { isWritten = append(cells, row, cell, to: &$0) }
    if !isWritten { html.text(cell) }
  }

  private func badge(_ cell: UnsafeBufferPointer<UInt8>, to html: inout HTML) {
    for badge in badges where cell.count == badge.value.count && cell.elementsEqual(badge.value) {
      return html.append(badge.markup)
    }
    ColumnView.writeBadge(Array(cell), .neutral, to: &html)
  }

  private static func badge(_ value: String, _ tone: Column.Tone) -> (value: [UInt8], markup: HTML.Fragment) {
    let bytes = Array(value.utf8)
    return (bytes, HTML.Fragment { writeBadge(bytes, tone, to: &$0) })
  }

  private static func writeBadge(_ value: [UInt8], _ tone: Column.Tone, to html: inout HTML) {
    switch tone {
    case .neutral: html.raw("<span class=\"badge neutral\">")
    case .good: html.raw("<span class=\"badge good\">")
    case .warning: html.raw("<span class=\"badge warning\">")
    case .bad: html.raw("<span class=\"badge bad\">")
    case .info: html.raw("<span class=\"badge info\">")
    }
    html.text(Query.words(value[...]))
    html.raw("</span>")
  }

  /// As plain text.
  func plain(_ rows: ResultSet, _ row: Int) -> String {
    rows.withCells { cells in
      guard let cell = cells.cell(row, place) else { return "" }
      if case .badge = format { return String(decoding: Query.words(Array(cell)[...]), as: UTF8.self) }
      var out: [UInt8] = []
      return append(cells, row, cell, to: &out)
        ? String(decoding: out, as: UTF8.self) : String(decoding: cell, as: UTF8.self)
    }
  }

  /// What consists of digits, letters and spaces only. False, and nothing written, for everything else.
  private func append(_ cells: Cells, _ row: Int, _ cell: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool {
    switch format {
    case .money, .moneyIn:
      guard let currency = currency ?? ownCurrency(cells, row) else {
        return NumberText.append(cell, decimals: nil, to: &out)
      }
      return currency.append(cell, to: &out)
    case .number(let decimals): return NumberText.append(cell, decimals: decimals, to: &out)
    case .percent:
      guard NumberText.append(cell, decimals: nil, shift: 2, to: &out) else { return false }
      out.append(contentsOf: [0xC2, 0xA0, UInt8(ascii: "%")])
      return true
    case .day: return DateText.append(day: cell.prefix(10), to: &out)
    case .timestamp: return DateText.append(timestamp: cell, to: &out)
    case .boolean: return appendBoolean(cell, to: &out)
    case .automatic: return appendByKind(cell, to: &out)
    case .badge, .email, .phone, .link: return false
    }
  }

  private func ownCurrency(_ cells: Cells, _ row: Int) -> Currency? {
    currencyPlace.flatMap { cells.text(row, $0) }.flatMap { Currency.isCode($0) ? Currency($0) : nil }
  }

  private func appendByKind(_ cell: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool {
    switch kind {
    case .integer: NumberText.append(cell, decimals: nil, grouped: false, to: &out)
    case .decimal: NumberText.append(cell, decimals: nil, to: &out)
    case .boolean: appendBoolean(cell, to: &out)
    case .day: DateText.append(day: cell, to: &out)
    case .timestamp: DateText.append(timestamp: cell, to: &out)
    case .text, .uuid, .other, .unordered: false
    }
  }

  private func appendBoolean(_ cell: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool {
    switch String(decoding: cell.prefix(6), as: UTF8.self) {
    case "t", "true": out.append(contentsOf: "Yes".utf8)
    case "f", "false": out.append(contentsOf: "No".utf8)
    default: return false
    }
    return true
  }
}

extension HTML {
  fileprivate mutating func linkOpening(_ href: [UInt8]) {
    raw("<a href=\"")
    text(href[...])
    raw("\">")
  }
}
