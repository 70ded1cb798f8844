/// The middlewares that both servers have, in their one right order.

import HTTPTypes
public import Hummingbird

extension Router where Context: KitContext {
  /// A router whose every response, also to an unknown path, is logged, secured, and has problems rendered.
  public static func kit(
    context: Context.Type = Context.self, security: SecurityHeaders,
    errorPage: @escaping ProblemMiddleware<Context>.ErrorPage
  ) -> Router {
    let router = Router(context: context, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: AccessLog())
    router.add(middleware: SecurityHeadersMiddleware(security))
    router.add(middleware: ProblemMiddleware(errorPage: errorPage))
    router.add(middleware: OneHost())
    return router
  }

  /// Every address answers the methods that it has no route for with 405 and `Allow` (RFC 9110 section 15.5.6). To be
  /// called when all routes are there.
  public func refuseOtherMethods() {
    var methods: [String: Set<String>] = [:]
    for route in routes { methods[route.path.description, default: []].insert(route.method.rawValue) }
    for (path, known) in methods {
      let allowed = known.contains("GET") ? known.union(["HEAD"]) : known
      let problem = Problem.methodNotAllowed(allowed.sorted())
      for name in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] where !allowed.contains(name) {
        guard let method = HTTPRequest.Method(name) else { continue }
        on(RouterPath(path), method: method) { _, _ -> Response in throw problem }
      }
    }
  }
}
