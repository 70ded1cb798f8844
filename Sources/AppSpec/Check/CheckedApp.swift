/// An app whose spec has no errors: the only thing that plans are made from.
///
/// A type of its own, so that nothing unchecked can be published or run. Outside this module only
/// `SpecCheck.check` makes one.
public struct CheckedApp: Sendable, Equatable {
  public let app: App
  /// The spec as it was checked, UTF-8; releases carry these very bytes.
  public let bytes: [UInt8]
  /// What plans need of the queries again and again; follows from `app`.
  let queries: [Name: CompiledQuery]

  init(app: App, bytes: [UInt8] = []) {
    self.app = app
    self.bytes = bytes
    queries = Dictionary(app.queries.map { ($0.name, CompiledQuery($0)) }, uniquingKeysWith: { first, _ in first })
  }

  public static func == (left: CheckedApp, right: CheckedApp) -> Bool {
    left.app == right.app && left.bytes == right.bytes
  }
}
