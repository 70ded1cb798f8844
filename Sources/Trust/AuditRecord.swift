// One row of the audit trail: typed throughout, without payload or free text.

public import AppSpec
public import Contract
public import Values

public struct AuditRecord: Sendable, Equatable {
  public enum Actor: Sendable, Equatable {
    case account(AccountID)
    case runtime(RuntimeID)
    /// The control plane by itself.
    case system
    /// Somebody with the operator's command line.
    case operatorCommand
  }

  /// What was changed or is meant: a table of the control store and the row's id.
  public struct Subject: Sendable, Equatable {
    public var table: String
    /// Nil for a bulk change.
    public var id: SubjectID?

    public init(table: String, id: SubjectID?) {
      self.table = table
      self.id = id
    }
  }

  public var id: AuditEventID
  /// Nil: the installation's own tree.
  public var workspace: WorkspaceID?
  /// When it happened, as the runtime says where it is a report.
  public var at: Instant
  /// When the database took it in, by its own clock.
  public var recordedAt: Instant
  public var actor: Actor
  public var event: AuditEvent
  public var subject: Subject
  public var outcome: AuditOutcome
  public var request: RequestID?
  public var details = Details()

  public init(
    id: AuditEventID, workspace: WorkspaceID?, at: Instant, recordedAt: Instant, actor: Actor, event: AuditEvent,
    subject: Subject, outcome: AuditOutcome, request: RequestID?, details: Details = Details()
  ) {
    self.id = id
    self.workspace = workspace
    self.at = at
    self.recordedAt = recordedAt
    self.actor = actor
    self.event = event
    self.subject = subject
    self.outcome = outcome
    self.request = request
    self.details = details
  }

  /// What some events say beside their subject; all nil for most.
  public struct Details: Sendable, Equatable {
    public var roleFrom: Role?
    public var roleTo: Role?
    public var app: AppID?
    public var release: ReleaseID?
    /// A release's or a version's.
    public var number: Int64?
    /// A query's or an action's name, from the published spec.
    public var element: Name?
    public var problem: ProblemCode?
    public var sqlState: String?
    public var rows: Int64?
    public var milliseconds: Int64?
    /// Of a call of a model.
    public var receipt: ModelReceipt?

    public init() {}
  }
}

extension AuditRecord {
  /// How much it wants an administrator's eye; follows from the rest.
  public enum Level: String, Sendable { case info, warning, error }

  public var level: Level {
    switch outcome {
    case .failed: .error
    case .refused, .unknown: .warning
    case .done, .intended, .repeated: .info
    }
  }
}

public enum AuditEventKind {}
public enum SubjectKind {}
public typealias AuditEventID = ID<AuditEventKind>
/// Any row's id.
public typealias SubjectID = ID<SubjectKind>
