/// What became of one statement. A failed one takes its own block down and leaves the rest of the page standing.
public enum Outcome: Sendable {
  case rows(ResultSet)
  case failed(SourceFailure)
}

/// Why a source gave no rows, in terms that carry nothing of its data: SQLSTATEs and the spec's own names only.
public enum SourceFailure: Error, Sendable, Equatable {
  /// No connection.
  case unreachable
  /// The host's name has no address.
  case unknownHost
  /// Something answers there that is no PostgreSQL.
  case notPostgres
  /// The server does not speak TLS, which the secret demands.
  case noTLS
  /// The server's certificate is not one that the secret's or the system's authorities vouch for under this name.
  case certificate
  /// The server has no database of this name.
  case noDatabase
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

  /// Of the query that finds a row by its key: a key that is not of its column's type (22P02) or beyond its range
  /// (22003) is no row's.
  public var meansNoSuchKey: Bool { self == .refused(sqlState: "22P02") || self == .refused(sqlState: "22003") }

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
