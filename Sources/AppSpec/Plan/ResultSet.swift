/// Rows as a source returned them: text format, all cells in one buffer, so that a page of fifty rows costs a
/// handful of allocations.
public struct ResultSet: Sendable {
  public let columns: [ResultColumn]
  private var bytes: [UInt8] = []
  /// For each cell, in row-major order, where it ends in `bytes`; a null is marked by the complement of that.
  private var ends: [Int] = []

  /// Empty; cells are appended row by row, each row from left to right.
  public init(columns: [ResultColumn], reservingRows rows: Int = 0) {
    self.columns = columns
    ends.reserveCapacity(rows * columns.count)
    bytes.reserveCapacity(rows * columns.count * 12)
  }

  /// Each row holds as many values as there are columns.
  public init(columns: [ResultColumn], rows: [[String?]]) {
    self.init(columns: columns, reservingRows: rows.count)
    for row in rows {
      precondition(row.count == columns.count)
      for value in row {
        if let value { append(value.utf8) } else { appendNull() }
      }
    }
  }

  public var rowCount: Int { columns.isEmpty ? 0 : ends.count / columns.count }
  public var isEmpty: Bool { rowCount == 0 }

  /// The next cell, UTF-8.
  public mutating func append(_ value: some Sequence<UInt8>) {
    bytes.append(contentsOf: value)
    ends.append(bytes.count)
  }

  /// The same for a cell that a connector holds in place; not generic, because it is called for each cell of each page.
  public mutating func append(_ value: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: value)
    ends.append(bytes.count)
  }

  public mutating func appendNull() { ends.append(~bytes.count) }

  /// The place of the first column of that name.
  public func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

  public func isNull(_ row: Int, _ column: Int) -> Bool { ends[row * columns.count + column] < 0 }

  /// UTF-8, nil for NULL.
  public func cell(_ row: Int, _ column: Int) -> ArraySlice<UInt8>? {
    let index = row * columns.count + column
    let end = ends[index]
    guard end >= 0 else { return nil }
    let before = index == 0 ? 0 : ends[index - 1]
    return bytes[(before < 0 ? ~before : before)..<end]
  }

  /// Calls `body` with the cells in place; they are gone when it returns.
  func withCells<R>(_ body: (Cells) -> R) -> R {
    bytes.withUnsafeBufferPointer { bytes in
      ends.withUnsafeBufferPointer { ends in body(Cells(bytes: bytes, ends: ends, width: columns.count)) }
    }
  }

  /// Nil for NULL.
  public func text(_ row: Int, _ column: Int) -> String? {
    cell(row, column).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The cells of a `ResultSet` where they lie, for loops that must not count references for each of them.
struct Cells {
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let ends: UnsafeBufferPointer<Int>
  fileprivate let width: Int

  /// UTF-8, nil for NULL.
  func cell(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    let index = row * width + column
    let end = ends[index]
    guard end >= 0 else { return nil }
    let before = index == 0 ? 0 : ends[index - 1]
    return UnsafeBufferPointer(rebasing: bytes[(before < 0 ? ~before : before)..<end])
  }

  /// Nil for NULL.
  func text(_ row: Int, _ column: Int) -> String? { cell(row, column).map { String(decoding: $0, as: UTF8.self) } }
}

public struct ResultColumn: Sendable, Equatable {
  public var name: String
  public var kind: ResultKind

  public init(name: String, kind: ResultKind) {
    self.name = name
    self.kind = kind
  }
}

/// What Freehold distinguishes among a database's types.
public enum ResultKind: Sendable, Equatable {
  case text, integer, decimal, boolean, day, timestamp, uuid
  /// Of any other type that can be ordered.
  case other
  /// `json`, `xml` and what else has no order: nothing can be sorted by it.
  case unordered

  /// By the OID of a built-in type (PostgreSQL's `pg_type.dat`).
  public init(postgresType oid: UInt32) {
    self =
      switch oid {
      case 25, 1043, 1042, 19, 18: .text
      case 20, 21, 23, 26: .integer
      case 1700, 700, 701: .decimal
      case 16: .boolean
      case 1082: .day
      case 1114, 1184: .timestamp
      case 2950: .uuid
      // json, xml, point, lseg, path, box, polygon, line, circle, refcursor, xid
      case 114, 142, 600, 601, 602, 603, 604, 628, 718, 1790, 28: .unordered
      default: .other
      }
  }

  /// The type to cast a bound value of this kind to; nil leaves it to PostgreSQL (`timestamp` may be with or
  /// without time zone, `other` anything).
  var postgresType: String? {
    switch self {
    case .text: "text"
    case .integer: "bigint"
    case .decimal: "numeric"
    case .boolean: "boolean"
    case .day: "date"
    case .uuid: "uuid"
    case .timestamp, .other, .unordered: nil
    }
  }
}
