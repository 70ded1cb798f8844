/// `GET /metrics` on an address of its own, which only this machine reaches.

import HTTPTypes
import Hummingbird

struct MetricsResponder: HTTPResponder {
  let metrics: Metrics

  /// A page of somebody else must not read them by a name that it made lead here: only names of this machine are
  /// answered.
  func respond(to request: Request, context: PlainContext) async throws -> Response {
    let isOurs = request.host.map { $0.isLocal || ["127.0.0.1", "[::1]"].contains($0.name) } ?? false
    guard isOurs, request.method == .get, request.uri.path == "/metrics" else {
      return answer(.notFound, "GET /metrics is all that is here.\n", "text/plain; charset=utf-8")
    }
    return answer(.ok, await metrics.text(), "text/plain; version=0.0.4; charset=utf-8")
  }

  private func answer(_ status: HTTPResponse.Status, _ text: String, _ type: String) -> Response {
    .bytes(
      Array(text.utf8), status: status,
      headers: [.contentType: type, .cacheControl: "no-store", .contentTypeOptions: "nosniff"])
  }
}

/// A port of the loopback address.
public struct MetricsAddress: Sendable {
  public var port: Int
  /// Gets the port, once it is known.
  var ready: @Sendable (Int) async -> Void

  public init(port: Int, ready: @escaping @Sendable (Int) async -> Void = { _ in }) {
    self.port = port
    self.ready = ready
  }
}
