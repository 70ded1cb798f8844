/// The spec's workbench: a version or one's own unsaved text to be read and changed, and what is saved of it.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  /// The spec of `?version=`, or the newest; with `?draft` one's own unsaved text.
  func spec(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    let query = try visit.request.query()
    if query["draft"] != nil, let own = try await store.draft(of: app.id, by: member) {
      let draft = SpecDraft(checking: String(decoding: own.spec, as: UTF8.self), note: own.note)
      return try await editor(visit, app, draft, base: own.base)
    }
    let (number, bytes) = try await spec(of: app, numbered: query["version"], for: member)
    let draft = SpecDraft(text: String(decoding: bytes, as: UTF8.self), note: "", findings: [])
    return try await editor(visit, app, draft, version: number)
  }

  /// The version of this number, or (nil) the newest.
  private func spec(
    of app: AppSummary, numbered number: String?, for member: Member
  ) async throws -> (version: Int64, spec: [UInt8]) {
    guard let number else { return try await store.newestSpec(of: app.id, member: member).granted() }
    guard let number = Int64(number) else { throw Problem.notFound }
    return (number, try await store.spec(of: app.id, version: number, member: member).granted())
  }

  /// A version of the posted text, published at once when that was asked for.
  func saveVersion(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    let base = visit.form["base"].flatMap { Int64($0) }
    var draft = try draft(visit)
    guard let checked = draft.checked else {
      return try await editor(visit, app, draft, base: base, status: .unprocessableContent)
    }
    guard checked.app.name == app.name else {
      draft.refuse(name: checked.app.name, of: app)
      return try await editor(visit, app, draft, base: base, status: .unprocessableContent)
    }
    let saved = try await store.saveVersion(
      of: app.id, spec: checked.bytes, title: checked.app.title, note: draft.note, base: base, by: member)
    if case .failure(.newerVersion(let newest)) = saved {
      return try await conflict(visit, app, draft, base: base ?? 0, newest: newest)
    }
    let path = "/w/\(visit.who.slug)/apps/\(app.name.text)"
    guard visit.form["publish"] != nil, case .success(let version) = saved else {
      return try .seeOther("\(path)?done=\(done(.saved, saved).rawValue)")
    }
    guard member.role.may(.publish) else { throw Problem(Refusal.notAllowed(.publish)) }
    return try await publish(visit, app, version: version.number, note: draft.note)
  }

  /// The text as a browser sent it, checked.
  func draft(_ visit: Visit<Insider>) throws(Problem) -> SpecDraft {
    SpecDraft(checking: try visit.specText(), note: visit.form["note"] ?? "")
  }

  /// Nothing is saved; both texts are there. Who saves again has seen the newer one.
  private func conflict(
    _ visit: Visit<Insider>, _ app: AppSummary, _ draft: SpecDraft, base: Int64, newest: Int64
  ) async throws -> Response {
    let bytes = try await store.spec(of: app.id, version: newest, member: visit.who.member).granted()
    let lines = LineDiff(from: String(decoding: bytes, as: UTF8.self), to: draft.text)
    let conflict = SpecConflict(base: base, newest: newest, lines: lines)
    return try await editor(visit, app, draft, base: newest, conflict: conflict, status: .conflict)
  }

  /// - Parameters:
  ///   - version: which saved version the text is; nil for what was typed.
  ///   - base: the version that the typing began from; nil: the newest.
  func editor(
    _ visit: Visit<Insider>, _ app: AppSummary, _ draft: SpecDraft, version: Int64? = nil, base: Int64? = nil,
    conflict: SpecConflict? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let member = visit.who.member
    let desk = try await store.desk(of: app.id, for: member)
    let now = desk.standing
    let people = try await names(of: now.people, for: member)
    let runtime = desk.address.flatMap { RuntimeAddress($0)?.origin(of: member.workspace.slug) }
    let view = SpecView(
      draft: draft, app: app, version: version, base: base ?? now.newest?.number ?? 0, standing: now,
      own: version == nil ? nil : desk.own, conflict: conflict, people: people,
      slug: visit.who.slug, account: member.account, role: member.role, isServed: runtime != nil, now: clock.now())
    let body = SpecPages.edit(view, visit.who.shellPerson, workbench)
    let response = page(
      visit, .apps, "Spec of \(app.title)", body, status: status, width: runtime == nil ? .writing : .beside)
    return writing(response, visit, runtimes: runtime.map { [$0] } ?? [])
  }

  /// What the editor of a page needs: the redactor's WebAssembly, and the preview of these runtimes.
  func writing(_ response: Response, _ visit: Visit<Insider>, runtimes: [String] = []) -> Response {
    var response = response
    var policy = SecurityHeaders(formTargets: runtimes, frames: runtimes, secure: settings.isSecure)
    policy.compilesWebAssembly = workbench != nil
    response.headers[.contentSecurityPolicy] = policy.contentSecurityPolicy(nonce: visit.context.nonce)
    return response
  }
}

extension Visit {
  /// Browsers send a text area's lines with CR LF (HTML living standard, section 4.10.21.4).
  func specText() throws(Problem) -> String {
    String(decoding: try form.required("spec").utf8.filter { $0 != 0x0D }, as: UTF8.self)
  }
}
