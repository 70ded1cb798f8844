// The evidence of the controls: each result is kept as it was signed; the newest of each is what the trust page shows.

public import Contract
import Postgres
public import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// Adds results, all or none.
  public func keep(_ results: [SignedControlResult], key: VerificationKey) async throws(StoreError) {
    let rows = results.compactMap { signed in signed.verified(by: key).map { ($0, signed) } }
    let changes = rows.map { result, signed -> Change in
      (
        "insert into control_results (id, control, at, result, signature) values ($1, $2, $3, $4, $5)",
        [newID() as ControlResultID, result.control.text, result.at, signed.text, signed.signature]
      )
    }
    _ = try await unaudited(.system) { transaction in try await transaction.pipeline(changes) }
  }

  /// The newest result of each control, as its columns say. What is not genuine is returned too: the page says so.
  public func latestControlResults() async throws(StoreError) -> [Kept<SignedControlResult>] {
    try await read(.system) { transaction in
      try await transaction.query(
        """
        select distinct on (control) control, at, result, signature from control_results
        order by control, at desc, id desc
        """
      ).map { try Kept(result: $0) }
    }
  }

  /// What the check of a control saw last: its newest genuine result, whatever else was put there since.
  public func lastResult(
    of control: ControlID, key: VerificationKey, at now: Instant
  ) async throws(StoreError) -> ControlResult? {
    try await read(.system) { transaction in
      let rows = try await transaction.query(
        """
        select control, at, result, signature from control_results where control = $1 order by at desc, id desc limit 100
        """, [control.text])
      for row in rows {
        if let result = try Kept<SignedControlResult>(result: row).genuine(by: key, at: now) { return result }
      }
      return nil
    }
  }

  /// The newest `limit` results of a control, the newest first: for operators.
  public func controlHistory(
    of control: ControlID, by person: SignedIn, limit: Int
  ) async throws(StoreError) -> Result<[Kept<SignedControlResult>], Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return .success(
      try await read(.person(person)) { transaction in
        try await transaction.query(
          """
          select control, at, result, signature from control_results where control = $1
          order by at desc, id desc limit $2
          """, [control.text, limit]
        ).map { try Kept(result: $0) }
      })
  }
}

extension Kept<SignedControlResult> {
  fileprivate init(result row: Row) throws(PostgresError) {
    self.init(
      SignedControlResult(text: try row.get("result"), signature: try row.get("signature")),
      control: try row.get("control"), at: try row.get("at"))
  }
}

enum ControlResultKind {}
typealias ControlResultID = ID<ControlResultKind>
