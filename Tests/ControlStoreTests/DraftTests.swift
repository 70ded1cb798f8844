// Drafts: one's own text, and that somebody else is typing.

import AppSpec
import Contract
import Postgres
import Testing
import Values
import Workspaces

@testable import ControlStore

@Suite struct DraftTests {
  @Test("A draft is kept without an audit event, replaced, and dropped by saving or on wish")
  func keeping() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let before = try await test.store.audit(of: home).get().entries.count
    for text in ["a", "ab"] {
      let kept = try await test.store.keepDraft(
        of: app.id, base: 1, spec: Array(text.utf8), note: "why", by: home
      ).get()
      #expect(kept.newest?.number == 1 && kept.others.isEmpty && kept.savedAt != nil)
    }
    let draft = try #require(try await test.store.draft(of: app.id, by: home))
    #expect(draft.spec == Array("ab".utf8) && draft.note == "why" && draft.base == 1)
    #expect(try await test.store.audit(of: home).get().entries.count == before)
    _ = try await test.store.saveVersion(of: app.id, spec: draft.spec, title: "T", note: "", base: 1, by: home).get()
    #expect(try await test.store.draft(of: app.id, by: home) == nil)
    _ = try await test.store.keepDraft(of: app.id, base: 2, spec: [65], note: "", by: home).get()
    try await test.store.discardDraft(of: app.id, by: home)
    #expect(try await test.store.draft(of: app.id, by: home) == nil)
  }

  @Test("Two who write know of each other and not what the other types; who leaves takes his draft along")
  func two() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let eva = try await test.member(as: .builder, email: "eva@example.org")
    _ = try await test.store.keepDraft(of: app.id, base: 1, spec: Array("eva's".utf8), note: "", by: eva).get()
    #expect(try await test.store.draft(of: app.id, by: home) == nil)
    let seen = try await test.store.keepDraft(of: app.id, base: 1, spec: [65], note: "", by: home).get()
    #expect(seen.others.map(\.account) == [eva.account])
    try await test.store.removeMember(eva.account, by: home).get()
    #expect(try await test.store.draftStanding(of: app.id, by: home).others.isEmpty)
  }

  @Test("A version over a newer one is refused, and the draft stays")
  func newer() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let eva = try await test.member(as: .builder, email: "eva@example.org")
    _ = try await test.store.keepDraft(of: app.id, base: 1, spec: [65], note: "", by: home).get()
    _ = try await test.store.saveVersion(of: app.id, spec: [66], title: "T", note: "", base: 1, by: eva).get()
    let late = try await test.store.saveVersion(of: app.id, spec: [65], title: "T", note: "", base: 1, by: home)
    #expect(late.refusal == .newerVersion(2))
    #expect(try await test.store.draft(of: app.id, by: home)?.spec == [65])
    #expect(try await test.store.draftStanding(of: app.id, by: home).newest?.author == eva.account)
  }

  @Test("Who only reads keeps no draft; of a deleted app and for another none is kept either")
  func refused() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let reader = try await test.member(as: .member, email: "reader@example.org")
    let refused = try await test.store.keepDraft(of: app.id, base: 1, spec: [65], note: "", by: reader)
    #expect(refused.refusal == .notAllowed(.editDesign))
    let large = [UInt8](repeating: 65, count: ControlStore.largestSpec + 1)
    #expect(
      try await test.store.keepDraft(of: app.id, base: 1, spec: large, note: "", by: home).refusal
        == .invalid(field: "spec"))
    try await test.store.deleteApp(app.id, by: home).get()
    _ = try await test.store.keepDraft(of: app.id, base: 1, spec: [65], note: "", by: home).get()
    #expect(try await test.store.draft(of: app.id, by: home) == nil)
    let forged = await #expect(throws: StoreError.self) {
      try await test.store.unaudited(.member(home)) { transaction in
        _ = try await transaction.execute(
          "insert into drafts (workspace_id, app_id, account_id, base, spec, note) values ($1, $2, $3, 1, '', '')",
          [home.workspace.id, app.id, reader.account])
      }
    }
    #expect(forged != nil)
  }
}
