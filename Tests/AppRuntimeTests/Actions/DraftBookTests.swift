import AppSpec
import AsyncHTTPClient
import Contract
import NIOCore
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite("What models have written for people, in memory")
struct DraftBookTests {
  private let clock = TestClock()

  private func owner(_ number: Int64, preview: Bool = false) -> DraftBook.Owner {
    DraftBook.Owner(
      workspace: WorkspaceID(high: 1, low: 1), account: AccountID(high: 1, low: UInt64(number)),
      app: AppID(high: 1, low: 1), isPreview: preview)
  }

  private func session(_ number: UInt64) -> SessionID { SessionID(high: 2, low: number) }

  private func draft() throws -> ModelDraft { ModelDraft(try plan(), patience: .seconds(60)) }

  private func plan() throws -> ActionPlan {
    let spec = """
      app: asks
      title: Asks
      sources: { shop: { kind: postgres, secret: shop-database } }
      queries: { one: { source: shop, sql: select 1 as id } }
      pages: [{ path: /, title: One, roles: [member], blocks: [{ table: { query: one } }] }]
      actions: { ask: { title: Ask, roles: [member], steps: [ai: { into: text, prompt: Write a line. }] } }
      """
    let checked = SpecCheck.check(Array(spec.utf8))
    let app = try #require(checked.app, "\(checked.findings)")
    let viewer = Viewer(account: "1", email: "ana@example.com", role: .member)
    let submission = ActionSubmission(
      action: try #require(Name("ask")), fields: [("idempotency", RandomKey.make())], viewer: viewer,
      now: clock.clock.now())
    return try app.action(submission).get()
  }

  @Test("nobody else is shown it, nor the same person in another app or a preview, nor anybody once it is dropped")
  func owners() async throws {
    let book = DraftBook(clock: clock.clock)
    let draft = try draft()
    #expect(book.put(draft, of: owner(1), in: session(1)) === draft)
    #expect(book.draft(draft.id, of: owner(1)) === draft)
    #expect(book.draft(draft.id, of: owner(2)) == nil && book.draft(draft.id, of: owner(1, preview: true)) == nil)
    #expect(book.draft(asking: draft.asking, of: owner(1)) === draft)
    #expect(book.draft(asking: draft.asking, of: owner(2)) == nil)
    await book.drop(draft.id, of: owner(2))
    #expect(book.draft(draft.id, of: owner(1)) === draft)
    await book.drop(draft.id, of: owner(1))
    #expect(book.draft(draft.id, of: owner(1)) == nil)
  }

  @Test("it goes with the session in which it was asked for, wherever that ended")
  func sessions() async throws {
    let book = DraftBook(clock: clock.clock)
    let drafts = try (0..<2).map { _ in try draft() }
    for (number, draft) in drafts.enumerated() {
      _ = book.put(draft, of: owner(1), in: session(UInt64(number)))
    }
    await book.drop(of: session(0))
    #expect(book.draft(drafts[0].id, of: owner(1)) == nil && book.draft(drafts[1].id, of: owner(1)) === drafts[1])
  }

  @Test("of two posts of one form that come at the same time one is kept, for both")
  func race() async throws {
    let book = DraftBook(clock: clock.clock)
    let plan = try plan()
    let kept = await withTaskGroup(of: ModelDraft.self) { group in
      for _ in 0..<16 {
        let draft = ModelDraft(plan, patience: .seconds(60))
        group.addTask { [owner = owner(1), session = session(1)] in book.put(draft, of: owner, in: session) }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1.id) }
    }
    #expect(kept.count == 1)
    #expect(book.draft(asking: ModelDraft.asking(plan), of: owner(1)).map { [$0.id] } == Array(kept))
  }

  @Test("a few for each person and so many in all: the longest unread go, and what is being written for them ends")
  func bounds() async throws {
    let book = DraftBook(clock: clock.clock, mostForOne: 2, most: 3)
    let drafts = try (0..<5).map { _ in try draft() }
    let (ended, end) = AsyncStream<Void>.makeStream()
    drafts[0].begin(on: HTTPClient.defaultEventLoopGroup.any()) { _ in
      while !Task.isCancelled { await Task.yield() }
      end.finish()
      return .failure(.unrecorded)
    }
    for (number, draft) in drafts.prefix(3).enumerated() {
      clock.advance(seconds: number)
      _ = book.put(draft, of: owner(1), in: session(1))
    }
    for await _ in ended {}
    #expect(drafts.prefix(3).map { book.draft($0.id, of: owner(1)) == nil } == [true, false, false])
    clock.advance(seconds: 1)
    _ = book.put(drafts[3], of: owner(2), in: session(1))
    clock.advance(seconds: 1)
    _ = book.draft(drafts[1].id, of: owner(1))
    _ = book.put(drafts[4], of: owner(3), in: session(1))
    #expect(book.draft(drafts[2].id, of: owner(1)) == nil && book.draft(drafts[1].id, of: owner(1)) != nil)
  }

  @Test("it is over half an hour after its last look")
  func lifetime() throws {
    let book = DraftBook(clock: clock.clock)
    let draft = try draft()
    _ = book.put(draft, of: owner(1), in: session(1))
    clock.advance(seconds: 1_700)
    #expect(book.draft(draft.id, of: owner(1)) != nil)
    clock.advance(seconds: 1_799)
    #expect(book.draft(draft.id, of: owner(1)) != nil)
    clock.advance(seconds: 1_801)
    #expect(book.draft(draft.id, of: owner(1)) == nil && book.draft(asking: draft.asking, of: owner(1)) == nil)
  }
}
