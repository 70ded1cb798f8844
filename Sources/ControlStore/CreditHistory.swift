// The history of an account's credits, as its owner reads it.

import Contract
import Postgres
import Values
public import Workspaces

extension ControlStore {
  /// What changed his available credits, the newest first, at most `limit` lines.
  ///
  /// - Parameter before: the position of the last line of the page before; nil for the first page.
  public func creditHistory(
    of person: SignedIn, before: Int64? = nil, limit: Int
  ) async throws(StoreError) -> [CreditLine] {
    try await read(.person(person)) { transaction in
      let rows = try await transaction.query(
        """
        select e.id, e.position, e.at, e.kind::text, e.amount, e.balance::bigint,
          e.kind = 'granted' and e.id <> $1 as is_gift, \(ended("spent")) as is_spent, \(ended("returned")) as is_returned
        from (
          select *, sum(amount) over (order by position) as balance from credit_entries
          where account_id = $1 and book = 'available'
        ) e
        where $2::bigint is null or e.position < $2 order by e.position desc limit $3
        """, [person.account.id, before, Int64(limit)])
      return try rows.map { try CreditLine($0) }
    }
  }
}

extension CreditLine {
  fileprivate init(_ row: Row) throws(PostgresError) {
    let movement = try row.get("kind", CreditMovement.init)
    self.init(
      position: try row.get("position"), at: try row.get("at"), movement: movement, change: try row.get("amount"),
      balance: try row.get("balance"), isGift: try row.get("is_gift"), permit: movement == .held ? try Permit(row) : nil
    )
  }
}
