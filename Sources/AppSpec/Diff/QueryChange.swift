/// A query that has the same name on both sides and another text or source: what the two texts tell for certain. Which
/// rows it finds, and what the tables are that a name stands for, only the database knows.
public struct QueryChange: Sendable, Equatable {
  public let old: Query
  public let new: Query
  /// Columns that the new text certainly returns and the old one certainly did not, and the other way round.
  public let returned: [String]
  public let dropped: [String]
  /// The new text returns whatever a table has (`*`), which the old one did not.
  public let returnsAll: Bool
  /// Tables, columns and functions by the names that stand in the new text only, without those of `returned`; sorted.
  public let named: [String]
  /// Those of the old text only, without those of `dropped`.
  public let unnamed: [String]

  /// Nil when text and source are the same.
  init?(from old: Query, to new: Query) {
    guard old.sql != new.sql || old.source != new.source else { return nil }
    (self.old, self.new) = (old, new)
    let (before, after) = (SelectList(old.sql), SelectList(new.sql))
    let (returned, dropped) = (
      after.columns.filter { !before.mayReturn($0) }, before.columns.filter { !after.mayReturn($0) }
    )
    (self.returned, self.dropped) = (returned, dropped)
    returnsAll = after.hasStar && !before.hasStar
    let words = SelectList.keywords
    named = after.mentioned.subtracting(before.mentioned).subtracting(words).subtracting(returned).sorted()
    // `*` may well stand for what is no longer named.
    unnamed =
      returnsAll ? [] : before.mentioned.subtracting(after.mentioned).subtracting(words).subtracting(dropped).sorted()
  }

  public var isRewritten: Bool { old.sql != new.sql }
}

extension SelectList {
  /// Words of the language itself that queries use (PostgreSQL 15, appendix C): they name nothing of the database's.
  static let keywords: Set<String> = [
    "all", "and", "any", "array", "as", "asc", "asymmetric", "at", "between", "both", "by", "case", "cast", "collate",
    "cross", "cube", "current", "current_date", "current_time", "current_timestamp", "desc", "distinct", "else", "end",
    "escape", "except", "exclude", "exists", "extract", "false", "fetch", "filter", "first", "following", "for", "from",
    "full", "group", "grouping", "groups", "having", "ilike", "in", "inner", "intersect", "interval", "is", "isnull",
    "join", "last", "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "materialized",
    "natural", "next", "not", "notnull", "null", "nulls", "of", "offset", "on", "only", "or", "order", "ordinality",
    "others", "outer", "over", "overlaps", "partition", "preceding", "range", "recursive", "right", "rollup", "row",
    "rows", "select", "sets", "similar", "some", "symmetric", "table", "tablesample", "then", "ties", "time", "to",
    "trailing", "true", "unbounded", "union", "unknown", "using", "values", "when", "where", "window", "with", "within",
    "without", "zone",
  ]
}
