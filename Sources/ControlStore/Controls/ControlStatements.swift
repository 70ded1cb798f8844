// What operators state about the controls: added under audit, never changed; the newest of each counts.

public import Contract
import Postgres
public import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// Adds a statement, for operators.
  public func state(
    _ signed: SignedControlStatement, key: VerificationKey, by person: SignedIn, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return try await state(signed, key: key, as: .person(person), request: request)
  }

  /// The same from the operator's command line.
  public func stateByCommand(
    _ signed: SignedControlStatement, key: VerificationKey, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await state(signed, key: key, as: .operatorCommand, request: request)
  }

  private func state(
    _ signed: SignedControlStatement, key: VerificationKey, as standing: Standing, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard let statement = signed.verified(by: key) else { return .failure(.invalid(field: "statement")) }
    return try await audited(standing, request: request) { transaction in
      let id: ControlStatementID = newID()
      try await transaction.change(
        Entry(.controlStated, "control_statements", id),
        (
          "insert into control_statements (id, control, at, statement, signature) values ($1, $2, $3, $4, $5)",
          [id, statement.control.text, statement.at, signed.text, signed.signature]
        ))
      return .success(())
    }
  }

  /// The newest statement of each control, as its columns say. What is not genuine is returned too: the page says so.
  public func latestStatements() async throws(StoreError) -> [Kept<SignedControlStatement>] {
    try await read(.system) { transaction in
      try await transaction.query(
        """
        select distinct on (control) control, at, statement, signature from control_statements
        order by control, at desc, id desc
        """
      ).map { try Kept(statement: $0) }
    }
  }

  /// The newest `limit` statements of a control, the newest first: for operators.
  public func statements(
    of control: ControlID, by person: SignedIn, limit: Int
  ) async throws(StoreError) -> Result<[Kept<SignedControlStatement>], Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return .success(
      try await read(.person(person)) { transaction in
        try await transaction.query(
          """
          select control, at, statement, signature from control_statements where control = $1
          order by at desc, id desc limit $2
          """, [control.text, limit]
        ).map { try Kept(statement: $0) }
      })
  }
}

extension Kept<SignedControlStatement> {
  fileprivate init(statement row: Row) throws(PostgresError) {
    self.init(
      SignedControlStatement(text: try row.get("statement"), signature: try row.get("signature")),
      control: try row.get("control"), at: try row.get("at"))
  }
}

enum ControlStatementKind {}
typealias ControlStatementID = ID<ControlStatementKind>
