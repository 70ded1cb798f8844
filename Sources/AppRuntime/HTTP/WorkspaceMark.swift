/// Lets the log know which workspace a request was about: one that is served here, never what a client just calls itself.

import Hummingbird
import ServerKit

struct WorkspaceMark: RouterMiddleware {
  typealias Context = RuntimeContext
  let publicHost: PublicHost
  let book: ReleaseBook

  func handle(
    _ request: Request, context: RuntimeContext, next: (Request, RuntimeContext) async throws -> Response
  ) async throws -> Response {
    if let host = request.host, let workspace = book.workspace(at: host, below: publicHost) {
      context.facts.marks.workspace = workspace.slug
    }
    return try await next(request, context)
  }
}
