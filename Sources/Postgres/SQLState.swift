// A server's five-character error code: the only part of a server's refusal that says what happened without
// quoting a row.

/// An SQLSTATE (SQL:2016 part 2, clause 24; PostgreSQL appendix A).
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// Five characters, digits and upper-case letters.
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public var description: String { rawValue }

  /// The first two characters: the class, for example "23" for a violated integrity constraint.
  public var category: Substring { rawValue.prefix(2) }
}

extension SQLState {
  public static let featureNotSupported = SQLState(rawValue: "0A000")
  public static let characterNotInRepertoire = SQLState(rawValue: "22021")
  public static let invalidTextRepresentation = SQLState(rawValue: "22P02")
  public static let numericValueOutOfRange = SQLState(rawValue: "22003")
  public static let invalidDatetime = SQLState(rawValue: "22007")
  public static let notNullViolation = SQLState(rawValue: "23502")
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  public static let uniqueViolation = SQLState(rawValue: "23505")
  public static let checkViolation = SQLState(rawValue: "23514")
  public static let exclusionViolation = SQLState(rawValue: "23P01")
  public static let activeTransaction = SQLState(rawValue: "25001")
  public static let readOnlyTransaction = SQLState(rawValue: "25006")
  public static let failedTransaction = SQLState(rawValue: "25P02")
  public static let idleInTransactionTimeout = SQLState(rawValue: "25P03")
  public static let invalidStatementName = SQLState(rawValue: "26000")
  public static let invalidAuthorization = SQLState(rawValue: "28000")
  public static let invalidPassword = SQLState(rawValue: "28P01")
  public static let invalidCatalogName = SQLState(rawValue: "3D000")
  public static let serializationFailure = SQLState(rawValue: "40001")
  public static let deadlockDetected = SQLState(rawValue: "40P01")
  public static let insufficientPrivilege = SQLState(rawValue: "42501")
  public static let syntaxError = SQLState(rawValue: "42601")
  public static let undefinedColumn = SQLState(rawValue: "42703")
  public static let undefinedFunction = SQLState(rawValue: "42883")
  public static let undefinedTable = SQLState(rawValue: "42P01")
  public static let indeterminateDatatype = SQLState(rawValue: "42P18")
  public static let duplicateDatabase = SQLState(rawValue: "42P04")
  public static let duplicateObject = SQLState(rawValue: "42710")
  public static let tooManyConnections = SQLState(rawValue: "53300")
  public static let lockNotAvailable = SQLState(rawValue: "55P03")
  public static let queryCanceled = SQLState(rawValue: "57014")
  public static let adminShutdown = SQLState(rawValue: "57P01")
  public static let crashShutdown = SQLState(rawValue: "57P02")
  public static let cannotConnectNow = SQLState(rawValue: "57P03")
  public static let raisedException = SQLState(rawValue: "P0001")
}
