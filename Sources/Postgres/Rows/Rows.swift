// Typed rows, for statements of the program itself.

/// The rows of one statement in binary format.
public struct Rows: Sendable, RandomAccessCollection {
  let result: QueryResult

  init(_ result: QueryResult) { self.result = result }

  public var columns: [(name: String, oid: UInt32)] { result.columns }
  /// Rows that the statement inserted, changed, deleted or selected.
  public var affected: Int { result.affected }

  public var startIndex: Int { 0 }
  public var endIndex: Int { result.rowCount }

  public subscript(position: Int) -> Row {
    precondition(position >= 0 && position < result.rowCount, "no such row")
    return Row(result: result, index: position)
  }
}

/// One row; it keeps its statement's result alive.
public struct Row: Sendable {
  @usableFromInline let result: QueryResult
  @usableFromInline let index: Int

  /// The value of the first column of this name.
  @inlinable
  public func get<T: Columnar>(_ column: String, as type: T.Type = T.self) throws(PostgresError) -> T {
    try get(try result.position(of: column), as: type)
  }

  /// The value of a column by its position from 0. Inlined, so that each type has code of its own.
  @inlinable
  public func get<T: Columnar>(_ column: Int, as type: T.Type = T.self) throws(PostgresError) -> T {
    guard let value = T.decode(try result.cell(index, column)) else { throw result.unreadable(column, as: type) }
    return withExtendedLifetime(result) { value }
  }

  public func isNull(_ column: Int) -> Bool { result.bytes(index, column) == nil }
}
