import AppSpec
import Contract
import Testing
import Values
import Workspaces

@testable import ControlStore

@Suite struct FeedTests {
  @Test("A runtime of one workspace hears of nothing else and fetches no other release")
  func oneWorkspace() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (person, _) = try await test.person("other@example.org")
    let other = try await test.store.createWorkspace(slug: Slug("other")!, title: "Other", by: person).get()
    let member = try await test.member(of: other.slug, person)
    let runtime = try await test.runtime(of: member)
    let (_, foreign) = try await test.release(by: home)
    let (app, own) = try await test.release("own", by: member)
    let start = try #require(try await test.store.feedStart(of: runtime))
    #expect(
      start.events.map(\.kind) == [
        .workspace(other.id, slug: "other", title: "Other"), .release(other.id, app: app.id, release: own.id),
      ])
    #expect(try await test.store.signedRelease(foreign.id, for: runtime) == nil)
    #expect(try await test.store.signedRelease(own.id, for: runtime) != nil)
    #expect(try await test.store.spec(of: foreign.id, for: runtime) == nil)
    let heard = try #require(try await test.store.feed(of: runtime, after: 0)).map(\.kind)
    #expect(!heard.contains { if case .release(home.workspace.id, _, _) = $0 { true } else { false } })
  }

  @Test("Ended sessions, changed members and new workspaces are told in the same commit")
  func told() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let runtime = try await test.runtime()
    let (person, _) = try await test.person("ada@example.org")
    let member = try await test.member(as: .member, email: "ada@example.org")
    let start = try #require(try await test.store.feedStart(of: runtime))
    try await test.store.endSession(person.session.id, by: person).get()
    try await test.store.changeRole(of: member.account, to: .builder, by: home).get()
    try await test.store.removeMember(member.account, by: home).get()
    let heard = try #require(try await test.store.feed(of: runtime, after: start.position))
    #expect(
      heard.map(\.kind) == [
        .sessionEnded(person.session.id), .memberChanged(home.workspace.id, member.account),
        .memberChanged(home.workspace.id, member.account),
      ])
    #expect(heard.map(\.position) == heard.map(\.position).sorted())
  }

  @Test("Listeners are woken by a publication")
  func signals() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let woken = Task {
      var count = 0
      for await _ in test.store.feedSignals() {
        count += 1
        if count == 2 { break }
      }
      return count
    }
    // The first signal says that the subscription stands.
    try await Task.sleep(for: .milliseconds(500))
    _ = try await test.release(by: home)
    #expect(await woken.value == 2)
    await test.store.close()
  }

  @Test("A removed runtime is nobody: no feed, no key")
  func removed() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let runtime = try await test.runtime(of: home)
    #expect(try await test.store.runtimes(of: home).get().map(\.id) == [runtime.id])
    #expect(try await test.store.servingAddress(of: home)?.runtime == "http://apps.localhost:8081")
    try await test.store.touchRuntime(runtime)
    #expect(try await test.store.runtimes(of: home).get()[0].lastSeenAt != nil)
    try await test.store.removeRuntime(runtime.id, by: home).get()
    #expect(try await test.store.runtime(runtime.id) == nil)
    #expect(try await test.store.feed(of: runtime, after: 0) == nil)
    #expect(try await test.store.feedStart(of: runtime) == nil)
    #expect(try await test.store.servingAddress(of: home) == nil)
    let forAll = try await test.runtime()
    #expect(try await test.store.removeRuntime(forAll.id, by: home).refusal == .notFound)
  }

  @Test("A token enrols one runtime; its address is an origin; a key is enrolled once")
  func enrolment() async throws {
    let test = try await TestStore.make()
    let token = freshSecret()
    try await test.store.createEnrolmentForAll(
      secret: token, title: "R", lifetimeSeconds: 60, request: freshRequest()
    ).get()
    func enrol(_ address: String, _ key: VerificationKey) async throws -> Result<RuntimeID, Workspaces.Refusal> {
      try await test.store.enrol(secret: token, publicKey: key, address: address, request: freshRequest())
    }
    for address in ["", "ftp://x", "http://", "http://a/b", "http://a b", "javascript:x", "http://A", "http://a\n"] {
      #expect(try await enrol(address, SigningKey().verifier).refusal == .invalid(field: "address"))
    }
    let results = try await withThrowingTaskGroup(of: Result<RuntimeID, Workspaces.Refusal>.self) { group in
      for _ in 0..<4 { group.addTask { try await enrol("https://apps.example.org", SigningKey().verifier) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count { !$0.isRefused } == 1)
    #expect(results.filter(\.isRefused).allSatisfy { $0.refusal == .linkExpired })
  }

  @Test("Positions follow the order of commits: who reads up to one never misses an earlier one")
  func ordered() async throws {
    let test = try await TestStore.make()
    let runtime = try await test.runtime()
    let start = try #require(try await test.store.feedStart(of: runtime)).position
    let writing = Task {
      try await withThrowingTaskGroup { group in
        for writer in 0..<6 {
          group.addTask {
            for number in 0..<10 {
              _ = try await test.store.createWorkspace(
                slug: Slug("w\(writer)-\(number)")!, title: "W", by: test.owner
              ).get()
            }
          }
        }
        try await group.waitForAll()
      }
    }
    var (position, seen) = (start, 0)
    for _ in 0..<2000 where seen < 60 {
      for event in try await test.store.feed(of: runtime, after: position, limit: 7) ?? [] {
        position = event.position
        seen += 1
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    try await writing.value
    #expect(seen == 60)
  }
}
