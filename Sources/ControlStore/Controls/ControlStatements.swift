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
        Entry(.controlStated, ControlStatement.table, id), insert(signed, of: statement, id))
      return .success(())
    }
  }

  /// The newest statement of each control, as its columns say. What is not genuine is returned too: the page says so.
  public func latestStatements() async throws(StoreError) -> [Kept<ControlStatement>] { try await latest() }

  /// The newest `limit` statements of a control, the newest first: for operators.
  public func statements(
    of control: ControlID, by person: SignedIn, limit: Int
  ) async throws(StoreError) -> Result<[Kept<ControlStatement>], Refusal> {
    try await history(of: control, by: person, limit: limit)
  }
}

enum ControlStatementKind {}
typealias ControlStatementID = ID<ControlStatementKind>
