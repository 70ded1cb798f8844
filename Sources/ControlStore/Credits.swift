// Credits and permits. Whoever moves credits of an account takes its lock first, gives back what had its ten minutes, and
// then decides; the database refuses what would be wrong all the same.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// Where his credits stand now. The first time somebody looks, he is given `free` credits.
  public func credits(of person: SignedIn, free: Int) async throws(StoreError) -> CreditBalance {
    let account = try await read(.person(person)) { transaction in
      try CreditAccount(await transaction.pipeline(CreditAccount.questions(person.account.id)))
    }
    guard account.needsSettling(free: free) else { return account.balance }
    let settled: Result<CreditBalance, Refusal> = try await audited(.person(person), request: person.request) {
      .success(try await $0.settle(person, free: free).balance)
    }
    return settledValue(settled, otherwise: account.balance)
  }

  private func settledValue(_ result: Result<CreditBalance, Refusal>, otherwise: CreditBalance) -> CreditBalance {
    switch result {
    case .success(let balance): balance
    case .failure: otherwise
    }
  }

  /// Holds one credit for the wish `key`; asking again for the same wish returns the permit as it stands by then.
  public func holdCredit(
    for key: PermitKey, by person: SignedIn, free: Int
  ) async throws(StoreError) -> Result<(Permit, CreditBalance), Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      var account = try await transaction.settle(person, free: free)
      let before = try await transaction.permit(person, "asked_as = $2", key)
      switch try account.balance.hold(askedBefore: before, unspent: account.unspent).get() {
      case .stands(let permit): return .success((permit, account.balance))
      case .hold:
        let permit = Permit(id: .random(), state: .held, expiresAt: account.now.adding(seconds: Permit.lifetimeSeconds))
        try await transaction.move(permit.id, .held, from: .available, of: person.account.id, askedAs: key)
        account.balance.available -= 1
        account.balance.held += 1
        return .success((permit, account.balance))
      }
    }
  }

  /// The browser has its PDF. Saying so again changes nothing; saying it late takes another credit.
  public func spend(
    _ permit: PermitID, by person: SignedIn, free: Int
  ) async throws(StoreError) -> Result<(Permit, CreditBalance), Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      var account = try await transaction.settle(person, free: free)
      guard var permit = try await transaction.permit(person, "id = $2", permit) else { return .failure(.notFound) }
      guard case .take(let book) = try account.balance.spend(permit).get() else {
        return .success((permit, account.balance))
      }
      try await transaction.move(permit.id, .spent, from: book, of: person.account.id)
      permit.state = .spent
      if book == .held { account.balance.held -= 1 } else { account.balance.available -= 1 }
      return .success((permit, account.balance))
    }
  }

  /// Gives back what nobody has asked about since its ten minutes ended. Returns how many credits.
  @discardableResult
  public func returnExpiredCredits(request: RequestID) async throws(StoreError) -> Int {
    let accounts: [AccountID] = try await read(.system) { transaction in
      try await transaction.query("select account_id from credit_accounts where held > 0 order by 1").map {
        try $0.get("account_id")
      }
    }
    var returned = 0
    for account in accounts {
      let count: Result<Int, Refusal> = try await audited(.system, request: request) { transaction in
        let found = try await transaction.locked(account)
        try await transaction.giveBack(found.expired, to: account)
        return .success(found.expired.count)
      }
      if case .success(let count) = count { returned += count }
    }
    return returned
  }
}

extension PermitID {
  /// All 128 bits random: nothing in it says when it was made.
  fileprivate static func random() -> PermitID {
    var generator = SystemRandomNumberGenerator()
    return PermitID(high: generator.next(), low: generator.next())
  }
}

/// An account as its lock holder, or a reader of one moment, sees it.
private struct CreditAccount: Sendable {
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
  fileprivate func locked(_ account: AccountID) async throws(PostgresError) -> CreditAccount {
    _ = try await query("select pg_advisory_xact_lock(hashtextextended($1, 2))", [account.description])
    return try CreditAccount(try await transaction.pipeline(CreditAccount.questions(account)))
  }

  /// Takes the lock, gives the first free credits, returns what had its time: what happens by itself.
  fileprivate func settle(_ person: SignedIn, free: Int) async throws(PostgresError) -> CreditAccount {
    let id = person.account.id
    let account = try await locked(id)
    guard account.needsSettling(free: free) else { return account }
    let system = try await become(.system)
    if !account.isOpened && free > 0 {
      try await system.change(
        Entry(.creditGranted, "credit_entries", id),
        (
          """
          insert into credit_entries (account_id, id, kind, book, amount)
          values ($1, $1, 'granted', 'granted', - $2::bigint), ($1, $1, 'granted', 'available', $2)
          """, [id, Int64(free)]
        ))
    }
    try await system.giveBack(account.expired, to: id)
    _ = try await system.become(.person(person))
    return try CreditAccount(try await transaction.pipeline(CreditAccount.questions(id)))
  }

  fileprivate func giveBack(_ permits: [PermitID], to account: AccountID) async throws(PostgresError) {
    for permit in permits { try await move(permit, .returned, from: .held, of: account) }
  }

  /// One movement: out of one book, into another.
  fileprivate func move(
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
  fileprivate func permit<Of>(
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
