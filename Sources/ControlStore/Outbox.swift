// Mails that wait: sent by the mailer where there is one, read by the operator where there is none.

import Contract
public import Values
public import Workspaces

public enum MailKind {}
public typealias MailID = ID<MailKind>

public struct Mail: Sendable, Equatable {
  public var id: MailID
  public var to: EmailAddress
  public var subject: String
  public var body: String
  public var queuedAt: Instant
  public var sentAt: Instant?
}

extension ControlStore {
  /// The subject is one line of at most 200 characters.
  @discardableResult
  public func queueMail(
    to address: EmailAddress, subject: String, body: String
  ) async throws(StoreError) -> Result<MailID, Refusal> { throw .schemaOutdated }

  /// Unsent mails, the oldest first: the mailer's.
  public func unsentMail(limit: Int = 20) async throws(StoreError) -> [Mail] { throw .schemaOutdated }

  public func markSent(_ mail: MailID) async throws(StoreError) { throw .schemaOutdated }

  /// The newest first, sent ones for a day: operators only.
  public func outbox(of person: SignedIn, limit: Int = 100) async throws(StoreError) -> Result<[Mail], Refusal> {
    throw .schemaOutdated
  }
}
