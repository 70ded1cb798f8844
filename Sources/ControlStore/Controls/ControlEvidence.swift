// The evidence of the controls: each result is kept as it was signed; the newest of each is what the trust page shows.

public import Contract
import Postgres
public import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// Adds results, all or none.
  public func keep(_ results: [SignedControlResult], key: VerificationKey) async throws(StoreError) {
    let changes = results.compactMap { signed in
      signed.verified(by: key).map { insert(signed, of: $0, newID() as ControlResultID) }
    }
    _ = try await unaudited(.system) { transaction in try await transaction.pipeline(changes) }
  }

  /// The newest result of each control, as its columns say. What is not genuine is returned too: the page says so.
  public func latestControlResults() async throws(StoreError) -> [Kept<ControlResult>] { try await latest() }

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
        if let result = try Kept<ControlResult>(row).genuine(by: key, at: now) { return result }
      }
      return nil
    }
  }

  /// The newest `limit` results of a control, the newest first: for operators.
  public func controlHistory(
    of control: ControlID, by person: SignedIn, limit: Int
  ) async throws(StoreError) -> Result<[Kept<ControlResult>], Refusal> {
    try await history(of: control, by: person, limit: limit)
  }
}

enum ControlResultKind {}
typealias ControlResultID = ID<ControlResultKind>
