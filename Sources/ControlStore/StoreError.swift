// How the store fails; refusals are values, these are not.

public import Postgres

public enum StoreError: Error, Sendable {
  case database(PostgresError)
  /// A row is not what the store itself wrote; the names are a table's and a column's.
  case corrupted(table: String, column: String)
  /// The schema is not the one that this program was built with: run `freehold-control migrate`.
  case schemaOutdated
  /// Something that is not the database failed; the type's name.
  case other(String)
}
