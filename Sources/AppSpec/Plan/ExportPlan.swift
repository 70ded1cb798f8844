/// A table's whole content as CSV (RFC 4180, UTF-8), filtered and sorted as the page shows it, without its paging.
public struct ExportPlan: Sendable {
  /// `limit` is `Int.max`: stream it.
  public let statement: Statement
  /// `overdue-2026-11-21.csv`
  public let fileName: String
  let query: Query
  let shown: [String]
}
