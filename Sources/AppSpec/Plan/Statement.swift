/// One statement over one source, ready to be bound: what a plan asks of a connector.
public struct Statement: Sendable, Equatable {
  public var source: Name
  /// The query that it came from; nil for an action's step.
  public var query: Name?
  /// One statement with `$1…` placeholders. A placeholder whose type is known carries its cast; the others
  /// are sent without a type (OID 0), so that PostgreSQL takes the type of what they are compared with.
  public var sql: String
  /// In text format, `values[0]` is `$1`; nil is NULL.
  public var values: [String?]
  /// How many rows to fetch at most. `Int.max`: all of them, streamed.
  public var limit: Int

  public init(source: Name, query: Name? = nil, sql: String, values: [String?], limit: Int) {
    self.source = source
    self.query = query
    self.sql = sql
    self.values = values
    self.limit = limit
  }
}
