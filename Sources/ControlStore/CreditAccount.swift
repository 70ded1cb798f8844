// An account's credits under its lock, and the movements between its books.

import Contract
import Postgres
import Trust
import Values
import Workspaces

/// An account as its lock holder, or a reader of one moment, sees it.
struct CreditAccount: Sendable {
  var balance: CreditBalance
  var isOpened: Bool
  var unspent: Int64
  var now: Instant
  /// Held for longer than a permit lives.
  var expired: [PermitID]

  func needsSettling(free: Int) -> Bool { !expired.isEmpty || !isOpened && free > 0 }

  static func questions(_ account: AccountID) -> [Change] {
    [
      (
        """
        select coalesce(a.available, 0) as available, coalesce(a.held, 0) as held,
          transaction_timestamp() as now,
          exists (select from credit_entries g where g.account_id = $1 and g.id = $1 and g.kind = 'granted') as is_opened,
          (select count(*) from credit_entries e
            where e.account_id = $1 and e.kind = 'held' and e.book = 'held'
              and e.at > transaction_timestamp() - interval '1 day' and not \(ended("spent"))) as unspent
        from (values ($1::uuid)) one (id) left join credit_accounts a on a.account_id = one.id
        """, [account]
      ),
      (
        """
        select e.id from credit_entries e
        where e.account_id = $1 and e.kind = 'held' and e.book = 'held'
          and e.at <= transaction_timestamp() - interval '\(Permit.lifetimeSeconds) seconds'
          and not \(ended("spent")) and not \(ended("returned"))
        order by e.position
        """, [account]
      ),
    ]
  }

  /// Answers to `questions`.
  init(_ answers: [Rows]) throws(PostgresError) {
    let row = answers[0][0]
    balance = CreditBalance(available: try row.get("available"), held: try row.get("held"))
    isOpened = try row.get("is_opened")
    unspent = try row.get("unspent")
    now = try row.get("now")
    expired = try answers[1].map { row throws(PostgresError) in try row.get("id") }
  }
}

/// Whether the permit of the entry `e` has come to this end.
func ended(_ movement: String) -> String {
  """
  exists (select from credit_entries x where x.account_id = e.account_id and x.id = e.id and x.kind = '\(movement)')
  """
}

extension AuditedTransaction {
  /// The account as nobody changes it until the end of the transaction.
  func locked(_ account: AccountID) async throws(PostgresError) -> CreditAccount {
    _ = try await query("select pg_advisory_xact_lock(hashtextextended($1, 2))", [account.description])
    return try CreditAccount(try await transaction.pipeline(CreditAccount.questions(account)))
  }

  /// Takes the lock, gives the first free credits, returns what had its time: what happens by itself.
  func settle(_ person: SignedIn, free: Int) async throws(PostgresError) -> CreditAccount {
    let id = person.account.id
    let account = try await locked(id)
    guard account.needsSettling(free: free) else { return account }
    let system = try await become(.system)
    if !account.isOpened && free > 0 {
      // Under the account's own id: there is one such grant.
      try await system.grant(Int64(free), as: PermitID(high: id.high, low: id.low), to: id)
    }
    try await system.giveBack(account.expired, to: id)
    _ = try await system.become(.person(person))
    return try CreditAccount(try await transaction.pipeline(CreditAccount.questions(id)))
  }

  func grant(
    _ credits: Int64, as id: PermitID, to account: AccountID
  ) async throws(PostgresError) {
    try await change(
      Entry(.creditGranted, "credit_entries", id),
      (
        """
        insert into credit_entries (account_id, id, kind, book, amount)
        values ($1, $2, 'granted', 'granted', - $3::bigint), ($1, $2, 'granted', 'available', $3)
        """, [account, id, credits]
      ))
  }

  func giveBack(_ permits: [PermitID], to account: AccountID) async throws(PostgresError) {
    guard !permits.isEmpty else { return }
    try await change(
      permits.map { Entry(.creditReturned, "credit_entries", $0) },
      [
        (
          """
          insert into credit_entries (account_id, id, kind, book, amount)
          select $1, p.id::uuid, 'returned', b.book, b.amount from unnest($2::text[]) with ordinality as p (id, n),
            (values ('held'::credit_book, -1), ('available', 1)) b (book, amount) order by p.n, b.amount
          """, [account, permits.map(\.description)]
        )
      ])
  }

  /// One movement: out of one book, into another.
  func move(
    _ permit: PermitID, _ movement: CreditMovement, from book: CreditBook, of account: AccountID,
    askedAs key: PermitKey? = nil
  ) async throws(PostgresError) {
    try await change(
      Entry(movement.event, "credit_entries", permit),
      (
        """
        insert into credit_entries (account_id, id, kind, book, amount, asked_as)
        values ($1, $2, $3, $4, -1, null), ($1, $2, $3, $5, 1, $6)
        """,
        [account, permit, movement.rawValue, book.rawValue, movement.destination.rawValue, key]
      ))
  }

  /// `condition` over `credit_entries e` with `value` as `$2`.
  func permit<Of>(
    _ person: SignedIn, _ condition: String, _ value: ID<Of>
  ) async throws(PostgresError) -> Permit? {
    let rows = try await query(
      """
      select e.id, e.at, \(ended("spent")) as is_spent, \(ended("returned")) as is_returned from credit_entries e
      where e.account_id = $1 and e.kind = 'held' and e.book = 'held' and e.\(condition)
      """, [person.account.id, value])
    return try rows.first.map { row throws(PostgresError) in try Permit(row) }
  }
}

extension Permit {
  /// From the columns id, at, is_spent, is_returned.
  init(_ row: Row) throws(PostgresError) {
    let state: State = try row.get("is_spent") ? .spent : try row.get("is_returned") ? .returned : .held
    self.init(
      id: try row.get("id"), state: state,
      expiresAt: try row.get("at", as: Instant.self).adding(seconds: Permit.lifetimeSeconds))
  }
}

extension CreditMovement {
  fileprivate var event: AuditEvent {
    switch self {
    case .granted: .creditGranted
    case .held: .creditHeld
    case .spent: .creditSpent
    case .returned: .creditReturned
    }
  }

  /// The book that it fills.
  fileprivate var destination: CreditBook {
    switch self {
    case .granted, .returned: .available
    case .held: .held
    case .spent: .spent
    }
  }
}

extension PermitID {
  /// All 128 bits random: nothing in it says when it was made.
  static func random() -> PermitID {
    var generator = SystemRandomNumberGenerator()
    return PermitID(high: generator.next(), low: generator.next())
  }
}
