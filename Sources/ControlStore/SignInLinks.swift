// One-time links: the owner's from the command line, those in mails.

public import Contract
import Postgres
import Trust
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

public enum SignInLinkKind {}
typealias SignInLinkID = ID<SignInLinkKind>

extension ControlStore {
  /// Remembers a link's secret.
  ///
  /// Refused with `signUpClosed` for an address without account or invitation while the installation is closed: answer
  /// the person the same, and send nothing.
  ///
  /// - Parameter invitation: of an invitation that the person holds: one for whoever has its link lets any address in.
  public func createSignInLink(
    email: EmailAddress, secret: Digest, invitation: Digest? = nil, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await audited(.system, request: request) { transaction in
      let held = try await transaction.openInvitation(invitation)
      let rows = try await transaction.query("select gate.look_up_address($1) as may_come_in", [email.text])
      guard let row = rows.first, try row.get("may_come_in") || held != nil else { return .failure(.signUpClosed) }
      try await transaction.makeLink(.mail, email, secret, lifetimeSeconds, invitation: held)
      return .success(())
    }
  }

  /// The operator's way in: a link for the installation's first account. `notFound` before `prepareInstallation`.
  public func createOwnerLink(
    secret: Digest, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await audited(.system, request: request, as: .operatorCommand) { transaction in
      let rows = try await transaction.query("select email from gate.look_up_workspace(null)")
      guard let email = try rows.first?.get("email", EmailAddress.init) else { return .failure(.notFound) }
      try await transaction.makeLink(.owner, email, secret, lifetimeSeconds)
      return .success(())
    }
  }

  /// What the link would do; nil when it is unknown, used or expired. Looking does not use it.
  public func signInLink(secret: Digest) async throws(StoreError) -> SignInLink? {
    try await read(nil) { transaction in
      guard let found = try await transaction.link(secret) else { return nil }
      return SignInLink(
        email: found.email, purpose: found.purpose, isSignUp: found.account == nil, expiresAt: found.expiresAt)
    }
  }

  /// Uses the link once: account and personal workspace when there are none yet, and a session, in one commit.
  public func useSignInLink(
    secret: Digest, session: NewSession, request: RequestID
  ) async throws(StoreError) -> Result<SignedIn, Refusal> {
    try await audited(.system, request: request) { transaction in
      guard let link = try await transaction.transaction.link(secret) else { return .failure(.linkExpired) }
      guard try await transaction.use(link) else { return .failure(.linkExpired) }
      let account: AccountID
      if let known = link.account {
        account = known
      } else {
        guard link.maySignUp else { return .failure(.signUpClosed) }
        account = newID()
        let new = Account(id: account, email: link.email, name: "", isOperator: false)
        try await transaction.found(new, slug: personalSlug(of: account), title: "Personal")
      }
      return try await transaction.become(.account(account)).start(session, of: account)
    }
  }

  /// A host name that nobody else has and that says nothing about the person: `p-` and the id's random end.
  private func personalSlug(of account: AccountID) -> Slug {
    let digits = Hex.encode(account.bytes.suffix(8))
    return Slug("p-\(digits)")!
  }
}

private struct FoundLink: Sendable {
  var id: SignInLinkID
  var email: EmailAddress
  var purpose: SignInLink.Purpose
  var expiresAt: Instant
  var account: AccountID?
  var maySignUp: Bool
}

extension Transaction {
  fileprivate func link(_ secret: Digest) async throws -> FoundLink? {
    guard let row = try await query("select * from gate.look_up_sign_in_link($1)", [secret]).first else { return nil }
    return FoundLink(
      id: try row.get("id"), email: try row.get("email", EmailAddress.init),
      purpose: try row.get("purpose", SignInLink.Purpose.init), expiresAt: try row.get("expires_at"),
      account: try row.get("account_id"), maySignUp: try row.get("may_sign_up"))
  }
}

extension AuditedTransaction {
  fileprivate func makeLink(
    _ purpose: SignInLink.Purpose, _ email: EmailAddress, _ secret: Digest, _ lifetimeSeconds: Int,
    invitation: InvitationID? = nil
  ) async throws(PostgresError) {
    let id: SignInLinkID = store.newID()
    try await change(
      Entry(.signInLinkCreated, "sign_in_links", id),
      (
        """
        insert into sign_in_links (id, secret_hash, email, purpose, expires_at, invitation_id)
        values ($1, $2, $3, $4, $5, $6)
        """,
        [
          id, secret, email.text, purpose.rawValue, store.configuration.now().adding(seconds: lifetimeSeconds),
          invitation,
        ]
      ))
  }

  /// The invitation for whoever has its link, by the link's secret.
  fileprivate func openInvitation(_ secret: Digest?) async throws(PostgresError) -> InvitationID? {
    guard let secret else { return nil }
    let rows = try await query("select id from gate.look_up_invitation($1) where email is null", [secret])
    return try rows.first?.get("id")
  }

  /// False when somebody else has just used it.
  fileprivate func use(_ link: FoundLink) async throws(PostgresError) -> Bool {
    let bearer = try await become(.bearer(.init(high: link.id.high, low: link.id.low), workspace: nil))
    let used = try await bearer.change(
      Entry(.signInLinkUsed, "sign_in_links", link.id),
      ("update sign_in_links set used_at = transaction_timestamp() where id = $1 and used_at is null", [link.id]))
    return used[0].affected == 1
  }
}
