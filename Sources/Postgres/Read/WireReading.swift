// How the wire reads a spec's statements: the first time through a cursor, then by the plan that was prepared behind it.

extension Wire {
  /// One result for each statement. A prepared plan that does not fit any more, because a table changed, is forgotten and
  /// its statement read through a cursor again.
  func read(
    _ statements: [CursorStatement], after lead: [[Step]], _ limit: Duration
  ) throws(PostgresError) -> [Result<TextRows, PostgresError>] {
    let readings = try self.readings(of: statements)
    var results = try read(readings, after: lead, .after(limit))
    let stale = results.indices.filter { readings[$0].isPrepared && results[$0].isStale }
    guard !stale.isEmpty else { return results }
    let again = try read(self.readings(of: stale.map { statements[$0] }), after: [], .after(limit))
    for (index, result) in zip(stale, again) { results[index] = result }
    return results
  }

  private func readings(of statements: [CursorStatement]) throws(PostgresError) -> [Reading] {
    var readings: [Reading] = []
    for statement in statements { readings.append(try reading(statement)) }
    return readings
  }

  private func reading(_ statement: CursorStatement) throws(PostgresError) -> Reading {
    let parameters = try ParameterList(texts: statement.values)
    let bounded = Cursor.bounded(statement, parameters)
    if statements.has(bounded.key) {
      return Reading(steps: [Cursor.begin, bounded], rows: 1, isPrepared: true)
    }
    var steps = [Cursor.begin, try Cursor.declare(statement.sql, parameters), Cursor.fetch(statement.limit)]
    // Behind the fetch and before the next Sync: the server skips it when the cursor was refused.
    if statement.limit > 0, !statements.isUnfit(bounded.key) { steps.append(bounded.preparing) }
    return Reading(steps: steps, rows: 2, isPrepared: false)
  }

  /// Each reading in a segment and a transaction of its own.
  private func read(
    _ readings: [Reading], after lead: [[Step]], _ deadline: Deadline
  ) throws(PostgresError) -> [Result<TextRows, PostgresError>] {
    let ending = [Cursor.rollBack, Cursor.unlock]
    var segments = lead
    for (index, reading) in readings.enumerated() {
      segments.append((index == 0 ? [] : [Cursor.rollBack]) + reading.steps)
    }
    segments[segments.count - 1] += ending
    let outcomes = try exchange(segments, deadline)
    // A failure skipped the ending too.
    if !isOutsideTransaction || outcomes.last?.last?.isDone != true {
      try exchange(ending, .after(.seconds(5))).check()
    }
    return zip(readings, outcomes.dropFirst(lead.count)).enumerated().map { index, pair in
      pair.0.result(pair.1, at: pair.0.rows + (index == 0 ? 0 : 1))
    }
  }
}

/// One statement's way to its rows.
private struct Reading {
  let steps: [Step]
  /// Which of the steps returns them.
  let rows: Int
  let isPrepared: Bool

  /// The rows among the outcomes of the statement's segment, or the first failure before them.
  func result(_ outcomes: [Outcome], at place: Int) -> Result<TextRows, PostgresError> {
    Result { () throws(PostgresError) in
      try outcomes[...place].check()
      return TextRows(try outcomes[place].result())
    }
  }
}

extension Result where Failure == PostgresError {
  /// The plan would return other columns than at first (0A000), or the server has forgotten it (26000).
  fileprivate var isStale: Bool {
    guard case .failure(let error) = self else { return false }
    return error.sqlState == .featureNotSupported || error.sqlState == .invalidStatementName
  }
}
