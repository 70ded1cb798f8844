/// Idempotency keys in the source's own `freehold_actions`, where its owner made that table: the key commits with the
/// steps or not at all.
///
///     create table freehold_actions (
///       key text primary key, action text, member text, outcome text, created_at timestamptz default now());

import AppSpec
import Postgres
import Synchronization

final class ActionKeys: Sendable {
  private let known = Mutex<(usable: Bool, checked: ContinuousClock.Instant)?>(nil)

  /// Whether the table is there and this user may insert into it; looked at again after a minute.
  func usable(
    _ look: () async throws(PostgresError) -> Bool
  ) async throws(PostgresError) -> Bool {
    if let known = known.withLock({ $0 }), ContinuousClock.now - known.checked < .seconds(60) { return known.usable }
    let usable = try await look()
    known.withLock { $0 = (usable, .now) }
    return usable
  }

  /// False when the key had committed before. Waits for another transaction that holds the same key.
  func claim(
    _ plan: ActionPlan, member: String, in transaction: Transaction
  ) async throws(PostgresError) -> Bool {
    try await transaction.execute(
      """
      insert into freehold_actions (key, action, member, outcome, created_at)
      values ($1, $2, $3, 'committed', now()) on conflict (key) do nothing
      """, [plan.idempotencyKey, plan.action.name.text, member]) == 1
  }

  /// Four columns of this name, and the right to insert.
  static let look = """
    select coalesce((
      select has_table_privilege(c.oid, 'insert') and 5 = (
        select count(*) from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and not a.attisdropped
          and a.attname in ('key', 'action', 'member', 'outcome', 'created_at')) and exists (
        select from pg_catalog.pg_index i
        where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1 and i.indpred is null
          and i.indkey[0] = (
            select a.attnum from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'key'))
      from pg_catalog.pg_class c where c.oid = to_regclass('freehold_actions')), false)
    """
}

extension PostgresSource {
  func usesKeys(in transaction: Transaction) async throws(PostgresError) -> Bool {
    try await keys.usable { () throws(PostgresError) in
      try await transaction.query(ActionKeys.look).first?.get(0, as: Bool.self) ?? false
    }
  }

  func keepsKeys() async -> Result<Bool, SourceFailure> {
    do {
      return .success(
        try await keys.usable { () throws(PostgresError) in
          try await self.writers.cursorRead(
            ActionKeys.look, values: [], limit: 1, timeout: self.limits.statementTime
          ).text(0, 0) == "t"
        })
    } catch { return .failure(SourceFailure(error)) }
  }
}
