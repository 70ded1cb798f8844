// Sessions as their owner sees them.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// His living sessions, the newest first.
  public func sessions(of person: SignedIn) async throws(StoreError) -> [Session] {
    try await read(.person(person)) { transaction in
      let rows = try await transaction.query(
        """
        select s.id as session_id, s.kind, s.label, s.scopes, s.created_at, s.rotated_at, s.expires_at,
          coalesce(t.last_seen_at, s.rotated_at) as last_seen_at
        from sessions s left join session_touches t on t.account_id = s.account_id and t.session_id = s.id
        where s.account_id = $1 and s.ended_at is null and s.expires_at > transaction_timestamp()
        order by s.created_at desc, s.id
        """, [person.account.id])
      return try rows.map { try Session($0) }
    }
  }

  /// A new secret for the same session: periodically. The old one stops at once.
  public func rotateSession(_ person: SignedIn, to secret: Digest) async throws(StoreError) {
    _ = try await audited(.person(person), request: person.request) { transaction in
      try await transaction.change(
        Entry(.sessionRotated, "sessions", person.session.id),
        (
          """
          update sessions set secret_hash = $3, rotated_at = transaction_timestamp()
          where account_id = $1 and id = $2 and ended_at is null
          """, [person.account.id, person.session.id, secret]
        ))
      return .success(())
    }
  }

  /// Notes that the session was used; call it when `lastSeenAt` is more than a minute ago.
  public func touchSession(_ person: SignedIn) async throws(StoreError) {
    try await unaudited(.person(person)) { transaction in
      _ = try await transaction.execute(
        """
        insert into session_touches (account_id, session_id, last_seen_at) values ($1, $2, $3)
        on conflict (account_id, session_id) do update set last_seen_at = excluded.last_seen_at
        """, [person.account.id, person.session.id, configuration.now()])
    }
  }

  /// Ends one of his own sessions; runtimes hear of it in the same commit.
  public func endSession(
    _ session: SessionID, by person: SignedIn
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      try await transaction.end([session], of: person.account.id) == 1 ? .success(()) : .failure(.notFound)
    }
  }

  /// Ends all of his sessions but the one that asks. Returns how many.
  public func endOtherSessions(_ person: SignedIn) async throws(StoreError) -> Int {
    let ended: Result<Int, Refusal> = try await audited(.person(person), request: person.request) { transaction in
      let rows = try await transaction.query(
        """
        select id from sessions where account_id = $1 and id <> $2 and ended_at is null
          and expires_at > transaction_timestamp() order by id for update
        """, [person.account.id, person.session.id])
      return .success(try await transaction.end(try rows.map { try $0.get("id") }, of: person.account.id))
    }
    switch ended {
    case .success(let count): return count
    case .failure: return 0
    }
  }

  /// At most 200 characters, one line.
  public func renameAccount(
    _ person: SignedIn, to name: String
  ) async throws(StoreError) -> Result<Void, Refusal> {
    let checked = line(name, field: "name", mayBeEmpty: true)
    return try await audited(.person(person), request: person.request) { transaction in
      let name = try checked.get()
      try await transaction.change(
        Entry(.accountRenamed, "accounts", person.account.id),
        ("update accounts set name = $2 where id = $1", [person.account.id, name]))
      return .success(())
    }
  }
}

extension AuditedTransaction {
  /// Starts a session of `account`, as which this transaction runs.
  func start(_ session: NewSession, of account: AccountID) async throws -> Result<SignedIn, Refusal> {
    let label = try line(session.label, field: "label", mayBeEmpty: true).get()
    let id: SessionID = store.newID()
    let now = store.configuration.now()
    let expires = now.adding(seconds: session.lifetimeSeconds)
    let scopes = session.scopes.map(\.rawValue).sorted()
    let rows = try await change(
      Entry(.sessionStarted, "sessions", id),
      (
        """
        insert into sessions (account_id, id, secret_hash, kind, label, scopes, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """, [account, id, session.secret, session.kind.rawValue, label, scopes, expires]
      ),
      ("select id as account_id, email, name, is_operator from accounts where id = $1", [account]))
    guard let row = rows[1].first else { return .failure(.notFound) }
    let started = Session(
      id: id, kind: session.kind, label: label, scopes: session.scopes, createdAt: now, rotatedAt: now,
      lastSeenAt: now, expiresAt: expires)
    return .success(
      SignedIn(account: try Account(row), session: started, request: request ?? RequestID(high: 0, low: 0)))
  }

  fileprivate func end(_ sessions: [SessionID], of account: AccountID) async throws(PostgresError) -> Int {
    guard !sessions.isEmpty else { return 0 }
    let results = try await change(
      sessions.map { Entry(.sessionEnded, "sessions", $0) },
      [
        (
          """
          update sessions set ended_at = transaction_timestamp()
          where account_id = $1 and id = any ($2) and ended_at is null
          """, [account, sessions.map(\.description)]
        )
      ] + sessions.map { insertFeed(.sessionEnded, subject: $0.description, in: nil) })
    return results[0].affected
  }
}
