// Transactions on a connection.

extension Connection {
  /// Opens a transaction whose BEGIN waits for the first statement, without a trip to the connection's thread.
  nonisolated func openTransaction(
    isReadOnly: Bool, isolation: Isolation, context: (name: String, value: String)?, timeout: Duration?
  ) throws(PostgresError) -> Int {
    let settings = try OpenTransaction.settings(context: context, timeout: timeout)
    return opening.open(
      prelude: [OpenTransaction.begin(isReadOnly: isReadOnly, isolation: isolation)] + settings, isReadOnly: isReadOnly)
  }

  /// The one that was opened last becomes this connection's.
  private func takeOpened() {
    if let opened = opening.take() { transaction = opened }
  }

  /// Runs steps inside the transaction, in one round trip; all results or the first failure.
  func run(_ steps: [Step], in id: Int) async throws(PostgresError) -> [QueryResult] {
    let (outcomes, own): ([Outcome], Int)
    do throws(PostgresError) {
      (outcomes, own) = try await exchange(steps, in: id)
    } catch {
      // A statement that was cancelled before it ran takes BEGIN with it.
      takeOpened()
      if transaction?.id == id { transaction?.prelude = [] }
      throw error
    }
    var results: [QueryResult] = []
    for outcome in outcomes.dropFirst(own) { results.append(try outcome.result()) }
    return results
  }

  /// The outcomes of what waits to begin the transaction and of the steps; how many are of the former.
  private func exchange(_ steps: [Step], in id: Int) async throws(PostgresError) -> ([Outcome], Int) {
    try await perform { (wire) throws(PostgresError) in
      // Here, so that of statements that come at the same time the one that is first begins the transaction.
      let prelude = try self.takePrelude(of: id)
      guard !prelude.isEmpty || !wire.isOutsideTransaction else { throw .transactionEnded }
      let outcomes = try wire.exchange(prelude + steps, .never)
      try outcomes.check()
      // A statement such as `commit` would leave what follows without a transaction.
      guard !wire.isOutsideTransaction else { throw .transactionEnded }
      return (outcomes, prelude.count)
    }
  }

  /// Sends a BEGIN that still waits, for what cannot travel with it.
  func begin(_ id: Int) async throws(PostgresError) {
    try requireTransaction(id)
    if transaction?.prelude.isEmpty == false { _ = try await run([.command("select 1")], in: id) }
    try requireTransaction(id)
  }

  private func takePrelude(of id: Int) throws(PostgresError) -> [Step] {
    takeOpened()
    guard let prelude = transaction?.prelude, transaction?.id == id else { throw .transactionEnded }
    transaction?.prelude = []
    return prelude
  }

  /// Whether `id` is the open transaction.
  func requireTransaction(_ id: Int) throws(PostgresError) {
    takeOpened()
    guard transaction?.id == id else { throw .transactionEnded }
  }

  /// Ends the transaction well: COMMIT, in one trip with what puts the session right.
  func commit(_ id: Int) async throws(PostgresError) {
    takeOpened()
    guard let open = transaction, open.id == id else { throw .transactionEnded }
    transaction = nil
    // Nothing was sent: there is nothing to end.
    guard open.prelude.isEmpty else { return }
    let reset = mayBeChanged ? try resetSteps() : []
    mayBeChanged = false
    try await perform { (wire) throws(PostgresError) in
      if wire.isOutsideTransaction { throw .transactionEnded }
      let outcomes = try wire.exchange([[.command("commit")]] + (reset.isEmpty ? [] : [reset]), .never)
      // After an error the server answers COMMIT with "ROLLBACK".
      guard try outcomes[0][0].result().command == "COMMIT" else { throw .transactionEnded }
      for segment in outcomes.dropFirst() { try segment.check() }
    }
  }

  /// All steps in a READ ONLY transaction: BEGIN, the context, the steps and COMMIT in one round trip.
  func readAll(
    _ steps: [Step], context: (name: String, value: String)?, _ work: PendingWork
  ) throws(PostgresError) -> [QueryResult] {
    try readOnly(context, work) { (wire, prelude) throws(PostgresError) in
      try wire.results(prelude + steps + [.command("commit")]).dropFirst(prelude.count).dropLast()
    }
  }

  /// The same with a second round trip, of the steps that `next` makes of what the first have returned.
  func readAll<Found>(
    _ steps: [Step], context: (name: String, value: String)?, _ work: PendingWork,
    then next: (ArraySlice<QueryResult>) throws(PostgresError) -> (Found, [Step])
  ) throws(PostgresError) -> (Found, ArraySlice<QueryResult>) {
    try readOnly(context, work) { (wire, prelude) throws(PostgresError) in
      let (found, later) = try next(try wire.results(prelude + steps).dropFirst(prelude.count))
      return (found, try wire.results(later + [.command("commit")]).dropLast())
    }
  }

  /// - Parameter body: sends what begins the transaction, and COMMIT.
  private func readOnly<R>(
    _ context: (name: String, value: String)?, _ work: PendingWork,
    _ body: (Wire, _ prelude: [Step]) throws(PostgresError) -> R
  ) throws(PostgresError) -> R {
    let prelude =
      [OpenTransaction.begin(isReadOnly: true, isolation: .readCommitted)]
      + (try OpenTransaction.settings(context: context, timeout: nil))
    do throws(PostgresError) {
      return try performNow(work.cancellation) { (wire) throws(PostgresError) in try body(wire, prelude) }
    } catch {
      rollBackNow()
      throw error
    }
  }

  /// Ends the transaction without a trace. A connection on which that fails is closed.
  func rollBack(_ id: Int) {
    takeOpened()
    guard let open = transaction, open.id == id else { return }
    transaction = nil
    guard open.prelude.isEmpty else { return }
    rollBackNow()
  }

  /// Also for what a statement left open without a `Transaction`.
  func rollBackNow() {
    do {
      let reset = mayBeChanged ? try resetSteps() : []
      mayBeChanged = false
      try performShielded { (wire) throws(PostgresError) in
        guard !wire.isOutsideTransaction || !reset.isEmpty else { return }
        let outcomes = try wire.exchange(
          (wire.isOutsideTransaction ? [] : [[.command("rollback")]]) + (reset.isEmpty ? [] : [reset]),
          .after(.seconds(5)))
        for segment in outcomes { try segment.check() }
      }
    } catch {
      close()
    }
  }

  /// Undoes what a session can carry to its next user: role, settings, locks, channels, open cursors. Prepared statements
  /// stay, which is why this is not DISCARD ALL.
  func resetSteps() throws(PostgresError) -> [Step] {
    sessionTimeout = nil
    return [
      .command("reset session authorization"), .command("reset all"), .command("unlisten *"), .command("close all"),
      .command("select pg_advisory_unlock_all()"), .command("discard temp"),
    ] + (try settings.map(Step.set))
  }
}

extension Wire {
  /// One result for each step, in one round trip; the first failure is thrown.
  fileprivate func results(_ steps: [Step]) throws(PostgresError) -> ArraySlice<QueryResult> {
    let outcomes = try exchange(steps, .never)
    try outcomes.check()
    var results: [QueryResult] = []
    results.reserveCapacity(outcomes.count)
    for outcome in outcomes { results.append(try outcome.result()) }
    return results[...]
  }
}
