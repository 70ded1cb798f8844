// `freehold login`: the tool shows a short code, the person confirms it in the browser, the tool collects its token.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public struct ToolLogin: Sendable, Equatable {
  /// What the tool calls itself: a machine's name.
  public var label: String
  public var scopes: Set<Session.Scope>
  public var expiresAt: Instant
}

enum ToolLoginKind {}
typealias ToolLoginID = ID<ToolLoginKind>

extension ControlStore {
  /// `device` is the hash of what the tool polls with, `code` of what the person types. `taken` when the code is in
  /// use.
  public func startToolLogin(
    device: Digest, code: Digest, label: String, scopes: Set<Session.Scope>, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    let checked = line(label, field: "label")
    return try await orTaken {
      () async throws(StoreError) in
      try await audited(.system, request: request) { transaction in
        let id: ToolLoginID = newID()
        try await transaction.change(
          Entry(.toolLoginStarted, "tool_logins", id),
          (
            """
            insert into tool_logins (id, device_hash, code_hash, label, scopes, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            [
              id, device, code, try checked.get(), scopes.map(\.rawValue).sorted(),
              configuration.now().adding(seconds: lifetimeSeconds),
            ]
          ))
        return .success(())
      }
    }
  }

  /// What waits for confirmation under this code; nil when nothing does.
  public func toolLogin(code: Digest) async throws(StoreError) -> ToolLogin? {
    try await read(nil) { transaction in
      guard let found = try await transaction.toolLogin(code), !found.isDevice, found.account == nil else { return nil }
      return ToolLogin(label: found.label, scopes: found.scopes, expiresAt: found.expiresAt)
    }
  }

  public func confirmToolLogin(
    code: Digest, by person: SignedIn
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      guard let found = try await transaction.transaction.toolLogin(code), !found.isDevice, found.account == nil
      else { return .failure(.linkExpired) }
      try await transaction.change([Entry(.toolLoginConfirmed, "tool_logins", found.id)], [])
      let rows = try await transaction.become(found.bearer).change(
        [],
        [
          (
            "update tool_logins set confirmed_by = $2 where id = $1 and confirmed_by is null",
            [found.id, person.account.id]
          )
        ]
      )
      return rows[0].affected == 1 ? .success(()) : .failure(.linkExpired)
    }
  }

  /// `pending` until the person has confirmed; then a session of kind `tool` with the login's label and scopes, once.
  public func collectToolLogin(
    device: Digest, session secret: Digest, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<SignedIn, Refusal> {
    try await audited(.system, request: request) { transaction in
      guard let found = try await transaction.transaction.toolLogin(device), found.isDevice
      else { return .failure(.linkExpired) }
      guard let account = found.account else { return .failure(.pending) }
      let rows = try await transaction.become(found.bearer).change(
        Entry(.toolLoginCollected, "tool_logins", found.id),
        (
          """
          update tool_logins set collected_at = transaction_timestamp() where id = $1 and collected_at is null
          """, [found.id]
        ))
      guard rows[0].affected == 1 else { return .failure(.linkExpired) }
      let session = NewSession(
        secret: secret, kind: .tool, label: found.label, scopes: found.scopes, lifetimeSeconds: lifetimeSeconds)
      return try await transaction.become(.account(account)).start(session, of: account)
    }
  }
}

private struct FoundToolLogin: Sendable {
  var id: ToolLoginID
  var label: String
  var scopes: Set<Session.Scope>
  var expiresAt: Instant
  var isDevice: Bool
  var account: AccountID?

  var bearer: Standing { .bearer(.init(high: id.high, low: id.low), workspace: nil) }
}

extension Transaction {
  fileprivate func toolLogin(_ secret: Digest) async throws(PostgresError) -> FoundToolLogin? {
    guard let row = try await query("select * from gate.look_up_tool_login($1)", [secret]).first else { return nil }
    return FoundToolLogin(
      id: try row.get("id"), label: try row.get("label"),
      scopes: Set(try row.get("scopes", as: [String].self).compactMap(Session.Scope.init)),
      expiresAt: try row.get("expires_at"), isDevice: try row.get("is_device"), account: try row.get("account_id"))
  }
}
