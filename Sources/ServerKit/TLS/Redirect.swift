/// A plain address that does nothing but send browsers to the secure one.

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Values

public struct Redirect: Sendable {
  public var port: Int
  /// The origin for a host that a request names, `https://acme.apps.example.com`; nil for one that is not ours.
  public var origin: @Sendable (HostName) -> String?
  /// Gets the port, once it is known.
  var ready: @Sendable (Int) async -> Void

  public init(
    port: Int, ready: @escaping @Sendable (Int) async -> Void = { _ in },
    origin: @escaping @Sendable (HostName) -> String?
  ) {
    self.port = port
    self.ready = ready
    self.origin = origin
  }
}

/// 308 (RFC 9110 section 15.4.9) to the same path of the secure address, for `GET` and `HEAD` only: what another method
/// carried has crossed the network in the clear, and its sender shall notice.
struct RedirectResponder: HTTPResponder {
  let origin: @Sendable (HostName) -> String?

  func respond(to request: Request, context: PlainContext) async throws -> Response {
    guard request.headers[.host] == nil, let host = request.host, let origin = origin(host),
      request.uri.string.hasPrefix("/")
    else { return refusal(.notFound, "This address leads nowhere.\n") }
    guard request.method == .get || request.method == .head else {
      return refusal(.forbidden, "This address is not secure. Use \(origin) instead.\n")
    }
    return Response(
      status: .permanentRedirect,
      headers: [.location: origin + request.uri.string, .cacheControl: "no-store", .contentLength: "0"])
  }

  private func refusal(_ status: HTTPResponse.Status, _ text: String) -> Response {
    .bytes(
      Array(text.utf8), status: status,
      headers: [
        .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store", .contentTypeOptions: "nosniff",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
      ])
  }
}

extension HTTPField.Name {
  fileprivate static let host = Self("Host")!
}
