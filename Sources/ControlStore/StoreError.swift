// How the store fails; refusals are values, these are not.

public import Postgres

public enum StoreError: Error, Sendable {
  case database(PostgresError)
  /// The schema is not the one that this program was built with: run `freehold-control migrate`.
  case schemaOutdated
  /// Something that is not the database failed; the type's name.
  case other(String)

  init(_ error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case let error as PostgresError: self = .database(error)
    default: self = .other("\(type(of: error))")
    }
  }
}

extension SQLState {
  /// The context's MAC is not the database's own.
  public static let contextForged = SQLState(rawValue: "FH401")
  public static let contextExpired = SQLState(rawValue: "FH402")
  /// The context was made for another connection.
  public static let contextReplayed = SQLState(rawValue: "FH403")
  /// A change without an audit event that names its table and subject.
  public static let changeNotAudited = SQLState(rawValue: "FH501")
  /// A movement of credits that does not sum to zero, or that does not follow from what was before.
  public static let creditsUnbalanced = SQLState(rawValue: "FH601")
  /// The credits' entries are only ever added.
  public static let creditsKept = SQLState(rawValue: "FH602")
}
