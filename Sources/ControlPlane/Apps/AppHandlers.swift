/// Apps in the console: the list, and an app with its versions, releases and build log.

import AppSpec
import Contract
import ControlStore
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func apps(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    async let apps = store.apps(of: member)
    async let deleted = member.role.may(.deleteApps) ? store.deletedApps(of: member).granted() : []
    let body = AppPages.list(
      try await apps, deleted: try await deleted, slug: visit.who.slug, role: member.role, visit.who.shellPerson)
    return page(visit, .apps, "Apps", body)
  }

  func newApp(_ visit: Visit<Insider>) async throws -> Response {
    let start = try NewAppStart(rawValue: visit.request.query()["from"] ?? "") ?? .blank
    let draft = SpecDraft(text: try await start.text(for: visit.who.member, store), note: "", findings: [])
    return page(
      visit, .apps, "New app",
      SpecPages.new(draft, start, slug: visit.who.slug, visit.who.member.account, visit.who.shellPerson, workbench))
  }

  /// An app comes with its first version: name and title are the spec's.
  func createApp(_ visit: Visit<Insider>) async throws -> Response {
    let draft = try draft(visit)
    guard let checked = draft.checked else {
      let body = SpecPages.new(
        draft, nil, slug: visit.who.slug, visit.who.member.account, visit.who.shellPerson, workbench)
      return page(visit, .apps, "New app", body, status: .unprocessableContent)
    }
    let made = try await store.createApp(checked.app.name, title: checked.app.title, by: visit.who.member)
    if case .failure(let refusal) = made, refusal == .taken || refusal == .reserved {
      var draft = draft
      let there = refusal == .taken ? "There is an app" : "A deleted app, which can still be restored, is"
      draft.problem = "\(there) of the name “\(checked.app.name.text)” already. Change “app:” in the spec."
      let body = SpecPages.new(
        draft, nil, slug: visit.who.slug, visit.who.member.account, visit.who.shellPerson, workbench)
      return page(visit, .apps, "New app", body, status: .conflict)
    }
    let app = try made.granted()
    _ = try await store.saveVersion(
      of: app.id, spec: checked.bytes, title: checked.app.title, note: draft.note, by: visit.who.member
    ).granted()
    return .seeOther("/w/\(visit.who.slug)/apps/\(app.name.text)?done=\(Done.saved.rawValue)")
  }

  func app(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try await app(of: visit)
    async let versions = store.versions(of: app.id, member: member)
    async let releases = store.releases(of: app.id, member: member)
    async let builds = store.buildLog(of: app.id, member: member)
    async let rollout = rollout(of: app, member)
    async let people = people(of: member)
    let view = AppView(
      app: app, versions: try await versions.granted(), releases: try await releases.granted(),
      builds: try await builds.granted(), rollout: try await rollout, people: try await people, slug: visit.who.slug,
      role: member.role)
    return page(visit, .apps, app.title, AppPages.app(view, visit.who.shellPerson))
  }

  private func rollout(of app: AppSummary, _ member: Member) async throws -> [RolloutEntry] {
    guard let number = app.currentNumber else { return [] }
    return try await store.rollout(of: app.id, release: number, member: member).granted()
  }

  /// Checks the saved version once more: the rules may have grown since.
  func publish(_ visit: Visit<Insider>) async throws -> Response {
    let app = try await app(of: visit)
    guard let version = Int64(try visit.form.required("version")) else { throw Problem.notFound }
    let bytes = try await store.spec(of: app.id, version: version, member: visit.who.member).granted()
    let checked = SpecCheck.check(bytes)
    guard checked.app != nil else {
      let draft = SpecDraft(text: String(decoding: bytes, as: UTF8.self), note: "", findings: checked.findings)
      return try await editor(visit, app, draft, version: version, status: .unprocessableContent)
    }
    let published = try await store.publish(
      app.id, version: version, note: visit.form["note"] ?? "", by: visit.who.member, signedWith: signingKey)
    return try .seeOther("/w/\(visit.who.slug)/apps/\(app.name.text)?done=\(done(.published, published).rawValue)")
  }
}

extension ControlPlane {
  /// The app of the path, through the member: what he may not see is not there.
  func app(of visit: Visit<Insider>) async throws -> AppSummary {
    guard let name = Name(try visit.part("app")), let app = try await store.app(name, of: visit.who.member) else {
      throw Problem.notFound
    }
    return app
  }

  /// Names by account, or addresses where there is no name, for those who may see them.
  func people(of member: Member) async throws -> [AccountID: String] {
    guard member.role.may(.seeMembers) else { return [:] }
    let rows = try await store.members(of: member).granted()
    return Dictionary(
      rows.map { ($0.account, $0.name.isEmpty ? $0.email.text : $0.name) }, uniquingKeysWith: { first, _ in first })
  }
}
