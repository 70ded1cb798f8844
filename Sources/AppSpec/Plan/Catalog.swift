/// What the sources say about the queries' results: the runtime describes each query once when it takes a release.
///
/// A plan needs it to know which columns can be sorted by and whether a query's key is among its columns (keyset
/// paging) or not (paging by offset). For a query that it does not know, a plan believes the spec.
public struct Catalog: Sendable, Equatable {
  public var columns: [Name: [ResultColumn]]

  public init(columns: [Name: [ResultColumn]] = [:]) { self.columns = columns }

  public static let unknown = Catalog()
}

extension CheckedApp {
  /// One statement for each query, which fetches nothing: to prepare and describe against its source.
  public func describeStatements() -> [Statement] {
    app.queries.compactMap { query in
      queries[query.name].map { compiled in
        Statement(
          source: query.source, query: query.name, sql: "select * from \(compiled.asTable) limit 0",
          values: compiled.names.map { _ in nil }, limit: 0)
      }
    }
  }
}
