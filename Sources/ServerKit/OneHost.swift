/// A request names one host, once (RFC 9112 section 3.2): whoever stands in front of us must mean the same one.

import HTTPTypes
import Hummingbird

struct OneHost<Context: KitContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    // The first `Host` became the authority; any further one is still a header.
    guard request.head.authority != nil, request.headers[.host] == nil else {
      throw Problem.malformed("The request does not name exactly one host.")
    }
    return try await next(request, context)
  }
}

extension HTTPField.Name {
  fileprivate static let host = Self("Host")!
}
