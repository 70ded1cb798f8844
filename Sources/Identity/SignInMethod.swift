/// The seam for ways of proving who one is. A link by mail is the first; each of the others (passkeys, OpenID Connect,
/// SAML) becomes another conformer, and what follows a proof (account, session, cookie) stays as it is.

public import Contract
public import Values
public import Workspaces

/// What a method has proven: somebody reads mail at this address, at this moment.
public struct ProvenIdentity: Sendable, Equatable {
  public var email: EmailAddress
  public var at: Instant

  public init(email: EmailAddress, at: Instant) {
    self.email = email
    self.at = at
  }
}

public protocol SignInMethod: Sendable {
  /// What a person gives to begin.
  associatedtype Claim: Sendable
  /// What he brings back.
  associatedtype Evidence: Sendable

  /// Begins a proof. The answer that the person sees must be the same for known and unknown people.
  func begin(_ claim: Claim, now: Instant) async throws
  /// Nil when the evidence proves nothing (any more).
  func finish(_ evidence: Evidence, now: Instant) async throws -> ProvenIdentity?
}

/// Where the pending links are kept; the control store keeps them by hash.
public protocol SignInLinks: Sendable {
  func keep(_ hash: Digest, for email: EmailAddress, until expiry: Instant) async throws
  /// The address behind an unexpired, unused link, which is used up by this; nil otherwise.
  func consume(_ hash: Digest, now: Instant) async throws -> EmailAddress?
}

/// Sign-in by a one-time link in a mail.
public struct SignInByLink: SignInMethod {
  public static let lifetimeSeconds = 15 * 60

  private let links: any SignInLinks
  private let send: @Sendable (EmailAddress, SecretToken) async throws -> Void

  /// `send` writes the mail with the link and hands it to the mailer or the outbox.
  public init(links: any SignInLinks, send: @escaping @Sendable (EmailAddress, SecretToken) async throws -> Void) {
    self.links = links
    self.send = send
  }

  public func begin(_ email: EmailAddress, now: Instant) async throws {
    let token = SecretToken.random()
    try await links.keep(token.hash, for: email, until: now.adding(seconds: Self.lifetimeSeconds))
    try await send(email, token)
  }

  public func finish(_ token: SecretToken, now: Instant) async throws -> ProvenIdentity? {
    guard let email = try await links.consume(token.hash, now: now) else { return nil }
    return ProvenIdentity(email: email, at: now)
  }
}
