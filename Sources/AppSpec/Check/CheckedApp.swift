/// An app whose spec has no errors: the only thing that plans are made from.
///
/// A type of its own, so that nothing unchecked can be published or run. Outside this module only
/// `SpecCheck.check` makes one.
public struct CheckedApp: Sendable, Equatable {
  public let app: App
  /// The spec as it was checked, UTF-8; releases carry these very bytes.
  public let bytes: [UInt8]
  /// Each query's statement, cut at its placeholders once and for all.
  public let templates: [Name: SQLTemplate]

  init(app: App, bytes: [UInt8] = []) {
    self.app = app
    self.bytes = bytes
    templates = Dictionary(app.queries.map { ($0.name, SQLTemplate($0.sql, for: .query)) }) { first, _ in first }
  }
}
