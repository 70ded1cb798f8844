// A name that somebody else has is a refusal, not a failure.

import Postgres
import Workspaces

/// `taken` when a unique constraint refused what `body` did.
func orTaken<R>(
  _ body: () async throws(StoreError) -> Result<R, Refusal>
) async throws(StoreError) -> Result<R, Refusal> {
  do {
    return try await body()
  } catch {
    guard case .database(let failure) = error, failure.sqlState == .uniqueViolation else { throw error }
    return .failure(.taken)
  }
}
