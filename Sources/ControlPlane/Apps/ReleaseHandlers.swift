/// One release: who published what and when, and what each runtime made of it.

import AppSpec
import Contract
import ControlStore
import Hummingbird
import ServerKit
import Workspaces

struct ReleaseView: Sendable {
  let app: AppSummary
  let release: ReleaseSummary
  let before: ReleaseSummary?
  let history: ReleaseHistory
  let slug: String
  let role: Role

  var path: String { "/w/\(slug)/apps/\(app.name.text)" }
}

extension ControlPlane {
  func showRelease(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    guard let number = Int64(try visit.part("number")) else { throw Problem.notFound }
    let (release, before) = try await store.release(number, of: app.id, member: member).granted()
    let history = try await store.history(of: release, of: app.id, member: member).granted()
    let view = ReleaseView(
      app: app, release: release, before: before, history: history, slug: visit.who.slug, role: member.role)
    let title = "Release \(number) of \(app.title)"
    return page(visit, .apps, title, ReleasePage.page(view, visit.who.shellPerson))
  }
}
