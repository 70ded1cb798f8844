/// The middlewares that both servers have, in their one right order.

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
    return router
  }
}
