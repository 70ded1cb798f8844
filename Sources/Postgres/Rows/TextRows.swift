// What a spec's query returns: every value in its type's text form, as the server wrote it.

/// Rows in text format, without a copy or an object for each row.
public struct TextRows: Sendable {
  private let result: QueryResult

  init(_ result: QueryResult) { self.result = result }

  /// In the statement's order; `oid` is the type's.
  public var columns: [(name: String, oid: UInt32)] { result.columns }
  public var rowCount: Int { result.rowCount }
  /// Rows that a changing statement inserted, changed or deleted.
  public var affected: Int { result.affected }

  /// The value's text; nil for NULL. Row and column count from 0 and must exist.
  public func text(_ row: Int, _ column: Int) -> String? {
    check(row, column)
    return result.bytes(row, column).map { String(decoding: $0, as: UTF8.self) }
  }

  public func isNull(_ row: Int, _ column: Int) -> Bool {
    check(row, column)
    return result.bytes(row, column) == nil
  }

  /// Calls `body` with the value's UTF-8 bytes in place; nil for NULL. They are gone when `body` returns.
  public func withUTF8<R>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>?) -> R) -> R {
    check(row, column)
    return withExtendedLifetime(result) { body(result.bytes(row, column)) }
  }

  /// Calls `body` with each value's UTF-8 bytes in place, row by row and from left to right; nil for NULL. They are gone
  /// when `body` returns.
  public func forEachCell(_ body: (UnsafeBufferPointer<UInt8>?) -> Void) {
    let columns = result.columns.count
    for row in 0..<result.rowCount {
      for column in 0..<columns { body(result.bytes(row, column)) }
    }
    withExtendedLifetime(result) {}
  }

  private func check(_ row: Int, _ column: Int) {
    precondition(
      row >= 0 && row < result.rowCount && column >= 0 && column < result.columns.count, "no such row or column")
  }
}
