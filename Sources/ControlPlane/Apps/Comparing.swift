/// Two versions of an app beside each other: who can see and do more, and what was typed.

import AppSpec
import ControlStore
import Hummingbird
import ServerKit
import Values
import Workspaces

/// What the page of a comparison shows.
struct Comparison: Sendable {
  let app: AppSummary
  let from: Int64
  let to: Int64
  let versions: [SpecVersion]
  /// Nil when one of the two is no valid spec by today's rules.
  let access: AccessDiff?
  let lines: LineDiff
  let slug: String
  /// Of the release that runs.
  let current: Int64?
}

extension ControlPlane {
  /// `?from=` and `?to=` are version numbers; without them the release that runs and the newest version.
  func compare(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    let versions = try await store.versions(of: app.id, member: member).granted()
    let current = try await store.releases(of: app.id, member: member).granted().first { $0.isCurrent }?.version
    guard let newest = versions.first?.number else { throw Problem.notFound }
    let query = try visit.request.query()
    func number(_ name: String, _ fallback: Int64) throws(Problem) -> Int64 {
      guard let text = query[name] else { return fallback }
      guard let number = Int64(text) else { throw Problem.notFound }
      return number
    }
    let to = try number("to", newest)
    let from = try number("from", current ?? max(1, newest - 1))
    let old = try await store.spec(of: app.id, version: from, member: member).granted()
    let new = try await store.spec(of: app.id, version: to, member: member).granted()
    let comparison = Comparison(
      app: app, from: from, to: to, versions: versions, access: access(old, new),
      lines: LineDiff(from: String(decoding: old, as: UTF8.self), to: String(decoding: new, as: UTF8.self)),
      slug: visit.who.slug, current: current)
    return page(visit, .apps, "Changes of \(app.title)", ComparePage.page(comparison))
  }

  private func access(_ old: [UInt8], _ new: [UInt8]) -> AccessDiff? {
    guard let old = SpecCheck.check(old).app, let new = SpecCheck.check(new).app else { return nil }
    return AccessDiff(from: old.app, to: new.app)
  }
}
