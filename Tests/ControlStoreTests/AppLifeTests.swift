// Apps that are deleted, restored and erased, and the drafts of those who write them.

import AppSpec
import Contract
import Postgres
import PostgresTesting
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct AppLifeTests {
  /// As if `app` had been deleted so many days ago.
  private func age(_ app: AppID, days: Int, _ test: TestStore) async throws {
    let connection = try await Connection.open(test.superuser)
    try await connection.script(
      """
      set session_replication_role = replica;
      update freehold.apps set deleted_at = now() - interval '\(days) days' where id = '\(app)'
      """)
    await connection.close()
  }

  private func count(_ table: String, _ test: TestStore) async throws -> Int64 {
    let connection = try await Connection.open(test.superuser)
    let rows = try await connection.query("select count(*) as n from freehold.\(table)")
    await connection.close()
    return try rows[0].get("n")
  }

  @Test("A deleted app is withdrawn from the runtimes, leaves the list, and comes back with what ran")
  func deleteAndRestore() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let runtime = try await test.runtime()
    let (app, release) = try await test.release(by: home)
    let start = try #require(try await test.store.feedStart(of: runtime))
    try await test.store.deleteApp(app.id, by: home).get()
    #expect(try await test.store.apps(of: home).isEmpty)
    #expect(try await test.store.app(app.name, of: home) == nil)
    #expect(try await test.store.deletedApps(of: home).get().map(\.app.id) == [app.id])
    #expect(
      try await test.store.feed(of: runtime, after: start.position)?.map(\.kind)
        == [.appRemoved(home.workspace.id, app: app.id)])
    let again = try #require(try await test.store.feedStart(of: runtime))
    #expect(!again.events.contains { if case .release = $0.kind { true } else { false } })
    // The old release is not told to one who has missed all of it.
    let late = try #require(try await test.store.feed(of: runtime, after: 0)).map(\.kind)
    #expect(!late.contains(.release(home.workspace.id, app: app.id, release: release.id)))

    try await test.store.restoreApp(app.id, by: home).get()
    #expect(try await test.store.apps(of: home).map(\.id) == [app.id])
    #expect(
      try await test.store.feed(of: runtime, after: again.position)?.map(\.kind)
        == [.release(home.workspace.id, app: app.id, release: release.id)])
    #expect(try await test.store.restoreApp(app.id, by: home).refusal == .unchanged)
  }

  @Test("A deleted app takes no version and no release, and keeps its name")
  func deletedStandsStill() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    try await test.store.deleteApp(app.id, by: home).get()
    #expect(try await test.store.deleteApp(app.id, by: home).refusal == .notFound)
    let saved = try await test.store.saveVersion(of: app.id, spec: [66], title: "T", note: "", by: home)
    #expect(saved.refusal == .notFound)
    let published = try await test.store.publish(app.id, version: 1, note: "", by: home, signedWith: test.key)
    #expect(published.refusal == .notFound)
    #expect(try await test.store.createApp(app.name, title: "Again", by: home).refusal == .reserved)
  }

  @Test("Who only reads apps neither deletes nor restores", arguments: [Role.viewer, .member])
  func readers(_ role: Role) async throws {
    let test = try await TestStore.make()
    let (app, _) = try await test.release(by: try await test.home())
    let reader = try await test.member(as: role, email: "reader@example.org")
    #expect(try await test.store.deleteApp(app.id, by: reader).refusal == .notAllowed(.deleteApps))
    #expect(try await test.store.restoreApp(app.id, by: reader).refusal == .notAllowed(.deleteApps))
    #expect(try await test.store.deletedApps(of: reader).refusal == .notAllowed(.deleteApps))
  }

  @Test("After thirty days all of it is erased, under events that name each row; before, nothing is")
  func erasing() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let (other, _) = try await test.release("other", by: home)
    _ = try await test.store.keepDraft(of: app.id, base: 1, spec: [65], note: "", by: home).get()
    try await test.store.deleteApp(app.id, by: home).get()
    try await age(app.id, days: 29, test)
    #expect(try await test.store.eraseDeletedApps(request: freshRequest()) == 0)
    #expect(try await test.store.restoreApp(app.id, by: home).refusal == nil)
    try await test.store.deleteApp(app.id, by: home).get()
    try await age(app.id, days: 31, test)
    #expect(try await test.store.restoreApp(app.id, by: home).refusal == .notFound)
    #expect(try await test.store.eraseDeletedApps(request: freshRequest()) == 1)
    for table in ["apps", "spec_versions", "releases"] { #expect(try await count(table, test) == 1) }
    #expect(try await count("drafts", test) == 0)
    #expect(try await test.store.apps(of: home).map(\.id) == [other.id])
    let events = try await test.store.audit(of: home, filter: .init(app: app.id)).get().entries.map(\.record)
    #expect(events.filter { $0.event == .appErased }.map(\.subject.table) == ["apps", "spec_versions", "releases"])
    #expect(try await test.store.createApp(app.name, title: "Anew", by: home).refusal == nil)
  }

  @Test("More rows than the audit guard wants one by one go under one event that counts them")
  func erasingMany() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let app = try await test.store.createApp(Name("many")!, title: "Many", by: home).get()
    for number in 0..<101 {
      _ = try await test.store.saveVersion(
        of: app.id, spec: Array("\(number)".utf8), title: "Many", note: "", by: home
      ).get()
    }
    try await test.store.deleteApp(app.id, by: home).get()
    try await age(app.id, days: 31, test)
    #expect(try await test.store.eraseDeletedApps(request: freshRequest()) == 1)
    let events = try await test.store.audit(of: home, filter: .init(event: .appErased)).get().entries.map(\.record)
    #expect(events.contains { $0.subject.table == "spec_versions" && $0.details.rows == 101 })
  }

  @Test("The server's own login erases nothing that stands or that may still come back")
  func onlyDue() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    for days in [nil, 29] as [Int?] {
      if let days {
        try await test.store.deleteApp(app.id, by: home).get()
        try await age(app.id, days: days, test)
      }
      for table in ["build_log", "releases", "spec_versions", "apps"] {
        let gone = try await test.store.unaudited(.erasing(home.workspace.id)) { transaction in
          try await transaction.execute("delete from \(table)")
        }
        #expect(gone == 0)
      }
    }
  }
}
