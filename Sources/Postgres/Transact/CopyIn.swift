// Bulk loading: COPY takes a million rows in the time of a few thousand INSERTs.

import CLibpq
import Glibc

extension Transaction {
  /// Runs `copy … from stdin` with the chunks that `next` returns until it returns nil; the number of rows.
  ///
  /// Chunks may end anywhere. An error of `next` ends the COPY and the transaction with nothing changed.
  @discardableResult
  public func copyIn(_ sql: String, _ next: () async throws -> [UInt8]?) async throws -> Int {
    try await connection.beginCopy(sql, in: id)
    do {
      while let chunk = try await next() { try await connection.sendCopy(chunk) }
    } catch {
      await connection.abandonCopy()
      throw error
    }
    return try await connection.endCopy()
  }

  /// Runs `copy … from stdin` with the chunks of a sequence.
  @discardableResult
  public func copyIn<Chunks: AsyncSequence>(_ sql: String, _ chunks: Chunks) async throws -> Int
  where Chunks.Element == [UInt8] {
    var iterator = chunks.makeAsyncIterator()
    return try await copyIn(sql) { try await iterator.next() }
  }
}

extension Pool {
  /// Loads rows in a transaction of their own; the number of rows.
  @discardableResult
  public func copyIn(_ sql: String, _ next: @Sendable () async throws -> [UInt8]?) async throws -> Int {
    try await write { transaction in try await transaction.copyIn(sql, next) }
  }
}

extension Connection {
  fileprivate func beginCopy(_ sql: String, in id: Int) async throws(PostgresError) {
    try await begin(id)
    try await perform { (wire) throws(PostgresError) in try wire.beginCopy(sql) }
  }

  fileprivate func sendCopy(_ chunk: [UInt8]) async throws(PostgresError) {
    try await perform { (wire) throws(PostgresError) in try wire.sendCopy(chunk) }
  }

  fileprivate func endCopy() async throws(PostgresError) -> Int {
    try await perform { (wire) throws(PostgresError) in try wire.endCopy(failing: false) }
  }

  /// The transaction is in the failed state afterwards; a connection that cannot even do that is closed.
  fileprivate func abandonCopy() {
    do {
      _ = try performShielded { (wire) throws(PostgresError) in try wire.endCopy(failing: true) }
    } catch {
      if error.sqlState == nil { close() }
    }
  }
}

extension Wire {
  fileprivate func beginCopy(_ sql: String) throws(PostgresError) {
    try leavePipeline()
    guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0) == 1 else { throw .connection(.lost) }
    try flush(.never)
    guard let result = try nextResult(.never) else { throw .unexpectedReply }
    if PQresultStatus(result) == PGRES_COPY_IN { return PQclear(result) }
    let outcome = try Outcome(result, prefixLength: 0)
    while let rest = try nextResult(.never) { PQclear(rest) }
    try enterPipeline()
    _ = try outcome.result()
    // The statement ran, but it was no COPY FROM STDIN.
    throw .unexpectedReply
  }

  fileprivate func sendCopy(_ chunk: [UInt8]) throws(PostgresError) {
    let sent = chunk.withUnsafeBytes { bytes in
      PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, CInt(bytes.count))
    }
    guard sent == 1 else { throw .connection(.lost) }
    try flush(.never)
  }

  fileprivate func endCopy(failing: Bool) throws(PostgresError) -> Int {
    guard PQputCopyEnd(handle, failing ? "abandoned" : nil) == 1 else { throw .connection(.lost) }
    try flush(.never)
    guard let result = try nextResult(.never) else { throw .connection(.lost) }
    let outcome = try Outcome(result, prefixLength: 0)
    while let rest = try nextResult(.never) { PQclear(rest) }
    try enterPipeline()
    return try outcome.result().affected
  }
}
