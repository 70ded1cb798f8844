// Enrolment: a one-time token makes a runtime known by the key that it made itself.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

enum EnrolmentKind {}
typealias EnrolmentID = ID<EnrolmentKind>

extension ControlStore {
  /// For the member's own workspace.
  public func createEnrolment(
    secret: Digest, title: String, lifetimeSeconds: Int, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.manageRuntimes) else { return .failure(.notAllowed(.manageRuntimes)) }
    let title = line(title, field: "title")
    return try await audited(.member(member), request: member.request) { transaction in
      try await transaction.makeEnrolment(secret, try title.get(), lifetimeSeconds, workspace: member.workspace.id)
      return .success(())
    }
  }

  /// The operator's command line: for every workspace of the installation.
  public func createEnrolmentForAll(
    secret: Digest, title: String, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    let title = line(title, field: "title")
    return try await audited(.system, request: request, as: .operatorCommand) { transaction in
      try await transaction.makeEnrolment(secret, try title.get(), lifetimeSeconds, workspace: nil)
      return .success(())
    }
  }

  /// Uses the token once. `address` is an `http` or `https` origin without path.
  public func enrol(
    secret: Digest, publicKey: VerificationKey, address: String, request: RequestID
  ) async throws(StoreError) -> Result<RuntimeID, Refusal> {
    guard isOrigin(address) else { return .failure(.invalid(field: "address")) }
    let id: RuntimeID = newID()
    return try await orTaken {
      () async throws(StoreError) in
      try await audited(.system, request: request) { transaction in
        let rows = try await transaction.query("select * from gate.look_up_enrolment($1)", [secret])
        guard let row = rows.first else { return .failure(.linkExpired) }
        let workspace: WorkspaceID? = try row.get("workspace_id")
        guard try await transaction.use(try row.get("id", as: EnrolmentID.self), workspace: workspace)
        else { return .failure(.linkExpired) }
        try await transaction.become(.system).change(
          Entry(.runtimeEnrolled, "runtimes", id),
          (
            "insert into runtimes (id, workspace_id, public_key, address, title) values ($1, $2, $3, $4, $5)",
            [id, workspace, publicKey.rawBytes, address, try row.get("title", as: String.self)]
          ))
        return .success(id)
      }
    }
  }
}

extension AuditedTransaction {
  fileprivate func makeEnrolment(
    _ secret: Digest, _ title: String, _ lifetimeSeconds: Int, workspace: WorkspaceID?
  ) async throws(PostgresError) {
    let id: EnrolmentID = store.newID()
    try await change(
      Entry(.enrolmentCreated, "enrolments", id, in: workspace),
      (
        "insert into enrolments (id, workspace_id, secret_hash, title, expires_at) values ($1, $2, $3, $4, $5)",
        [id, workspace, secret, title, store.configuration.now().adding(seconds: lifetimeSeconds)]
      ))
  }

  /// The runtime's new row is recorded in the workspace's own tree too, where it has one. False when somebody else was
  /// faster.
  fileprivate func use(_ enrolment: EnrolmentID, workspace: WorkspaceID?) async throws(PostgresError) -> Bool {
    let bearer = Standing.bearer(.init(high: enrolment.high, low: enrolment.low), workspace: workspace)
    let used = try await become(bearer).change(
      Entry(.runtimeEnrolled, "enrolments", enrolment, in: workspace),
      ("update enrolments set used_at = transaction_timestamp() where id = $1 and used_at is null", [enrolment]))
    return used[0].affected == 1
  }
}

/// `http://host[:port]` or `https://host[:port]`, lower case, a name or an address in brackets.
private func isOrigin(_ text: String) -> Bool {
  guard text.utf8.count <= 300, let scheme = ["http://", "https://"].first(where: { text.hasPrefix($0) })
  else { return false }
  let host = text.dropFirst(scheme.count).utf8
  return !host.isEmpty
    && host.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || [45, 46, 58, 91, 93].contains($0) }
}
