/// Idempotency keys in the source's own `freehold_actions`, where its owner made that table: the key commits with the
/// steps or not at all.
///
///     create table freehold_actions (
///       key text primary key, action text, member text, outcome text, digest text,
///       created_at timestamptz default now());
///     grant insert, select (key, digest) on freehold_actions to …;
///
/// `digest` tells the same form sent twice from one that came back with other values, which is then a conflict. Without
/// that column, or the right to read it, both count as done already.

import AppSpec
import Postgres
import Synchronization

final class ActionKeys: Sendable {
  /// What the table of a source can hold.
  enum Use: String { case none, keys, digests }

  enum Claim { case fresh, same, other }

  private let known = Mutex<(use: Use, checked: ContinuousClock.Instant)?>(nil)

  /// Whether the table is there and this user may insert into it; looked at again after a minute.
  func use(_ look: () async throws(PostgresError) -> String?) async throws(PostgresError) -> Use {
    if let known = known.withLock({ $0 }), ContinuousClock.now - known.checked < .seconds(60) { return known.use }
    let use = try await look().flatMap { Use(rawValue: $0) } ?? .none
    known.withLock { $0 = (use, .now) }
    return use
  }

  /// What the key had been used for before. Waits for another transaction that holds the same key.
  func claim(
    _ record: ActionRecord, _ use: Use, in transaction: Transaction
  ) async throws(PostgresError) -> Claim {
    let values: [any Bindable] = [record.key, record.action, record.member]
    guard use == .digests else {
      return try await transaction.execute(Self.insert(""), values) == 1 ? .fresh : .same
    }
    if try await transaction.execute(Self.insert(", digest"), values + [record.digest]) == 1 { return .fresh }
    let known = try await transaction.query("select digest from freehold_actions where key = $1", [record.key])
    guard let digest = try known.first?.get(0, as: String?.self) else { return .same }
    return digest == record.digest ? .same : .other
  }

  private static func insert(_ digest: String) -> String {
    """
    insert into freehold_actions (key, action, member, outcome, created_at\(digest))
    values ($1, $2, $3, 'committed', now()\(digest.isEmpty ? "" : ", $4")) on conflict (key) do nothing
    """
  }

  /// `keys` for five columns of this name, a unique one of them, and the right to insert; `digests` when there is a
  /// sixth and the right to read it by its key.
  static let look = """
    select case when not usable then 'none' when digests then 'digests' else 'keys' end from (select coalesce((
      select 2 = (
        select count(*) from pg_catalog.pg_attribute a
        where a.attrelid = to_regclass('freehold_actions') and not a.attisdropped and a.attname in ('key', 'digest')
          and has_column_privilege(a.attrelid, a.attnum, 'select'))), false) as digests,
      coalesce((
      select has_table_privilege(c.oid, 'insert') and 5 = (
        select count(*) from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and not a.attisdropped
          and a.attname in ('key', 'action', 'member', 'outcome', 'created_at')) and exists (
        select from pg_catalog.pg_index i
        where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1 and i.indpred is null
          and i.indkey[0] = (
            select a.attnum from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'key'))
      from pg_catalog.pg_class c where c.oid = to_regclass('freehold_actions')), false) as usable) as looked
    """
}

/// A use of an action, as the source's own table remembers it.
struct ActionRecord: Sendable {
  let key: String
  let action: String
  let member: String
  let digest: String

  init(_ plan: ActionPlan, member: String, digest: String) {
    key = plan.idempotencyKey
    action = plan.action.name.text
    self.member = member
    self.digest = digest
  }
}

extension PostgresSource {
  func keyUse(in transaction: Transaction) async throws(PostgresError) -> ActionKeys.Use {
    try await keys.use { () throws(PostgresError) in
      try await transaction.query(ActionKeys.look).first?.get(0, as: String.self)
    }
  }

  func keepsKeys() async -> Result<Bool, SourceFailure> {
    do {
      return .success(
        try await keys.use { () throws(PostgresError) in
          try await self.writers.cursorRead(
            ActionKeys.look, values: [], limit: 1, timeout: self.limits.statementTime
          ).text(0, 0)
        } != .none)
    } catch { return .failure(SourceFailure(error)) }
  }
}
