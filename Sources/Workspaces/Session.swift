// A session of the control plane: a browser's or the tool's; found by its secret's hash, listed, rotated, ended.

public import Contract
public import Values

public struct Session: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case browser, tool }
  /// What a tool's session may do; a browser's may do all that its account may.
  public enum Scope: String, Sendable, CaseIterable { case read, publish, runtimes, audit }

  public var id: SessionID
  public var kind: Kind
  /// What the person recognises it by: a browser's family, a machine's name.
  public var label: String
  public var scopes: Set<Scope>
  public var createdAt: Instant
  public var rotatedAt: Instant
  public var lastSeenAt: Instant
  public var expiresAt: Instant

  public init(
    id: SessionID, kind: Kind, label: String, scopes: Set<Scope>, createdAt: Instant, rotatedAt: Instant,
    lastSeenAt: Instant, expiresAt: Instant
  ) {
    self.id = id
    self.kind = kind
    self.label = label
    self.scopes = scopes
    self.createdAt = createdAt
    self.rotatedAt = rotatedAt
    self.lastSeenAt = lastSeenAt
    self.expiresAt = expiresAt
  }

  /// Whether requests of this session may use `scope`.
  public func allows(_ scope: Scope) -> Bool { kind == .browser || scopes.contains(scope) }
}

/// A session to be: the caller made its secret (256 random bits) and gives the secret's SHA-256 only.
public struct NewSession: Sendable {
  public var secret: Digest
  public var kind: Session.Kind
  public var label: String
  public var scopes: Set<Session.Scope>
  public var lifetimeSeconds: Int

  public init(
    secret: Digest, kind: Session.Kind, label: String, scopes: Set<Session.Scope> = [], lifetimeSeconds: Int
  ) {
    self.secret = secret
    self.kind = kind
    self.label = label
    self.scopes = scopes
    self.lifetimeSeconds = lifetimeSeconds
  }
}
