/// An app gets another title, is deleted, and comes back.

import AppSpec
import Contract
import ControlStore
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  /// The title stands in the spec: a new version of the newest one.
  func renameApp(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    let title = try visit.form.required("title")
    guard let newest = try await store.versions(of: app.id, member: member, limit: 1).granted().first else {
      throw Problem.notFound
    }
    let spec = try await store.spec(of: app.id, version: newest.number, member: member).granted()
    guard let new = SpecCheck.check(spec).app?.retitled(title) else { throw Problem.titleStays }
    _ = try await store.saveVersion(
      of: app.id, spec: new.bytes, title: title, note: "Renamed from \(app.title)", base: newest.number, by: member
    ).granted()
    return .seeOther("/w/\(visit.who.slug)/apps/\(app.name.text)?done=\(Done.appRenamed.rawValue)")
  }

  /// The question, on a page of its own: it works without a script.
  func askToDelete(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    let until = clock.now().adding(seconds: AppLife.keptSeconds)
    let body = AppLifePages.question(app, until: until, slug: visit.who.slug, visit.who.shellPerson)
    return page(visit, .apps, "Delete \(app.title)", body)
  }

  func deleteApp(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    try await store.deleteApp(app.id, by: visit.who.member).granted()
    return .seeOther("/w/\(visit.who.slug)?done=\(Done.appDeleted.rawValue)")
  }

  func restoreApp(_ visit: Visit<Insider>) async throws -> Response {
    let name = try visit.part("app")
    let deleted = try await store.deletedApps(of: visit.who.member).granted()
    guard let app = deleted.first(where: { $0.app.name.text == name })?.app else { throw Problem.notFound }
    try await store.restoreApp(app.id, by: visit.who.member).granted()
    return .seeOther("/w/\(visit.who.slug)/apps/\(name)?done=\(Done.appRestored.rawValue)")
  }
}

extension Problem {
  fileprivate static let titleStays = Problem(
    .invalidInput,
    "The title cannot be changed here: the newest version has errors, or the title is empty or too long.",
    advice: "Open the spec and change “title:” there.")
}
