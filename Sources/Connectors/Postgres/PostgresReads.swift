/// Reading for pages and exports: cursors in read-only transactions, a few connections together.

import AppSpec
import Postgres

extension PostgresSource {
  /// At most this many connections for one page.
  private static let together = 3

  func read(_ statements: [Statement]) async -> [Outcome] {
    if statements.count == 1 { return [await read(statements[0])] }
    let lanes = min(Self.together, statements.count)
    return await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for lane in 0..<lanes {
        let chosen = stride(from: lane, to: statements.count, by: lanes).map { $0 }
        group.addTask {
          let outcomes = await self.batch(chosen.map { statements[$0] })
          return Array(zip(chosen, outcomes))
        }
      }
      var outcomes = [Outcome?](repeating: nil, count: statements.count)
      for await part in group { for (index, outcome) in part { outcomes[index] = outcome } }
      return outcomes.map { $0 ?? .failed(.unreachable) }
    }
  }

  private func read(_ statement: Statement) async -> Outcome {
    do {
      return outcome(
        try await readers.cursorRead(
          statement.sql, values: statement.values, limit: statement.limit, timeout: limits.statementTime))
    } catch { return .failed(SourceFailure(error)) }
  }

  /// One after the other on one connection, in one round trip.
  private func batch(_ statements: [Statement]) async -> [Outcome] {
    if statements.count == 1 { return [await read(statements[0])] }
    let cursors = statements.map { CursorStatement(sql: $0.sql, values: $0.values, limit: $0.limit) }
    do {
      return try await readers.cursorBatch(cursors, timeout: limits.statementTime).map { result in
        switch result {
        case .success(let rows): outcome(rows)
        case .failure(let error): .failed(SourceFailure(error))
        }
      }
    } catch {
      return statements.map { _ in .failed(SourceFailure(error)) }
    }
  }

  private func outcome(_ rows: TextRows) -> Outcome {
    ResultSet(rows, atMost: limits.resultBytes).map { .rows($0) } ?? .failed(.tooLarge)
  }

  func stream(_ statement: Statement, _ body: (ResultSet) async throws -> Void) async throws {
    do {
      try await exporters.cursorStream(
        statement.sql, values: statement.values, batch: 1_000, timeout: limits.exportTime
      ) { rows in
        guard let set = ResultSet(rows, atMost: limits.resultBytes) else { throw SourceFailure.tooLarge }
        try await body(set)
      }
    } catch let error as PostgresError {
      throw SourceFailure(error)
    }
  }

  /// The columns of a statement that fetches nothing.
  func describe(_ statement: Statement) async -> Result<[ResultColumn], SourceFailure> {
    do {
      let rows = try await readers.cursorRead(
        statement.sql, values: statement.values, limit: 0, timeout: limits.statementTime)
      return .success(rows.columns.map { ResultColumn(name: $0.name, kind: ResultKind(postgresType: $0.oid)) })
    } catch { return .failure(SourceFailure(error)) }
  }
}

extension PostgresSource {
  func standing() async -> Result<SourceStanding, SourceFailure> {
    do {
      let row = try await readers.read(timeout: limits.statementTime) { transaction in
        try await transaction.query(
          """
          select split_part(current_setting('server_version'), ' ', 1) as version, current_database() as database,
            current_user as user, current_setting('is_superuser') = 'on' as superuser
          """, []
        ).first
      }
      guard let row else { return .failure(.unreachable) }
      return .success(
        SourceStanding(
          version: try row.get("version"), database: try row.get("database"), user: try row.get("user"),
          isSuperuser: try row.get("superuser")))
    } catch let error as PostgresError {
      return .failure(SourceFailure(error))
    } catch {
      return .failure(.unreachable)
    }
  }

  /// Whether the source can parse an action's step: PREPARE looks names and types up and runs nothing. A type that
  /// only a run would tell (42P18) is no failure.
  func probe(_ step: StepProbe) async -> SourceFailure? {
    do {
      try await readers.read(timeout: limits.statementTime) { transaction in
        _ = try await transaction.pipeline([
          ("prepare freehold_probe as \(step.sql)", []), ("deallocate freehold_probe", []),
        ])
      }
      return nil
    } catch let error as PostgresError {
      return error.sqlState == .indeterminateDatatype ? nil : SourceFailure(error)
    } catch {
      return .unreachable
    }
  }
}

extension ResultSet {
  /// Nil when the cells are more than `limit` bytes together.
  init?(_ rows: TextRows, atMost limit: Int) {
    let columns = rows.columns.map { ResultColumn(name: $0.name, kind: ResultKind(postgresType: $0.oid)) }
    self.init(columns: columns, reservingRows: rows.rowCount)
    var bytes = 0
    rows.forEachCell { cell in
      guard let cell else { return appendNull() }
      bytes += cell.count
      if bytes <= limit { append(cell) }
    }
    if bytes > limit { return nil }
  }
}
