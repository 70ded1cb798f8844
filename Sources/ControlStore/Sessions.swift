// Sessions as their owner sees them.

public import Contract
public import Workspaces

extension ControlStore {
  /// His living sessions, the newest first.
  public func sessions(of person: SignedIn) async throws(StoreError) -> [Session] { throw .schemaOutdated }

  /// A new secret for the same session: at sign-in and periodically. The old one stops at once.
  public func rotateSession(_ person: SignedIn, to secret: Digest) async throws(StoreError) { throw .schemaOutdated }

  /// Notes that the session was used; call it when `lastSeenAt` is more than a minute ago.
  public func touchSession(_ person: SignedIn) async throws(StoreError) { throw .schemaOutdated }

  /// Ends one of his own sessions; runtimes hear of it in the same commit.
  public func endSession(
    _ session: SessionID, by person: SignedIn
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// Ends all of his sessions but the one that asks. Returns how many.
  public func endOtherSessions(_ person: SignedIn) async throws(StoreError) -> Int { throw .schemaOutdated }

  /// At most 200 characters, one line.
  public func renameAccount(
    _ person: SignedIn, to name: String
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }
}
