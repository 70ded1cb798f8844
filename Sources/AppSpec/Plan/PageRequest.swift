public import Values

/// One `GET` within an app, decoded by the runtime.
public struct PageRequest: Sendable {
  /// The decoded segments after the app's own path; `[]` is the app's first page.
  public var path: [String]
  /// The decoded query string, in order.
  public var query: [(name: String, value: String)]
  public var viewer: Viewer
  /// When the request came; `today` and `now` follow from it, in UTC.
  public var now: Instant

  public init(path: [String], query: [(name: String, value: String)] = [], viewer: Viewer, now: Instant) {
    self.path = path
    self.query = query
    self.viewer = viewer
    self.now = now
  }

  func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
