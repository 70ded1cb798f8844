// The only way to write: inside `audited`, where each change travels with the audit event that names it.

import AppSpec
import Contract
import Postgres
import Synchronization
import Trust
import Values
import Workspaces

/// An audit event about to be recorded; id and time come from the store.
struct Entry: Sendable {
  var event: AuditEvent
  var table: String
  var subject: String?
  var workspace: WorkspaceID?
  var outcome: AuditOutcome = .done
  var details = AuditRecord.Details()

  init<Of>(
    _ event: AuditEvent, _ table: String, _ subject: ID<Of>, in workspace: WorkspaceID? = nil,
    details: AuditRecord.Details = .init()
  ) {
    self.event = event
    self.table = table
    self.subject = subject.description
    self.workspace = workspace
    self.details = details
  }

  /// One for many rows of a table: `details.rows` says how many.
  init(_ event: AuditEvent, all table: String, in workspace: WorkspaceID?, details: AuditRecord.Details) {
    self.event = event
    self.table = table
    self.workspace = workspace
    self.details = details
  }
}

/// One SQL statement with its bound values.
typealias Change = (sql: String, values: [any Bindable])

/// A transaction that changes nothing without saying so.
struct AuditedTransaction: Sendable {
  let transaction: Transaction
  let store: ControlStore
  let actor: AuditActor
  let request: RequestID?
  let backendPID: @Sendable () -> Int32

  /// Reads, also with locks.
  func query(_ sql: String, _ values: [any Bindable] = []) async throws(PostgresError) -> Rows {
    try await transaction.query(sql, values)
  }

  /// Records `entries` and then makes `changes`, in one round trip. Returns the changes' results.
  @discardableResult
  func change(_ entries: [Entry], _ changes: [Change]) async throws(PostgresError) -> [Rows] {
    let records = entries.map { entry in
      entry.insert(id: store.newID(), actor: actor, request: request)
    }
    return Array(try await transaction.pipeline(records + changes).dropFirst(records.count))
  }

  @discardableResult
  func change(_ entry: Entry, _ changes: Change...) async throws(PostgresError) -> [Rows] {
    try await change([entry], changes)
  }

  /// Goes on as somebody else who was proved inside this transaction.
  func become(_ standing: Standing) async throws(PostgresError) -> AuditedTransaction {
    let context = store.signer.context(standing, now: store.configuration.now(), backendPID: backendPID())
    _ = try await transaction.query("select set_config('freehold.context', $1, true)", [context])
    return AuditedTransaction(
      transaction: transaction, store: store, actor: AuditActor(standing, self.actor), request: request,
      backendPID: backendPID)
  }
}

/// Who an audit event names.
enum AuditActor: Sendable {
  case account(AccountID)
  case runtime(RuntimeID)
  case system
  case operatorCommand

  init(_ standing: Standing, _ before: AuditActor = .system) {
    switch standing {
    case .member(let member):
      switch member.actor {
      case .account(let account): self = .account(account)
      case .operatorCommand: self = .operatorCommand
      }
    case .person(let person): self = .account(person.account.id)
    case .account(let account), .joining(let account, _), .founder(let account, _): self = .account(account)
    case .runtime(let runtime), .runtimeReporting(let runtime, _): self = .runtime(runtime.id)
    case .bearer, .runtimeSeeker, .erasing: self = .system
    case .operatorCommand: self = .operatorCommand
    case .system:
      if case .operatorCommand = before { self = .operatorCommand } else { self = .system }
    }
  }

  var columns: (kind: String, id: String?) {
    switch self {
    case .account(let id): ("account", id.description)
    case .runtime(let id): ("runtime", id.description)
    case .system: ("system", nil)
    case .operatorCommand: ("operator", nil)
    }
  }
}

extension Entry {
  func insert(id: AuditEventID, actor: AuditActor, request: RequestID?) -> Change {
    let (kind, actorID) = actor.columns
    return (
      """
      insert into audit_events (workspace_id, id, actor_kind, actor_id, event, subject_table, subject_id, outcome,
        request_id, role_from, role_to, app_id, release_id, number, rows)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      """,
      [
        tree(of: workspace), id, kind, actorID, event.rawValue, table, subject, outcome.rawValue, request,
        details.roleFrom?.rawValue, details.roleTo?.rawValue, details.app, details.release, details.number,
        details.rows,
      ]
    )
  }
}

/// The `workspace_id` of a workspace's audit tree; the nil UUID is the installation's own.
func tree(of workspace: WorkspaceID?) -> WorkspaceID { workspace ?? WorkspaceID(high: 0, low: 0) }

extension ControlStore {
  /// Reads as `standing`, read-only, with BEGIN, context and first statement in one round trip; within `together`, in
  /// its transaction.
  func read<R: Sendable>(
    _ standing: Standing?, isolation: Isolation = .readCommitted,
    _ body: @Sendable (Transaction) async throws -> R
  ) async throws(StoreError) -> R {
    do {
      if isolation == .readCommitted, let transaction = SharedRead.transaction(of: self, as: standing) {
        return try await body(transaction)
      }
      return try await pool.read(context: context(standing), isolation: isolation, body)
    } catch { throw StoreError(error) }
  }

  /// Asks, as `standing`, what can be asked without knowing an answer: BEGIN, context, all of it and COMMIT in one round
  /// trip; within `together`, in its transaction.
  ///
  /// - Parameter read: makes something of the rows of each.
  func ask<Answer>(
    _ standing: Standing, _ questions: [Change], _ read: ([Rows]) throws(PostgresError) -> Answer
  ) async throws(StoreError) -> Answer {
    do {
      if let transaction = SharedRead.transaction(of: self, as: standing) {
        return try read(try await transaction.pipeline(questions))
      }
      return try read(try await pool.readAll(context: context(standing), questions))
    } catch { throw StoreError(error) }
  }

  /// Asks twice in one transaction, the second time what can only be asked once the first answers are known.
  ///
  /// - Parameter next: makes something of the rows of `questions` and says what to ask with it; a connection waits for it.
  func ask<Found: Sendable>(
    _ standing: Standing, _ questions: [Change],
    then next: @escaping @Sendable ([Rows]) throws(PostgresError) -> Asking<Found>
  ) async throws(StoreError) -> (found: Found, later: [Rows]) {
    do {
      guard let transaction = SharedRead.transaction(of: self, as: standing) else {
        return try await pool.readAll(context: context(standing), questions, then: next)
      }
      let asking = try next(try await transaction.pipeline(questions))
      return (asking.found, try await transaction.pipeline(asking.questions))
    } catch { throw StoreError(error) }
  }

  /// Writes as `standing`. A refusal of `body` rolls back.
  func audited<R: Sendable>(
    _ standing: Standing, request: RequestID?, as actor: AuditActor? = nil,
    _ body: @Sendable (AuditedTransaction) async throws -> Result<R, Refusal>
  ) async throws(StoreError) -> Result<R, Refusal> {
    let pid = Mutex<Int32>(0)
    do {
      let value = try await pool.write(
        context: { backendPID in
          pid.withLock { $0 = backendPID }
          return self.signer.context(standing, now: self.configuration.now(), backendPID: backendPID)
        },
        { transaction in
          let audited = AuditedTransaction(
            transaction: transaction, store: self, actor: actor ?? AuditActor(standing), request: request,
            backendPID: { pid.withLock { $0 } })
          return try await body(audited).get()
        })
      return .success(value)
    } catch let refusal as Refusal {
      return .failure(refusal)
    } catch { throw StoreError(error) }
  }

  /// Writes to the exempt tables only: what keeps time, queues or counts.
  func unaudited<R: Sendable>(
    _ standing: Standing, _ body: @Sendable (Transaction) async throws -> R
  ) async throws(StoreError) -> R {
    do { return try await pool.write(context: context(standing), body) } catch { throw StoreError(error) }
  }

  func context(_ standing: Standing?) -> Pool.Context? {
    guard let standing else { return nil }
    return { self.signer.context(standing, now: self.configuration.now(), backendPID: $0) }
  }

  func newID<Of>() -> ID<Of> { ID.random(milliseconds: configuration.now().microsecondsSinceEpoch / 1000) }
}
