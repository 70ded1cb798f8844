// What may go wrong between us and a server, without one word of what the server wrote: its messages carry row values.

/// A failure of a statement or of the way to the server. None of its cases carries a value of a row or a message of the
/// server.
public enum PostgresError: Error, Equatable, Sendable {
  /// The server refused the statement.
  case server(SQLState, ServerDetail)
  /// There is no usable connection, or it was lost; what a lost connection's last statement did is unknown.
  case connection(ConnectionFailure)
  /// All connections of the pool stayed in use for the pool's `acquireTimeout`.
  case poolExhausted
  /// The pool was closed before or while waiting.
  case poolClosed
  /// The task was cancelled; its statement was cancelled on the server too.
  case cancelled
  /// The statement ran longer than its time-out and was ended.
  case timedOut
  /// The transaction is over: it was used after its closure, ended by a statement of its own, or could only be
  /// rolled back because an error inside was passed over.
  case transactionEnded
  /// A column holds something else than what was asked for. `column` is its name or position.
  case decoding(column: String, expected: String)
  /// A parameter cannot be sent; `index` counts from 1 as `$1` does.
  case parameter(index: Int, ParameterProblem)
  /// The description of the server makes no sense; the text names the key, never its value.
  case configuration(String)
  /// The server sent something that the protocol has no place for.
  case unexpectedReply
}

/// Why a parameter cannot be sent.
public enum ParameterProblem: String, Sendable {
  /// PostgreSQL's text has no NUL character.
  case containsNUL
}

/// Where and about what a server complained: names of the schema and a position, no values.
public struct ServerDetail: Equatable, Sendable {
  /// The character of the statement, from 1.
  public var position: Int?
  public var schema: String?
  public var table: String?
  public var column: String?
  public var constraint: String?

  public init(
    position: Int? = nil, schema: String? = nil, table: String? = nil, column: String? = nil, constraint: String? = nil
  ) {
    self.position = position
    self.schema = schema
    self.table = table
    self.column = column
    self.constraint = constraint
  }
}

/// Why there is no connection.
public enum ConnectionFailure: Error, Equatable, Sendable {
  /// Nothing listens there, or a socket's file is missing.
  case refused
  /// The host's name has no address.
  case unknownHost
  /// The network has no way there.
  case unreachable
  /// No connection within `Server.connectTimeout`.
  case timedOut
  /// Something answers there that does not speak PostgreSQL's protocol.
  case notPostgres
  /// The server does not speak TLS although it must.
  case tlsUnavailable
  /// The certificate is of an unknown authority, expired, or for another name.
  case certificateRejected
  /// Wrong user or password, or the server's rules do not admit this user from here.
  case authentication
  /// There is no such database.
  case unknownDatabase
  /// The server is starting, stopping or recovering.
  case starting
  /// The server has no free connection.
  case tooManyConnections
  /// The connection broke while it was in use.
  case lost
  /// The connection was closed by us.
  case closed
  /// Anything else; with an SQLSTATE where the server gave one.
  case other(SQLState?)

  /// Whether trying again soon may succeed without anyone changing the configuration.
  public var isTransient: Bool {
    switch self {
    case .refused, .unreachable, .timedOut, .starting, .tooManyConnections, .lost: true
    case .unknownHost, .notPostgres, .tlsUnavailable, .certificateRejected, .authentication, .unknownDatabase, .closed,
      .other:
      false
    }
  }
}

extension ConnectionFailure {
  /// Whether nobody answers at the address.
  var isSilence: Bool { [.refused, .unreachable, .timedOut].contains(self) }
}

extension PostgresError {
  /// The server's code, when the server spoke.
  public var sqlState: SQLState? {
    if case .server(let state, _) = self { return state }
    return nil
  }

  /// The violated constraint's name, where the server named one.
  public var constraint: String? {
    if case .server(_, let detail) = self { return detail.constraint }
    return nil
  }

  /// Whether the connection cannot be used any more after this error.
  var endsConnection: Bool {
    switch self {
    case .connection, .cancelled, .unexpectedReply: true
    case .server, .poolExhausted, .poolClosed, .timedOut, .transactionEnded, .decoding, .parameter, .configuration:
      false
    }
  }
}

extension PostgresError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .server(let state, let detail):
      "the database refused the statement with SQLSTATE \(state)"
        + (detail.position.map { " at character \($0)" } ?? "")
        + (detail.constraint.map { ", constraint \($0)" } ?? "")
    case .connection(let failure): "no connection to the database: \(failure)"
    case .poolExhausted: "all connections to the database are in use"
    case .poolClosed: "the connections to the database are closed"
    case .cancelled: "the statement was cancelled"
    case .timedOut: "the statement exceeded its time-out"
    case .transactionEnded: "the transaction is over"
    case .decoding(let column, let expected): "column \(column) does not hold \(expected)"
    case .parameter(let index, let problem): "parameter \(index) cannot be sent: \(problem)"
    case .configuration(let what): "the database's address makes no sense: \(what)"
    case .unexpectedReply: "the database sent an unexpected reply"
    }
  }
}
