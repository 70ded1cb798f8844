// One round trip: any number of statements in segments. A failure skips the rest of its segment only.

import CLibpq

extension Wire {
  /// Sends all segments, each closed by a Sync, then reads all outcomes.
  ///
  /// Throws only when the connection is lost or the deadline passes; the connection is of no use then.
  func exchange(_ segments: [[Step]], _ deadline: Deadline) throws(PostgresError) -> [[Outcome]] {
    let housekeeping = isOutsideTransaction ? statements.takeEvicted().map { Step.deallocate($0) } : []
    let all = housekeeping.isEmpty ? segments : [housekeeping] + segments
    var sent: [[SentStep]] = []
    for segment in all {
      var steps: [SentStep] = []
      for step in segment { steps.append(try send(step)) }
      guard PQpipelineSync(handle) == 1 else { throw .connection(.lost) }
      sent.append(steps)
    }
    roundTrips += 1
    try flush(deadline)
    var outcomes: [[Outcome]] = []
    for steps in sent { outcomes.append(try receive(steps, deadline)) }
    return housekeeping.isEmpty ? outcomes : Array(outcomes.dropFirst())
  }

  /// One segment.
  func exchange(_ steps: [Step], _ deadline: Deadline) throws(PostgresError) -> [Outcome] {
    try exchange([steps], deadline)[0]
  }

  private struct SentStep {
    let step: Step
    let isPreparedNow: Bool
    /// Characters of ours before the caller's statement.
    let prefixLength: Int
  }

  private func send(_ step: Step) throws(PostgresError) -> SentStep {
    if step.preparation == .never {
      let sent = step.parameters.withPointers { values, lengths, formats in
        PQsendQueryParams(
          handle, step.sql, CInt(step.parameters.count), step.parameters.types, values, lengths, formats,
          step.binaryResult ? 1 : 0)
      }
      guard sent == 1 else { throw .connection(.lost) }
      return SentStep(step: step, isPreparedNow: false, prefixLength: step.prefixLength)
    }
    if step.preparation == .ahead {
      let prefixLength = try prepare(step, statements.insert(step.key))
      return SentStep(step: step, isPreparedNow: false, prefixLength: prefixLength)
    }
    let known = statements.name(of: step.key)
    let name = known ?? statements.insert(step.key)
    let prefixLength = known == nil ? try prepare(step, name) : step.prefixLength
    let sent = step.parameters.withPointers { values, lengths, formats in
      PQsendQueryPrepared(
        handle, name, CInt(step.parameters.count), values, lengths, formats, step.binaryResult ? 1 : 0)
    }
    guard sent == 1 else { throw .connection(.lost) }
    return SentStep(step: step, isPreparedNow: known == nil, prefixLength: prefixLength)
  }

  /// The number of characters that the server sees before the caller's statement.
  private func prepare(_ step: Step, _ name: String) throws(PostgresError) -> Int {
    let prefix = step.preparation == .cachedByGrammar ? "prepare \(name) as " : ""
    let sent =
      prefix.isEmpty
      ? PQsendPrepare(handle, name, step.sql, CInt(step.parameters.count), step.parameters.types)
      : PQsendQueryParams(handle, prefix + step.sql, 0, nil, nil, nil, nil, 0)
    guard sent == 1 else { throw .connection(.lost) }
    return step.prefixLength + prefix.count
  }

  private func receive(_ steps: [SentStep], _ deadline: Deadline) throws(PostgresError) -> [Outcome] {
    var outcomes: [Outcome] = []
    for sent in steps {
      var preparing: Outcome?
      if sent.isPreparedNow { preparing = try receiveOne(sent.prefixLength, deadline) }
      let running = try receiveOne(sent.prefixLength, deadline)
      if let preparing, !preparing.isDone {
        statements.remove(sent.step.key)
        outcomes.append(preparing)
      } else {
        forgetIfRefused(sent.step, running)
        outcomes.append(running)
      }
    }
    guard let sync = try nextResult(deadline) else { throw .connection(.lost) }
    defer { PQclear(sync) }
    guard PQresultStatus(sync) == PGRES_PIPELINE_SYNC else { throw .unexpectedReply }
    return outcomes
  }

  /// One result and the end that follows it.
  private func receiveOne(_ prefixLength: Int, _ deadline: Deadline) throws(PostgresError) -> Outcome {
    guard let pointer = try nextResult(deadline) else { throw isBroken ? .connection(.lost) : .unexpectedReply }
    let outcome = try Outcome(pointer, prefixLength: prefixLength)
    if let extra = try nextResult(deadline) {
      PQclear(extra)
      throw .unexpectedReply
    }
    return outcome
  }

  /// A plan may not fit any more (0A000 after a table changed) or be gone (26000).
  private func forgetIfRefused(_ step: Step, _ outcome: Outcome) {
    if step.preparation == .ahead {
      if !outcome.isDone { statements.forget(step.key, asUnfit: outcome.isFailed) }
      return
    }
    guard step.preparation != .never, case .failed(let error) = outcome else { return }
    switch error.sqlState {
    case .featureNotSupported: statements.evict(step.key)
    case .invalidStatementName: statements.remove(step.key)
    default: break
    }
  }
}

extension Step {
  static func deallocate(_ name: String) -> Step { Step(sql: "deallocate \(name)", preparation: .never) }
}

extension Outcome {
  fileprivate var isFailed: Bool {
    if case .failed = self { return true }
    return false
  }

  /// Takes over `pointer`. Throws when it says that the connection is gone.
  init(_ pointer: OpaquePointer, prefixLength: Int) throws(PostgresError) {
    switch PQresultStatus(pointer) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: self = .done(QueryResult(pointer))
    case PGRES_PIPELINE_ABORTED:
      PQclear(pointer)
      self = .skipped
    case PGRES_FATAL_ERROR:
      defer { PQclear(pointer) }
      self = .failed(try PostgresError.server(in: pointer, prefixLength: prefixLength))
    default:
      PQclear(pointer)
      throw .unexpectedReply
    }
  }
}
