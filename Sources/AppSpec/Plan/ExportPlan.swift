/// A table's whole content as CSV (RFC 4180, UTF-8), filtered and sorted as the page shows it, without its paging.
public struct ExportPlan: Sendable {
  /// `limit` is `Int.max`: stream it.
  public let statement: Statement
  /// `overdue-2026-11-21.csv`
  public let fileName: String
  let query: Query
  let shown: [String]

  /// The first line: the labels of the columns that the table shows.
  public func header(columns: [ResultColumn]) -> [UInt8] {
    var out: [UInt8] = []
    for (position, column) in places(columns).enumerated() {
      if position > 0 { out.append(UInt8(ascii: ",")) }
      CSV.append(query.label(columns[column].name).utf8, isText: true, to: &out)
    }
    return CSV.ended(out)
  }

  /// One line for each row, with the database's own text of each value and nothing for NULL.
  public func rows(_ rows: ResultSet) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(rows.rowCount * rows.columns.count * 12)
    let places = places(rows.columns).map { (column: $0, isText: !rows.columns[$0].kind.isNumeric) }
    for row in 0..<rows.rowCount {
      for (position, place) in places.enumerated() {
        if position > 0 { out.append(UInt8(ascii: ",")) }
        if let cell = rows.cell(row, place.column) { CSV.append(cell, isText: place.isText, to: &out) }
      }
      out.append(contentsOf: CSV.lineEnd)
    }
    return out
  }

  private func places(_ columns: [ResultColumn]) -> [Int] {
    if shown.isEmpty { return Array(columns.indices) }
    return shown.compactMap { name in columns.firstIndex { $0.name == name } }
  }
}

/// RFC 4180. Spreadsheets run a cell that begins as a formula does; an apostrophe before it keeps it text
/// (OWASP, CSV Injection).
enum CSV {
  static let lineEnd: [UInt8] = [13, 10]

  static func append(_ value: some Collection<UInt8>, isText: Bool, to out: inout [UInt8]) {
    let isFormula = isText && value.first.map(startsFormula) ?? false
    guard isFormula || value.contains(where: needsQuotes) else { return out.append(contentsOf: value) }
    out.append(UInt8(ascii: "\""))
    if isFormula { out.append(UInt8(ascii: "'")) }
    for byte in value {
      if byte == UInt8(ascii: "\"") { out.append(byte) }
      out.append(byte)
    }
    out.append(UInt8(ascii: "\""))
  }

  static func ended(_ line: [UInt8]) -> [UInt8] { line + lineEnd }

  private static func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13: true
    default: false
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 10 || byte == 13
  }
}

extension ResultKind {
  var isNumeric: Bool { self == .integer || self == .decimal }
}

extension Query {
  /// The column's label: the spec's, or its name as words.
  func label(_ name: String) -> String { column(name)?.label ?? Query.words(name) }

  /// `due_on` as "Due on".
  static func words(_ name: String) -> String { String(decoding: words(Array(name.utf8)[...]), as: UTF8.self) }

  /// UTF-8.
  static func words(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var words = name
    for index in words.indices where words[index] == UInt8(ascii: "_") { words[index] = UInt8(ascii: " ") }
    if let first = words.first, (97...122).contains(first) { words[words.startIndex] = first - 32 }
    return words
  }
}
