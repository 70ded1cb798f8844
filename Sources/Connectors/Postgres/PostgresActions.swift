/// An action: row, steps and key in one transaction, committed together or rolled back whole.

import AppSpec
import Logging
import Postgres
import Synchronization

extension PostgresSource {
  /// - Parameter isRehearsal: the transaction ends as if it were committed, deferred rules checked, and is rolled back.
  func perform(_ plan: ActionPlan, _ record: ActionRecord, isRehearsal: Bool) async -> ActionResult {
    var attempt = 1
    while true {
      let result = await tryOnce(plan, record, isRehearsal)
      // Somebody changed the same rows meanwhile: look again, with a new snapshot.
      guard case .contended = result, attempt < 3 else { return result }
      attempt += 1
    }
  }

  private func tryOnce(_ plan: ActionPlan, _ record: ActionRecord, _ isRehearsal: Bool) async -> ActionResult {
    let progress = Progress()
    do {
      return try await writers.write(isolation: .repeatableRead, timeout: limits.statementTime) { transaction in
        let result = try await steps(of: plan, record, in: transaction)
        guard case .committed = result else { throw RolledBack(result: result) }
        progress.committing()
        if isRehearsal {
          _ = try await transaction.execute("set constraints all immediate")
          throw RolledBack(result: result)
        }
        return result
      }
    } catch let rolledBack as RolledBack {
      return rolledBack.result
    } catch let error as PostgresError {
      return result(of: error, whileCommitting: progress.isCommitting)
    } catch {
      logger.error("an action failed", metadata: ["error": .string(String(describing: type(of: error)))])
      return progress.isCommitting ? .unknown : .failed(.unreachable)
    }
  }

  /// What the server refused has not happened; when the answer to `commit` was lost, nobody knows.
  private func result(of error: PostgresError, whileCommitting: Bool) -> ActionResult {
    switch error {
    case .server(let state, let detail): return refusal(state.rawValue, detail, byValues: whileCommitting)
    case .transactionEnded, .timedOut: return .failed(SourceFailure(error))
    default: return whileCommitting ? .unknown : .failed(SourceFailure(error))
    }
  }

  /// - Parameter byValues: whether it was the action's own statements that were refused, and not the query of its row.
  private func refusal(_ state: String, _ detail: ServerDetail, byValues: Bool) -> ActionResult {
    // Serialization failure, deadlock, a lock that somebody else held too long.
    if ["40001", "40P01", "55P03"].contains(state) { return .contended(sqlState: state) }
    let violation = Violation(
      sqlState: state, table: detail.table, column: detail.column, constraint: detail.constraint)
    if byValues, let violation { return .violated(violation) }
    return .failed(SourceFailure(sqlState: state))
  }

  private func steps(
    of plan: ActionPlan, _ record: ActionRecord, in transaction: Transaction
  ) async throws(PostgresError) -> ActionResult {
    let use = try await keyUse(in: transaction)
    if use != .none {
      switch try await keys.claim(record, use, in: transaction) {
      case .fresh: break
      case .same: return .repeated
      case .other: return .otherContent
      }
    }
    var row: ResultSet?
    do {
      if let statement = plan.rowStatement { row = try await rowAgain(statement, in: transaction) }
    } catch .server(let state, _) where SourceFailure(sqlState: state.rawValue).meansNoSuchKey {
      return .refused(.noSuchRow)
    }
    if let row, row.rowCount != 1 { return .refused(.noSuchRow) }
    do {
      return try await steps(of: plan, on: row, in: transaction)
    } catch .server(let state, let detail) {
      return refusal(state.rawValue, detail, byValues: true)
    }
  }

  private func steps(
    of plan: ActionPlan, on row: ResultSet?, in transaction: Transaction
  ) async throws(PostgresError) -> ActionResult {
    var returned: [ResultSet] = []
    var touched = 0
    for index in plan.statements {
      let step: PlannedStep
      switch plan.step(index, row: row, earlier: returned) {
      case .success(let planned): step = planned
      case .failure(let refusal): return .refused(refusal)
      }
      let rows = try await transaction.change(step.statement.sql, step.statement.values)
      guard step.expect.accepts(rows.affected) else { return .unexpectedRows(step: index, touched: rows.affected) }
      guard let set = ResultSet(rows, atMost: limits.resultBytes) else { return .failed(.tooLarge) }
      touched += rows.affected
      returned.append(set)
    }
    return .committed(row: row, returned: returned, touched: touched)
  }

  /// The row as this viewer sees it now. The query is the spec's: it runs where nothing can be written, which a
  /// savepoint allows within a transaction that writes (PostgreSQL, SET TRANSACTION: read only holds for the
  /// subtransaction).
  private func rowAgain(
    _ statement: Statement, in transaction: Transaction
  ) async throws(PostgresError) -> ResultSet {
    _ = try await transaction.pipeline([("savepoint freehold_row", []), ("set transaction read only", [])])
    let rows = try await transaction.change(statement.sql, statement.values)
    _ = try await transaction.pipeline([
      ("rollback to savepoint freehold_row", []), ("release savepoint freehold_row", []),
    ])
    return ResultSet(rows, atMost: limits.resultBytes) ?? ResultSet(columns: [])
  }
}

/// Leaves the pool's closure so that it rolls back.
private struct RolledBack: Error { var result: ActionResult }

/// Whether everything had been done but the commit.
private final class Progress: Sendable {
  private let flag = Atomic<Bool>(false)
  var isCommitting: Bool { flag.load(ordering: .acquiring) }
  func committing() { flag.store(true, ordering: .releasing) }
}
