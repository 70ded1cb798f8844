/// What became of one statement. A failed one takes its own block down and leaves the rest of the page standing.
public enum Outcome: Sendable {
  case rows(ResultSet)
  case failed(SourceFailure)
}

/// Why a source gave no rows, in terms that carry nothing of its data: SQLSTATEs and the spec's own names only.
public enum SourceFailure: Error, Sendable, Equatable {
  /// No connection.
  case unreachable
  case wrongCredentials
  /// The secret of this name does not exist in the workspace's environment.
  case secretMissing(String)
  /// The address is private or loopback and the operator's list does not allow it.
  case addressRefused
  case timedOut
  /// More rows or bytes than one page may hold.
  case tooLarge
  /// The server refused the statement.
  case refused(sqlState: String)
  /// A table or a column is not what it was when the app was published (42P01, 42703, 42883, 42804, 3F000).
  case changed(sqlState: String)
  /// A statement of a query tried to write (25006).
  case readOnly
  /// The secret's value is no description of a source: a key is unknown, missing or wrong.
  case settings
  /// All connections to the source stayed in use.
  case busy

  /// The case that a server's SQLSTATE means.
  public init(sqlState: String) {
    self =
      switch sqlState {
      case "42P01", "42703", "42883", "42804", "3F000": .changed(sqlState: sqlState)
      case "25006": .readOnly
      case "57014": .timedOut
      case "28P01", "28000": .wrongCredentials
      case "53200", "53400", "54000": .tooLarge
      default: .refused(sqlState: sqlState)
      }
  }
}
