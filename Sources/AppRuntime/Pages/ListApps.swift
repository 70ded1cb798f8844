/// `GET /`: the viewer's apps, or the one that he has.

import AppSpec
import Contract
import Hummingbird
import ServerKit

extension Runtime {
  func listApps(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    guard let session = session(request, at: place), !shouldRenew(session, request) else {
      return try signInFirst(request, at: place, app: nil)
    }
    let apps = place.workspace.apps(for: session.role)
    if apps.count == 1 { return .seeOther(apps[0].path) }
    var page = SmallPage(title: place.workspace.title, stylesheet: assets.stylesheet.path)
    if apps.isEmpty {
      page.paragraph("There is no app here for you yet. Ask an administrator of the workspace.")
    } else {
      page.links(apps.map { ($0.app.title, $0.path) })
    }
    page.links([("All workspaces", controlAddress)])
    return .html(page.bytes())
  }
}
