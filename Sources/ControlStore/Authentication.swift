// The first round trip of a signed-in request: session, account, membership and role together.

public import Contract
public import Workspaces

public struct Authentication: Sendable {
  public var signedIn: SignedIn
  /// Nil when no workspace was asked for, it does not exist, or he is not its member: nobody can tell which.
  public var member: Member?
}

extension ControlStore {
  /// Nil without a living session. `secret` is the SHA-256 of what the cookie or the tool's token holds.
  public func authenticate(
    secret: Digest, workspace: Slug? = nil, request: RequestID
  ) async throws(StoreError) -> Authentication? { throw .schemaOutdated }
}
