import Contract
import Synchronization
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct OperationsTests {
  @Test("A bucket gives its number at once, then one for each share of its time, across processes")
  func rateLimit() async throws {
    let superuser = try await TestStore.database()
    let clock = Mutex(wallClock())
    let stores = (0..<2).map { _ in TestStore.open(superuser, now: { clock.withLock { $0 } }) }
    func take(_ count: Int, _ bucket: String = "links:a@example.org") async throws -> Int {
      var taken = 0
      for number in 0..<count where try await stores[number % 2].take(bucket, limit: 5, perSeconds: 10) { taken += 1 }
      return taken
    }
    #expect(try await take(8) == 5)
    #expect(try await take(8, "links:b@example.org") == 5)
    clock.withLock { $0 = $0.adding(seconds: 4) }
    #expect(try await take(8) == 2)
    clock.withLock { $0 = $0.adding(seconds: 15) }
    #expect(try await take(8) == 5)
    #expect(try await !stores[0].take("x", limit: 0, perSeconds: 10))
    clock.withLock { $0 = $0.adding(seconds: 11) }
    try await stores[0].tidy()
    for store in stores { await store.close() }
  }

  @Test("Many who take from one bucket at the same moment get no more than there is")
  func rateLimitRace() async throws {
    let superuser = try await TestStore.database()
    let now = wallClock()
    let store = TestStore.open(superuser, now: { now })
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<40 { group.addTask { try await store.take("x", limit: 7, perSeconds: 60) } }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(taken == 7)
    await store.close()
  }

  @Test("Mail waits in order, is marked as sent, and is the operator's to read")
  func outbox() async throws {
    let test = try await TestStore.make()
    let ada = EmailAddress("ada@example.org")!
    let first = try await test.store.queueMail(to: ada, subject: "One", body: "a\nb").get()
    let second = try await test.store.queueMail(to: ada, subject: "Two", body: "").get()
    #expect(try await test.store.unsentMail().map(\.id) == [first, second])
    try await test.store.markSent(first)
    #expect(try await test.store.unsentMail().map(\.id) == [second])
    #expect(try await test.store.outbox(of: test.owner).get().map(\.subject) == ["Two", "One"])
    let (stranger, _) = try await test.person("stranger@example.org")
    #expect(try await test.store.outbox(of: stranger).refusal == .notFound)
    let split = try await test.store.queueMail(to: ada, subject: "a\r\nBcc: x@y.z", body: "")
    #expect(split.refusal == .invalid(field: "subject"))
    let late = TestStore.open(test.superuser, now: { wallClock().adding(seconds: 86_500) })
    try await late.tidy()
    await late.close()
  }

  @Test("The operator's command line finds a workspace and acts in it as itself")
  func operatorCommand() async throws {
    let test = try await TestStore.make()
    let member = try #require(try await test.store.operatorMember(of: nil, request: freshRequest()))
    #expect(member.workspace.slug.text == "home")
    let (app, release) = try await test.release(by: member)
    #expect(release.publishedBy == nil)
    let page = try await test.store.audit(of: try await test.home(), filter: .init(app: app.id)).get()
    #expect(page.entries.allSatisfy { $0.record.actor == .operatorCommand })
    #expect(page.entries.count == 4)
    #expect(try await test.store.operatorMember(of: Slug("nowhere")!, request: freshRequest()) == nil)
  }
}
