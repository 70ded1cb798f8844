// `freehold login`: the tool shows a short code, the person confirms it in the browser, the tool collects its token.

public import Contract
public import Values
public import Workspaces

public struct ToolLogin: Sendable, Equatable {
  /// What the tool calls itself: a machine's name.
  public var label: String
  public var scopes: Set<Session.Scope>
  public var expiresAt: Instant
}

extension ControlStore {
  /// `device` is the hash of what the tool polls with, `code` of what the person types.
  public func startToolLogin(
    device: Digest, code: Digest, label: String, scopes: Set<Session.Scope>, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// What waits for confirmation under this code; nil when nothing does.
  public func toolLogin(code: Digest) async throws(StoreError) -> ToolLogin? { throw .schemaOutdated }

  public func confirmToolLogin(
    code: Digest, by person: SignedIn
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// `pending` until the person has confirmed; then a session of kind `tool` with the login's label and scopes, once.
  public func collectToolLogin(
    device: Digest, session secret: Digest, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<SignedIn, Refusal> { throw .schemaOutdated }
}
