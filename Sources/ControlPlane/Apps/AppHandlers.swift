/// Apps in the console: the list, and an app with its versions, releases and build log.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func apps(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let search = ListSearch(try visit.request.query())
    let last = try search.after.map { text throws(Problem) in
      guard let name = Name(text) else { throw .notFound }
      return name
    }
    let found = try await store.apps(of: member, matching: search.words, after: last, limit: 48)
    let view = AppListView(page: found, search: search, slug: visit.who.slug, role: member.role)
    let body = AppPages.list(view, visit.who.shellPerson)
    return page(visit, .apps, "Apps", body)
  }

  func newApp(_ visit: Visit<Insider>) async throws -> Response {
    let start = try NewAppStart(rawValue: visit.request.query()["from"] ?? "") ?? .blank
    let draft = SpecDraft(text: try await start.text(for: visit.who.member, store), note: "", findings: [])
    return try await newApp(visit, draft, start)
  }

  private func newApp(
    _ visit: Visit<Insider>, _ draft: SpecDraft, _ start: NewAppStart?, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let who = visit.who
    let runtime = try await runtime(of: who.member)?.origin(of: who.member.workspace.slug)
    let preview = SpecPages.Previewing(
      path: "/preview/\(who.slug)", title: "the new app", role: who.member.role, isServed: runtime != nil)
    let body = SpecPages.new(draft, start, preview, slug: who.slug, who.member.account, who.shellPerson, workbench)
    return writing(
      page(visit, .apps, "New app", body, status: status, width: runtime == nil ? .writing : .beside), visit,
      runtimes: runtime.map { [$0] } ?? [])
  }

  /// An app comes with its first version: name and title are the spec's.
  func createApp(_ visit: Visit<Insider>) async throws -> Response {
    let draft = try draft(visit)
    guard let checked = draft.checked else {
      return try await newApp(visit, draft, nil, status: .unprocessableContent)
    }
    let made = try await store.createApp(checked.app.name, title: checked.app.title, by: visit.who.member)
    if case .failure(let refusal) = made, refusal == .taken || refusal == .reserved {
      var draft = draft
      let there = refusal == .taken ? "There is an app" : "A deleted app, which can still be restored, is"
      draft.problem = "\(there) of the name “\(checked.app.name.text)” already. Change “app:” in the spec."
      return try await newApp(visit, draft, nil, status: .conflict)
    }
    let app = try made.granted()
    _ = try await store.saveVersion(
      of: app.id, spec: checked.bytes, title: checked.app.title, note: draft.note, by: visit.who.member
    ).granted()
    return .seeOther("/w/\(visit.who.slug)/apps/\(app.name.text)?done=\(Done.saved.rawValue)")
  }

  func app(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let query = try visit.request.query()
    let app = try app(of: visit)
    let history = try await store.history(
      of: app, member: member, belowVersion: query["versions"].flatMap { Int64($0) },
      belowRelease: query["releases"].flatMap { Int64($0) }
    ).granted()
    let newest = query["versions"] == nil ? history.versions.first?.number : nil
    let view = AppView(app: app, history: history, newest: newest, slug: visit.who.slug, role: member.role)
    return page(visit, .apps, app.title, AppPages.app(view, visit.who.shellPerson))
  }

  /// Checks the saved version once more: the rules may have grown since.
  func publish(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    guard let version = Int64(try visit.form.required("version")) else { throw Problem.notFound }
    let bytes = try await store.spec(of: app.id, version: version, member: visit.who.member).granted()
    let checked = SpecCheck.check(bytes)
    guard checked.app != nil else {
      let draft = SpecDraft(text: String(decoding: bytes, as: UTF8.self), note: "", findings: checked.findings)
      return try await editor(visit, app, draft, version: version, status: .unprocessableContent)
    }
    return try await publish(visit, app, version: version, note: visit.form["note"] ?? "")
  }

  /// Asks first where the version's AI steps send text as it is, and the person may approve of that.
  func publish(_ visit: Visit<Insider>, _ app: AppSummary, version: Int64, note: String) async throws -> Response {
    let member = visit.who.member
    let published = try await store.publish(
      app.id, version: version, note: note, approving: visit.form["approve"] != nil, by: member,
      signedWith: signingKey)
    if case .failure(.needsApproval) = published, member.role.may(.approveUnredacted) {
      let body = ApprovalPage.question(app, version: version, note: note, slug: visit.who.slug, visit.who.shellPerson)
      return page(visit, .apps, "Without redaction?", body, status: .conflict)
    }
    return try .seeOther("/w/\(visit.who.slug)/apps/\(app.name.text)?done=\(done(.published, published).rawValue)")
  }
}

extension ControlPlane {
  /// The app of the path, through the member: what he may not see is not there.
  func app(of visit: Visit<Insider>) throws(Problem) -> AppSummary {
    guard let app = visit.who.app else { throw .notFound }
    return app
  }

  /// Names by account, or addresses where there is no name, for those who may see them.
  func names(of accounts: [AccountID?], for member: Member) async throws -> [AccountID: String] {
    guard member.role.may(.seeMembers) else { return [:] }
    return try await store.names(of: accounts.compactMap { $0 }, for: member).granted()
  }
}
