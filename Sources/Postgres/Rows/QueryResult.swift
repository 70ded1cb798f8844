// A PGresult is kept as it came and read in place: no copy of a row is made until somebody asks for a value.

import CLibpq
import Synchronization

/// The owner of one PGresult. libpq's results are not changed after they were made, so that any thread may read them.
@usableFromInline
final class QueryResult: @unchecked Sendable {
  let pointer: OpaquePointer
  let rowCount: Int
  let columns: [(name: String, oid: UInt32)]
  /// Behind the column that was asked for last: rows are read in the order of their columns, mostly.
  private let next = Atomic(0)
  /// Whether two columns have one name.
  private let hasTwins: Bool

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
    rowCount = Int(PQntuples(pointer))
    columns = (0..<PQnfields(pointer)).map { column in
      (PQfname(pointer, column).map { String(cString: $0) } ?? "", UInt32(PQftype(pointer, column)))
    }
    hasTwins = Set(columns.lazy.map(\.name)).count < columns.count
  }

  deinit { PQclear(pointer) }

  @usableFromInline
  func position(of column: String) throws(PostgresError) -> Int {
    let expected = next.load(ordering: .relaxed)
    // Of twins the first is meant, which could lie before.
    if !hasTwins, expected < columns.count, columns[expected].name == column {
      next.store(expected + 1, ordering: .relaxed)
      return expected
    }
    guard let position = columns.firstIndex(where: { $0.name == column }) else {
      throw .decoding(column: column, expected: "a column of this name")
    }
    next.store(position + 1, ordering: .relaxed)
    return position
  }

  @usableFromInline
  func cell(_ row: Int, _ column: Int) throws(PostgresError) -> Cell {
    guard column >= 0 && column < columns.count else {
      throw .decoding(column: "\(column)", expected: "a column at this position")
    }
    return Cell(oid: columns[column].oid, bytes: bytes(row, column))
  }

  @usableFromInline
  func unreadable(_ column: Int, as type: Any.Type) -> PostgresError {
    .decoding(column: columns[column].name, expected: "\(type)")
  }

  /// Rows inserted, changed, deleted or selected, by the command's tag.
  var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

  /// The command's tag, for example "COMMIT".
  var command: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

  /// The bytes of a value, valid as long as this object; nil for NULL.
  func bytes(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    guard PQgetisnull(pointer, CInt(row), CInt(column)) == 0 else { return nil }
    let length = Int(PQgetlength(pointer, CInt(row), CInt(column)))
    return PQgetvalue(pointer, CInt(row), CInt(column)).map { start in
      UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: length)
    }
  }
}
