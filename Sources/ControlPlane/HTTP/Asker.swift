/// What a request's route has found out about the one who asks, for the page that he gets: also where that page says that
/// something went wrong.

import Contract
import Hummingbird
import Logging
import ServerKit
import Synchronization

final class Asker: Sendable {
  private let state = Mutex<(visitor: Visitor?, hasStyles: Bool)>((nil, false))

  var visitor: Visitor? { state.withLock { $0.visitor } }
  /// Whether his browser has the stylesheet, as far as it says.
  var hasStyles: Bool { state.withLock { $0.hasStyles } }

  func isFound(_ visitor: Visitor, hasStyles: Bool) { state.withLock { $0 = (visitor, hasStyles) } }
}

extension ControlPlane {
  /// The whole document about a problem, with the bar of whoever is signed in.
  func problemPage(_ problem: Problem, _ request: Request, _ context: ConsoleContext) async -> [UInt8] {
    let visitor = await visitor(after: problem, request, context)
    var shell = shell(context, visitor?.person)
    shell.workspace = visitor?.member.map { Shell.Place($0, tab: nil) }
    return shell.document(problem.happened, ProblemPage.body(problem, context.requestID, shell))
  }

  /// Looked up here where no route has: at an address that there is not. What stands in a frame has no bar.
  private func visitor(after problem: Problem, _ request: Request, _ context: ConsoleContext) async -> Visitor? {
    if Self.framing.paths.contains(where: { request.uri.path.hasPrefix($0) }) { return nil }
    if let visitor = context.asker.visitor { return visitor }
    // Whoever could not be looked up a moment ago is not asked for again.
    guard problem.code != .unavailable, problem.code != .internalError else { return nil }
    do {
      return try await browser(request, context, workspace: nil)
    } catch {
      context.logger.warning("a problem's page is without its reader", metadata: ["error": "\(type(of: error))"])
      return nil
    }
  }
}
