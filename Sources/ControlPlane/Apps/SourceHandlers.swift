/// The sources of an app: what its newest spec says of them. Their credentials are the runtime's alone.

import AppSpec
import ControlStore
import Hummingbird
import Workspaces

extension ControlPlane {
  func appSources(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    let spec = try await newestSpec(of: app, visit.who.member)
    let view = SourcesView(
      app: app, sources: spec?.sources ?? [], redactor: spec?.redactor,
      isServed: try await runtime(of: visit.who.member) != nil, slug: visit.who.slug, role: visit.who.member.role)
    return page(visit, .apps, "Sources of \(app.title)", SourcePages.list(view))
  }

  /// Of the newest version, published or not: its secrets have to be there first.
  func newestSpec(of app: AppSummary, _ member: Member) async throws -> App? {
    guard let newest = try await store.versions(of: app.id, member: member).granted().first else { return nil }
    let bytes = try await store.spec(of: app.id, version: newest.number, member: member).granted()
    return SpecCheck.check(bytes).app?.app
  }
}
