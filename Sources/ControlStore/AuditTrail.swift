// The audit trail as admins read it, and as it is exported.

import AppSpec
public import Contract
public import Trust
public import Values
public import Workspaces

public struct AuditFilter: Sendable, Equatable {
  public var event: AuditEvent?
  public var account: AccountID?
  public var app: AppID?
  public var from: Instant?
  public var until: Instant?

  public init(
    event: AuditEvent? = nil, account: AccountID? = nil, app: AppID? = nil, from: Instant? = nil, until: Instant? = nil
  ) {
    self.event = event
    self.account = account
    self.app = app
    self.from = from
    self.until = until
  }
}

public struct AuditPage: Sendable {
  /// A record and its place in the sealed tree; nil until the sealer has come by.
  public struct Entry: Sendable {
    public var record: AuditRecord
    public var leaf: Int64?
    /// Who it was, for the admin's eyes; nil for runtimes and the system.
    public var actorEmail: EmailAddress?
    /// The app's title where the event has an app.
    public var appTitle: String?
  }
  /// The newest first.
  public var entries: [Entry]
  /// Ask with this for the next page; nil on the last.
  public var next: AuditEventID?
  /// What is sealed by now.
  public var head: SignedAuditHead?
}

extension ControlStore {
  public func audit(
    of member: Member, filter: AuditFilter = AuditFilter(), before: AuditEventID? = nil, limit: Int = 50
  ) async throws(StoreError) -> Result<AuditPage, Refusal> { throw .schemaOutdated }

  /// The installation's own tree: operators only.
  public func installationAudit(
    by person: SignedIn, filter: AuditFilter = AuditFilter(), before: AuditEventID? = nil, limit: Int = 50
  ) async throws(StoreError) -> Result<AuditPage, Refusal> { throw .schemaOutdated }

  /// Sealed events, leaves, heads and the key, in `Trust.AuditExport`'s lines, piece by piece in constant memory. The export itself is
  /// an audit event.
  public func exportAudit(
    of member: Member, key: VerificationKey, to write: @Sendable ([UInt8]) async throws -> Void
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }
}
