import CLibpq
import Glibc

/// A connection with its one prepared statement.
final class PreparedQuery {
  private let handle: OpaquePointer

  init(_ connection: String, _ sql: String) throws(FloorError) {
    guard let handle = PQconnectdb(connection), PQstatus(handle) == CONNECTION_OK else { throw .noConnection }
    self.handle = handle
    let result = PQprepare(handle, "floor", sql, 0, nil)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw .notPrepared }
  }

  deinit { PQfinish(handle) }

  /// One round trip; nil when the query failed.
  func execute(_ values: [String]) -> QueryRows? {
    let texts = values.map { strdup($0) }
    defer { for text in texts { free(text) } }
    var pointers = texts.map { UnsafePointer<CChar>($0) }
    let result = PQexecPrepared(handle, "floor", Int32(values.count), &pointers, nil, nil, 0)
    guard let result, PQresultStatus(result) == PGRES_TUPLES_OK else {
      PQclear(result)
      return nil
    }
    return QueryRows(result)
  }
}

/// libpq's own memory, read in place.
final class QueryRows {
  private let result: OpaquePointer
  let count: Int32
  let columns: Int32

  init(_ result: OpaquePointer) {
    self.result = result
    count = PQntuples(result)
    columns = PQnfields(result)
  }

  deinit { PQclear(result) }

  func append(_ row: Int32, _ column: Int32, to bytes: inout [UInt8]) {
    let length = Int(PQgetlength(result, row, column))
    guard let start = PQgetvalue(result, row, column) else { return }
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: length))
  }
}

enum FloorError: Error {
  case noConnection
  case notPrepared
}
