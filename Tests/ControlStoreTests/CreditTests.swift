import Contract
import Postgres
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite("Credits")
struct CreditTests {
  private func key() -> PermitKey { .random(milliseconds: 0) }

  /// So much time goes by for every permit: past all triggers.
  private func age(_ test: TestStore, _ interval: String) async throws {
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      "set session_replication_role = replica; update freehold.credit_entries set at = at - interval '\(interval)'")
    await admin.close()
  }

  /// What must be true of every account at any time.
  private func expectBalanced(_ test: TestStore) async throws {
    let admin = try await test.session(as: test.superuser)
    let wrong = try await admin.query(
      """
      select account_id::text as name from freehold.credit_entries group by account_id, id, kind having sum(amount) <> 0
      union all
      select a.account_id::text from freehold.credit_accounts a where a.available < 0 or a.held < 0
        or a.available is distinct from (select sum(amount) from freehold.credit_entries e
          where e.account_id = a.account_id and book = 'available')
        or a.held is distinct from (select coalesce(sum(amount), 0) from freehold.credit_entries e
          where e.account_id = a.account_id and book = 'held')
      union all
      select id::text from freehold.credit_entries group by account_id, id
        having count(*) filter (where kind = 'spent') > 2 or count(*) filter (where kind = 'returned') > 2
      union all
      select e.id::text from freehold.credit_entries e where not exists (
        select from freehold.audit_events v where v.subject_table = 'credit_entries' and v.subject_id = e.id
          and v.event::text = 'credit_' || e.kind)
      """)
    #expect(wrong.isEmpty)
    await admin.close()
  }

  @Test("The first look grants the free credits, once, however many look at the same time")
  func grant() async throws {
    let test = try await TestStore.make()
    await withTaskGroup(of: CreditBalance?.self) { group in
      for _ in 0..<20 { group.addTask { await Result { try await test.store.credits(of: test.owner, free: 3) }.value } }
      for await balance in group { #expect(balance == CreditBalance(available: 3, held: 0)) }
    }
    #expect(try await test.store.credits(of: test.owner, free: 50).available == 3)
    try await expectBalanced(test)
    let (other, _) = try await test.person("other@example.org")
    #expect(try await test.store.credits(of: other, free: 0) == CreditBalance(available: 0, held: 0))
    #expect(try await test.store.creditHistory(of: other, limit: 10).isEmpty)
  }

  @Test("From available to held to spent; saying anything twice changes nothing")
  func life() async throws {
    let test = try await TestStore.make()
    let wish = key()
    let (permit, held) = try await test.store.holdCredit(for: wish, by: test.owner, free: 2).get()
    #expect(permit.state == .held && held == CreditBalance(available: 1, held: 1))
    #expect(try await test.store.holdCredit(for: wish, by: test.owner, free: 2).get().0.id == permit.id)
    #expect(try await test.store.credits(of: test.owner, free: 2) == held)
    for _ in 0..<3 {
      let (spent, left) = try await test.store.spend(permit.id, by: test.owner, free: 2).get()
      #expect(spent.state == .spent && left == CreditBalance(available: 1, held: 0))
    }
    #expect(try await test.store.holdCredit(for: wish, by: test.owner, free: 2).get().0.state == .spent)
    let lines = try await test.store.creditHistory(of: test.owner, limit: 10)
    #expect(lines.map(\.movement) == [.held, .granted])
    #expect(lines.map(\.change) == [-1, 2] && lines.map(\.balance) == [1, 2])
    #expect(lines[0].permit?.state == .spent)
    #expect(try await test.store.creditHistory(of: test.owner, before: lines[0].position, limit: 10).count == 1)
    try await expectBalanced(test)
  }

  @Test("After ten minutes an unspent credit is there again, and its permit says so")
  func returned() async throws {
    let test = try await TestStore.make()
    let wish = key()
    let (permit, _) = try await test.store.holdCredit(for: wish, by: test.owner, free: 1).get()
    #expect(try await test.store.holdCredit(for: key(), by: test.owner, free: 1).failure == .noCredits)
    try await age(test, "5 minutes")
    #expect(try await test.store.credits(of: test.owner, free: 1).held == 1)
    try await age(test, "5 minutes")
    #expect(try await test.store.credits(of: test.owner, free: 1) == CreditBalance(available: 1, held: 0))
    #expect(try await test.store.holdCredit(for: wish, by: test.owner, free: 1).get().0.state == .returned)
    let lines = try await test.store.creditHistory(of: test.owner, limit: 10)
    #expect(lines.map(\.movement) == [.returned, .held, .granted])
    // It came back when its ten minutes were over, not when somebody looked.
    #expect(lines[0].at == lines[1].permit?.expiresAt)

    // Said late: another credit is taken, once, and none where there is none.
    #expect(try await test.store.spend(permit.id, by: test.owner, free: 1).get().1.available == 0)
    #expect(try await test.store.spend(permit.id, by: test.owner, free: 1).get().0.state == .spent)
    #expect(try await test.store.creditHistory(of: test.owner, limit: 1).first?.movement == .spent)
    try await expectBalanced(test)
  }

  @Test("A late word without a credit is refused and changes nothing")
  func lateWithoutCredit() async throws {
    let test = try await TestStore.make()
    let (late, _) = try await test.store.holdCredit(for: key(), by: test.owner, free: 1).get()
    try await age(test, "10 minutes")
    let (next, _) = try await test.store.holdCredit(for: key(), by: test.owner, free: 1).get()
    #expect(try await test.store.spend(late.id, by: test.owner, free: 1).failure == .noCredits)
    #expect(try await test.store.spend(next.id, by: test.owner, free: 1).get().0.state == .spent)
    try await expectBalanced(test)
  }

  @Test("What nobody asks about again is given back by the hourly round")
  func tidied() async throws {
    let test = try await TestStore.make()
    let (other, _) = try await test.person("other@example.org")
    for person in [test.owner, other] {
      for _ in 0..<3 { _ = try await test.store.holdCredit(for: key(), by: person, free: 5).get() }
    }
    #expect(try await test.store.returnExpiredCredits(request: freshRequest()) == 0)
    try await age(test, "10 minutes")
    #expect(try await test.store.returnExpiredCredits(request: freshRequest()) == 6)
    #expect(try await test.store.returnExpiredCredits(request: freshRequest()) == 0)
    #expect(try await test.store.credits(of: other, free: 5) == CreditBalance(available: 5, held: 0))
    try await expectBalanced(test)
  }

  @Test("Permits that are not spent are bounded for each account and day")
  func bound() async throws {
    let test = try await TestStore.make()
    for _ in 0..<Permit.unspentADay { _ = try await test.store.holdCredit(for: key(), by: test.owner, free: 100).get() }
    try await age(test, "10 minutes")
    #expect(try await test.store.credits(of: test.owner, free: 100).available == 100)
    #expect(try await test.store.holdCredit(for: key(), by: test.owner, free: 100).failure == .tooManyUnspent)
    let (other, _) = try await test.person("other@example.org")
    #expect(try await test.store.holdCredit(for: key(), by: other, free: 1).failure == nil)
    try await age(test, "1 day")
    #expect(try await test.store.holdCredit(for: key(), by: test.owner, free: 100).failure == nil)
    try await expectBalanced(test)
  }

  @Test("Of 1,000 wishes for the last credit one is granted, and each asked twice is one wish")
  func lastCredit() async throws {
    let test = try await TestStore.make()
    let wishes = (0..<500).map { _ in key() }
    let granted = Counter()
    await withTaskGroup(of: Void.self) { group in
      for wish in wishes + wishes {
        group.addTask {
          let result = await Result { try await test.store.holdCredit(for: wish, by: test.owner, free: 1) }.value
          if case .success((let permit, _)) = result { await granted.add(permit.id) }
        }
      }
    }
    #expect(await granted.ids.count == 1)
    #expect(try await test.store.credits(of: test.owner, free: 1) == CreditBalance(available: 0, held: 1))
    try await expectBalanced(test)
  }

  @Test("An operator gives credits to whoever has an address, and to nobody else")
  func given() async throws {
    let test = try await TestStore.make()
    let (ana, _) = try await test.person("ana@example.org")
    _ = try await test.store.credits(of: ana, free: 2)
    let address = ana.account.email
    let given = try await test.store.grantCredits(40, to: address, request: freshRequest()).get()
    #expect(given == CreditBalance(available: 42, held: 0))
    #expect(try await test.store.grantCredits(1, to: address, request: freshRequest()).get().available == 43)
    let lines = try await test.store.creditHistory(of: ana, limit: 5)
    #expect(lines.map(\.change) == [1, 40, 2] && lines.map(\.isGift) == [true, true, false])
    let nobody = EmailAddress("nobody@example.org")!
    #expect(try await test.store.grantCredits(1, to: nobody, request: freshRequest()).failure == .notFound)
    try await expectBalanced(test)
  }

  @Test("Nobody sees or spends what is another's")
  func others() async throws {
    let test = try await TestStore.make()
    let (permit, _) = try await test.store.holdCredit(for: key(), by: test.owner, free: 2).get()
    let (other, _) = try await test.person("other@example.org")
    _ = try await test.store.credits(of: other, free: 2)
    #expect(try await test.store.spend(permit.id, by: other, free: 2).failure == .notFound)
    #expect(try await test.store.creditHistory(of: other, limit: 10).map(\.change) == [2])
    try await expectBalanced(test)
  }

  @Test("The kinds and books of the database are the ones that are decided about")
  func kinds() async throws {
    let test = try await TestStore.make()
    let admin = try await test.session(as: test.superuser)
    let kinds = try await admin.query(
      "select enumlabel::text as name from pg_enum where enumtypid = 'freehold.credit_movement'::regtype")
    #expect(try Set(kinds.map { try $0.get("name", as: String.self) }) == Set(CreditMovement.allCases.map(\.rawValue)))
    let books = try await admin.query(
      "select enumlabel::text as name from pg_enum where enumtypid = 'freehold.credit_book'::regtype")
    #expect(try Set(books.map { try $0.get("name", as: String.self) }) == Set(CreditBook.allCases.map(\.rawValue)))
    await admin.close()
  }
}

/// Different permits.
private actor Counter {
  var ids: Set<PermitID> = []
  func add(_ id: PermitID) { ids.insert(id) }
}

extension Result {
  fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }

  fileprivate var value: Success? {
    switch self {
    case .success(let value): value
    case .failure(let error):
      { () -> Success? in
        Issue.record(error)
        return nil
      }()
    }
  }
}
