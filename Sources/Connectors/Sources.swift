/// All sources of all workspaces: from a spec's source name to the secret, to the connector, to rows.
///
/// The secret is read for each request. While it stays the same the source's connections are kept; a changed one gets
/// new connections at the next request, and the old ones are closed when they are idle.

public import Addresses
public import AppSpec
public import Logging
public import Secrets
import Synchronization

public final class Sources: Sendable {
  private let secrets: any SecretsManager
  private let opener: SourceOpener
  private let open = Mutex<[SecretReference: Entry]>([:])

  private struct Entry {
    let value: SecretValue
    let source: Task<Result<PostgresSource, SourceFailure>, Never>
    var lastUse: ContinuousClock.Instant
  }

  public init(
    secrets: any SecretsManager, policy: AddressPolicy, limits: SourceLimits = SourceLimits(), logger: Logger
  ) {
    self.secrets = secrets
    opener = SourceOpener(policy: policy, limits: limits, logger: logger)
  }

  /// Runs independent statements together; one outcome for each, in their order.
  public func read(_ statements: [Statement], of app: App, in scope: SourceScope) async -> [Outcome] {
    guard let first = statements.first else { return [] }
    if statements.allSatisfy({ $0.source == first.source }) {
      return await read(statements, at: first.source, of: app, in: scope)
    }
    return await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for name in Set(statements.map(\.source)) {
        let chosen = statements.indices.filter { statements[$0].source == name }
        group.addTask {
          let outcomes = await self.read(chosen.map { statements[$0] }, at: name, of: app, in: scope)
          return Array(zip(chosen, outcomes))
        }
      }
      var outcomes = [Outcome?](repeating: nil, count: statements.count)
      for await part in group { for (index, outcome) in part { outcomes[index] = outcome } }
      return outcomes.map { $0 ?? .failed(.unreachable) }
    }
  }

  private func read(
    _ statements: [Statement], at name: Name, of app: App, in scope: SourceScope
  ) async -> [Outcome] {
    switch await source(name, of: app, in: scope) {
    case .success(let source):
      let outcomes = await source.read(statements)
      if outcomes.contains(where: \.isUnreachable) { drop(source) }
      return outcomes
    case .failure(let failure): return statements.map { _ in .failed(failure) }
    }
  }

  /// The columns that each statement would give, without running it.
  public func describe(
    _ statement: Statement, of app: App, in scope: SourceScope
  ) async -> Result<[ResultColumn], SourceFailure> {
    switch await source(statement.source, of: app, in: scope) {
    case .success(let source): await source.describe(statement)
    case .failure(let failure): .failure(failure)
    }
  }

  /// Whether the source can parse an action's step; nothing is run.
  public func probe(_ step: StepProbe, of app: App, in scope: SourceScope) async -> SourceFailure? {
    switch await source(step.source, of: app, in: scope) {
    case .success(let source): await source.probe(step)
    case .failure(let failure): failure
    }
  }

  /// Calls `body` with batch after batch, the next one only when the last one has been taken; memory stays constant.
  /// Fails with a `SourceFailure`, or with what `body` throws.
  public func stream(
    _ statement: Statement, of app: App, in scope: SourceScope, _ body: (ResultSet) async throws -> Void
  ) async throws {
    try await source(statement.source, of: app, in: scope).get().stream(statement, body)
  }

  /// Runs an action's steps in one transaction.
  /// - Parameters:
  ///   - member: the account, for the source's own `freehold_actions`.
  ///   - digest: of the plan's content, for the same table.
  ///   - isRehearsal: all is rolled back in the end, also what was done.
  public func perform(
    _ plan: ActionPlan, member: String, digest: String, isRehearsal: Bool = false, of app: App, in scope: SourceScope
  ) async -> ActionResult {
    guard let name = plan.source else { return .failed(.settings) }
    return switch await source(name, of: app, in: scope) {
    case .success(let source):
      await source.perform(plan, ActionRecord(plan, member: member, digest: digest), isRehearsal: isRehearsal)
    case .failure(let failure): .failed(failure)
    }
  }

  /// Whether a secret leads to a database that answers, and what it says of itself.
  public func test(_ reference: SecretReference) async -> Result<SourceStanding, SourceFailure> {
    switch await source(reference) {
    case .success(let source): await source.standing()
    case .failure(let failure): .failure(failure)
    }
  }

  /// Whether the source's owner made a usable `freehold_actions`, so that an action's key commits with its steps.
  public func keepsKeys(_ name: Name, of app: App, in scope: SourceScope) async -> Result<Bool, SourceFailure> {
    switch await source(name, of: app, in: scope) {
    case .success(let source): await source.keepsKeys()
    case .failure(let failure): .failure(failure)
    }
  }

  /// Closes connections that nobody used lately; to be called once a minute or so.
  public func closeIdle() async {
    let now = ContinuousClock.now
    let limit = opener.limits.idle
    let stale = open.withLock { open in
      let chosen = open.filter { now - $0.value.lastUse > limit }
      for key in chosen.keys { open[key] = nil }
      return chosen.values.map(\.source)
    }
    for source in stale { await Sources.close(source) }
  }

  public func close() async {
    let all = open.withLock { open in
      defer { open = [:] }
      return open.values.map(\.source)
    }
    for source in all { await Sources.close(source) }
  }
}

extension Sources {
  private func source(
    _ name: Name, of app: App, in scope: SourceScope
  ) async -> Result<PostgresSource, SourceFailure> {
    guard let declared = app.source(name) else { return .failure(.settings) }
    return await source(
      SecretReference(workspace: scope.workspace, environment: scope.environment, name: declared.secret))
  }

  private func source(_ reference: SecretReference) async -> Result<PostgresSource, SourceFailure> {
    do {
      guard let value = try await secrets.value(reference) else { return .failure(.secretMissing(reference.name)) }
      return await source(reference, value)
    } catch {
      opener.logger.error("a secret cannot be read", metadata: ["reason": .string(error.description)])
      return .failure(.secretMissing(reference.name))
    }
  }

  private func source(
    _ reference: SecretReference, _ value: SecretValue
  ) async -> Result<PostgresSource, SourceFailure> {
    let now = ContinuousClock.now
    let opener = opener
    let (task, replaced) = open.withLock { open in
      if let entry = open[reference], entry.value == value {
        open[reference]?.lastUse = now
        return (entry.source, nil as Task<Result<PostgresSource, SourceFailure>, Never>?)
      }
      let task = Task { await opener.open(value) }
      let old = open.updateValue(Entry(value: value, source: task, lastUse: now), forKey: reference)
      return (task, old?.source)
    }
    if let replaced { Task { await Sources.close(replaced) } }
    let result = await task.value
    if case .failure = result { forget(reference, task) }
    return result
  }

  /// A failed opening is tried again by the next request.
  private func forget(_ reference: SecretReference, _ task: Task<Result<PostgresSource, SourceFailure>, Never>) {
    open.withLock { open in if open[reference]?.source == task { open[reference] = nil } }
  }

  /// Its name may lead elsewhere by now: the next request looks it up again.
  private func drop(_ source: PostgresSource) {
    guard source.isOlder(than: .seconds(10)) else { return }
    let task = open.withLock { open in
      for (reference, entry) in open where source.belongs(to: entry.value) {
        open[reference] = nil
        return entry.source as Task<Result<PostgresSource, SourceFailure>, Never>?
      }
      return nil
    }
    if let task { Task { await Sources.close(task) } }
  }

  private static func close(_ task: Task<Result<PostgresSource, SourceFailure>, Never>) async {
    if case .success(let source) = await task.value { await source.close() }
  }
}

extension Outcome {
  fileprivate var isUnreachable: Bool {
    if case .failed(.unreachable) = self { return true }
    return false
  }
}
