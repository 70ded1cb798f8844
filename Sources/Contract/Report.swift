/// The closed vocabulary of what a runtime tells the control plane: enum cases, counts, durations, ids that the control
/// plane issued, SQLSTATEs, and names that stand in a published spec. There is no free text: the reader refuses every
/// other member and every string that is not one of these, and the control plane refuses a name that the release lacks.

public import AppSpec
public import Values

public struct Report: Sendable, Equatable {
  public var id: ReportID
  public var workspace: WorkspaceID
  public var at: Instant
  public var kind: Kind

  public init(id: ReportID, workspace: WorkspaceID, at: Instant, kind: Kind) {
    self.id = id
    self.workspace = workspace
    self.at = at
    self.kind = kind
  }

  public enum Kind: Sendable, Equatable {
    /// Written and synced before an action's first step.
    case actionIntended(ActionRun)
    /// Its outcome; `intent` is the id of the report above.
    case actionEnded(ActionRun, intent: ReportID, outcome: ActionOutcome, rows: Int64, milliseconds: Int64)
    /// A model was asked, or why it was not.
    case modelCalled(ModelCall)
    case exported(release: ReleaseID, query: Name, by: AccountID, rows: Int64)
    case releasePrepared(ReleaseID, milliseconds: Int64)
    /// The release was not taken; the old one stays. `element` is a query's or action's name.
    case releaseFailed(ReleaseID, element: Name?, problem: ProblemCode, sqlState: String?)
    case sessionOpened(by: AccountID)
    case passRefused(ProblemCode)
    /// By whom, where it was set or removed in the browser; nil at the runtime's own command line.
    case secretSet(Environment, by: AccountID?)
    case secretRemoved(Environment, by: AccountID?)
    /// A sealed head contradicted the last one that this runtime holds.
    case auditHeadRejected
  }

  public struct ActionRun: Sendable, Equatable {
    public var release: ReleaseID
    public var action: Name
    public var by: AccountID
    public var request: RequestID

    public init(release: ReleaseID, action: Name, by: AccountID, request: RequestID) {
      self.release = release
      self.action = action
      self.by = by
      self.request = request
    }
  }

  public enum ActionOutcome: String, Sendable, CaseIterable {
    case committed
    /// The same idempotency key had committed before; nothing ran.
    case repeated
    /// A step touched other than the expected rows; all was rolled back.
    case unexpectedRows = "unexpected_rows"
    /// The source refused a step; all was rolled back.
    case refusedBySource = "refused_by_source"
    case sourceUnavailable = "source_unavailable"
    /// The connection was lost while committing.
    case unknown
  }
}

/// Five characters, digits and upper-case letters, as PostgreSQL's appendix A lists them.
public func isSQLState(_ text: String) -> Bool {
  text.utf8.count == 5 && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
}
