import AppSpec
import Contract
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct WholeLifeTests {
  @Test("From the owner's link to a published app, its feed, its reports and its audit trail")
  func wholeLife() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    #expect(home.role == .owner)
    #expect(home.workspace.kind == .personal)

    let (app, release) = try await test.release(by: home)
    let runtime = try await test.runtime()
    let start = try #require(try await test.store.feedStart(of: runtime))
    #expect(start.events.contains(.init(position: 0, kind: .workspace(home.workspace.id, slug: "home", title: "Home"))))
    #expect(
      start.events.contains(.init(position: 0, kind: .release(home.workspace.id, app: app.id, release: release.id))))
    let signed = try #require(try await test.store.signedRelease(release.id, for: runtime))
    let verified = try #require(signed.verified(by: test.key.verifier, workspace: home.workspace.id))
    #expect(verified.spec == Array("app: shop".utf8))

    let version = try await test.store.saveVersion(
      of: app.id, spec: Array("app: shop\ntitle: 2".utf8), title: "Shop 2", note: "two", by: home
    ).get()
    let second = try await test.store.publish(
      app.id, version: version.number, note: "", by: home, signedWith: test.key
    ).get()
    let heard = try #require(try await test.store.feed(of: runtime, after: start.position))
    #expect(heard.map(\.kind) == [.release(home.workspace.id, app: app.id, release: second.id)])

    try await test.sealNow()
    let page = try await test.store.audit(of: home).get()
    #expect(page.entries.first?.record.event == .releasePublished)
    #expect(page.entries.allSatisfy { $0.leaf != nil })
    #expect(page.head?.verified(by: test.key.verifier)?.size == Int64(page.entries.count))
    let published = page.entries.filter { $0.record.event == .releasePublished }
    let filtered = try await test.store.audit(of: home, filter: AuditFilter(event: .releasePublished)).get().entries
    #expect(!published.isEmpty && filtered.map(\.leaf) == published.map(\.leaf))
  }
}
