// One-time links: the owner's from the command line, those in mails.

public import Contract
public import Values
public import Workspaces

public struct SignInLink: Sendable, Equatable {
  public enum Purpose: String, Sendable, CaseIterable {
    /// From the command line: opens the installation's first account.
    case owner
    /// From a mail: signs in, or signs up while the installation is open.
    case mail
  }

  public var email: EmailAddress
  public var purpose: Purpose
  /// Whether it will make a new account.
  public var isSignUp: Bool
  public var expiresAt: Instant
}

extension ControlStore {
  /// Remembers a link's secret. Costs and answers the same for known and unknown addresses.
  ///
  /// Refused with `signUpClosed` for an address without account or invitation while the installation is closed: answer the person
  /// the same, and send nothing.
  public func createSignInLink(
    email: EmailAddress, secret: Digest, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// The operator's way in: a link for the installation's first account.
  public func createOwnerLink(
    secret: Digest, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// What the link would do; nil when it is unknown, used or expired. Looking does not use it.
  public func signInLink(secret: Digest) async throws(StoreError) -> SignInLink? { throw .schemaOutdated }

  /// Uses the link once: account and personal workspace when there are none yet, and a session, in one commit.
  public func useSignInLink(
    secret: Digest, session: NewSession, request: RequestID
  ) async throws(StoreError) -> Result<SignedIn, Refusal> { throw .schemaOutdated }
}
