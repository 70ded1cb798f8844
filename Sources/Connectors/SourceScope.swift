public import AppSpec

/// Whose source: secrets and connections of one workspace's environment never serve another.
public struct SourceScope: Hashable, Sendable {
  /// The workspace's id as text.
  public var workspace: String
  /// `production` or `development`
  public var environment: String

  public init(workspace: String, environment: String) {
    self.workspace = workspace
    self.environment = environment
  }
}

/// What a database says of itself and of the login there.
public struct SourceStanding: Sendable, Equatable {
  /// `15.14`
  public var version: String
  public var database: String
  public var user: String
  /// Apps never need a login that may do everything.
  public var isSuperuser: Bool
}

/// What one request may cost its source.
public struct SourceLimits: Sendable {
  /// For one statement of a page or an action.
  public var statementTime: Duration = .seconds(10)
  /// For a whole export.
  public var exportTime: Duration = .seconds(600)
  /// Of one statement's result.
  public var resultBytes = 8 << 20
  /// Connections for reading, to each source.
  public var readers = 8
  /// Connections for actions, to each source.
  public var writers = 2
  /// Connections for exports, to each source: a long one never takes a page's.
  public var exporters = 2
  /// How long a request waits for a free connection.
  public var patience: Duration = .seconds(5)
  /// Connections that nobody used for so long are closed.
  public var idle: Duration = .seconds(300)

  public init() {}
}

/// What became of an action.
public enum ActionResult: Sendable {
  /// `row` is what the person saw confirmed; `returned` what each step gave back; `touched` all rows together.
  case committed(row: ResultSet?, returned: [ResultSet], touched: Int)
  /// The same key had committed before; nothing ran.
  case repeated
  /// The same key had committed before with other content; nothing ran.
  case otherContent
  /// The row is gone or a step could not be bound; all was rolled back.
  case refused(Refusal)
  /// Step `index`, from 0, touched other than the expected rows; all was rolled back.
  case unexpectedRows(step: Int, touched: Int)
  /// A step or the commit did not keep a rule of the database; all was rolled back.
  case violated(Violation)
  /// Somebody else was at the same rows, also when it was tried again; all was rolled back.
  case contended(sqlState: String)
  /// All was rolled back.
  case failed(SourceFailure)
  /// The connection was lost while committing.
  case unknown
}
