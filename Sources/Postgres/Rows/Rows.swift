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
  let result: QueryResult
  let index: Int

  /// The value of the first column of this name.
  public func get<T: Columnar>(_ column: String, as type: T.Type = T.self) throws(PostgresError) -> T {
    guard let position = result.columns.firstIndex(where: { $0.name == column }) else {
      throw .decoding(column: column, expected: "a column of this name")
    }
    return try get(position, as: type)
  }

  /// The value of a column by its position from 0.
  public func get<T: Columnar>(_ column: Int, as type: T.Type = T.self) throws(PostgresError) -> T {
    guard column >= 0 && column < result.columns.count else {
      throw .decoding(column: "\(column)", expected: "a column at this position")
    }
    let cell = Cell(oid: result.columns[column].oid, bytes: result.bytes(index, column))
    guard let value = T.decode(cell) else {
      throw .decoding(column: result.columns[column].name, expected: "\(type)")
    }
    return withExtendedLifetime(result) { value }
  }

  public func isNull(_ column: Int) -> Bool { result.bytes(index, column) == nil }
}
