// What the database refuses by itself, whatever the server's code asks of it: straight SQL with the server's own login.

import Postgres
import Testing
import Values
import Workspaces

@testable import ControlStore

@Suite("The credits' ledger")
struct CreditLedgerTests {
  private let signer = ContextSigner(key: TestStore.credentials.contextKey)

  /// The owner with two credits, of which one is held, and the permit.
  private func ledger() async throws -> (TestStore, String) {
    let test = try await TestStore.make()
    let (permit, _) = try await test.store.holdCredit(for: .random(milliseconds: 0), by: test.owner, free: 2).get()
    return (test, permit.id.description)
  }

  /// What a transaction of `freehold_app` as `standing` comes to; nil when it commits.
  private func refusal(_ test: TestStore, as standing: Standing, _ statements: String...) async throws -> SQLState? {
    let session = try await test.session()
    let context = signer.context(standing, now: wallClock(), backendPID: session.backendPID)
    do {
      try await session.script("begin; select set_config('freehold.context', '\(context)', true)")
      for statement in statements { try await session.script("set local search_path = freehold; \(statement)") }
      try await session.script("commit")
      await session.close()
      return nil
    } catch {
      await session.close()
      return error.sqlState
    }
  }

  private func audit(
    _ test: TestStore, _ id: String, _ event: String = "credit_spent", isSystem: Bool = false
  ) -> String {
    """
    insert into audit_events (workspace_id, id, actor_kind, actor_id, event, subject_table, subject_id, outcome)
    values ('00000000-0000-0000-0000-000000000000', gen_random_uuid(),
      \(isSystem ? "'system', null" : "'account', '\(test.owner.account.id)'"), '\(event)', 'credit_entries', '\(id)',
      'done')
    """
  }

  private func entries(_ test: TestStore, _ id: String, _ rows: String...) -> String {
    let account = test.owner.account.id
    let values = rows.map { "('\(account)', '\(id)', \($0))" }.joined(separator: ", ")
    return "insert into credit_entries (account_id, id, kind, book, amount, asked_as) values \(values)"
  }

  @Test("A movement that does not sum to zero, or is only half of one, does not commit")
  func halves() async throws {
    let (test, permit) = try await ledger()
    let me = Standing.person(test.owner)
    let half = entries(test, permit, "'spent', 'held', -1, null")
    #expect(try await refusal(test, as: me, audit(test, permit), half) == .creditsUnbalanced)
    let gift = entries(test, permit, "'spent', 'spent', 1, null")
    #expect(try await refusal(test, as: me, audit(test, permit), gift) == .creditsUnbalanced)
    let both = entries(test, permit, "'spent', 'held', -1, null", "'spent', 'spent', 1, null")
    #expect(try await refusal(test, as: me, both) == .changeNotAudited)
    #expect(try await refusal(test, as: me, audit(test, permit), both) == nil)
  }

  @Test("A permit is spent once, and not given back afterwards or before its time")
  func ends() async throws {
    let (test, permit) = try await ledger()
    let me = Standing.person(test.owner)
    let back = entries(test, permit, "'returned', 'held', -1, null", "'returned', 'available', 1, null")
    let recorded = audit(test, permit, "credit_returned", isSystem: true)
    #expect(try await refusal(test, as: .system, recorded, back) == .creditsUnbalanced)
    let spend = entries(test, permit, "'spent', 'held', -1, null", "'spent', 'spent', 1, null")
    #expect(try await refusal(test, as: me, audit(test, permit), spend) == nil)
    let again = entries(test, permit, "'spent', 'available', -1, null", "'spent', 'spent', 1, null")
    #expect(try await refusal(test, as: me, audit(test, permit), again) == .uniqueViolation)
    #expect(try await refusal(test, as: .system, recorded, back) != nil)
    let unknown = freshPermit()
    let never = entries(test, unknown, "'spent', 'held', -1, null", "'spent', 'spent', 1, null")
    #expect(try await refusal(test, as: me, audit(test, unknown), never) == .checkViolation)
  }

  @Test("No balance goes below zero, also without the lock that the server takes")
  func belowZero() async throws {
    let (test, _) = try await ledger()
    let outcomes = await withTaskGroup(of: SQLState?.self) { group in
      for _ in 0..<12 {
        group.addTask {
          let id = freshPermit()
          let hold = entries(
            test, id, "'held', 'available', -1, null", "'held', 'held', 1, '\(freshPermit())'")
          do { return try await refusal(test, as: .person(test.owner), audit(test, id, "credit_held"), hold) } catch {
            Issue.record(error)
            return nil
          }
        }
      }
      return await group.reduce(into: [SQLState?]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.count { $0 == .checkViolation } == 11)
    #expect(try await test.store.credits(of: test.owner, free: 2) == CreditBalance(available: 0, held: 2))
  }

  @Test("Nobody gives himself credits, another's or returned ones, or names a time")
  func gifts() async throws {
    let (test, permit) = try await ledger()
    let (other, _) = try await test.person("other@example.org")
    let me = Standing.person(test.owner)
    let id = freshPermit()
    let gift = entries(test, id, "'granted', 'granted', -9, null", "'granted', 'available', 9, null")
    #expect(try await refusal(test, as: me, audit(test, id, "credit_granted"), gift) == .insufficientPrivilege)
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      "set session_replication_role = replica; update freehold.credit_entries set at = at - interval '10 minutes'")
    await admin.close()
    let back = entries(test, permit, "'returned', 'held', -1, null", "'returned', 'available', 1, null")
    #expect(try await refusal(test, as: me, audit(test, permit), back) == .insufficientPrivilege)
    let spend = entries(test, permit, "'spent', 'held', -1, null", "'spent', 'spent', 1, null")
    #expect(try await refusal(test, as: .person(other), spend) == .insufficientPrivilege)
    let dated = "insert into credit_entries (account_id, id, amount, at) values (null, null, 1, now())"
    #expect(try await refusal(test, as: me, dated) == .insufficientPrivilege)
    #expect(try await refusal(test, as: me, "update credit_accounts set available = 9") == .insufficientPrivilege)
  }

  @Test("No role changes or removes an entry; the owner of the tables neither")
  func kept() async throws {
    let (test, _) = try await ledger()
    let me = Standing.person(test.owner)
    for change in ["update credit_entries set amount = 5", "delete from credit_entries", "truncate credit_entries"] {
      #expect(try await refusal(test, as: me, change) == .insufficientPrivilege)
      for role in ["freehold_owner", "freehold_keys", "freehold_sealer", "freehold_feed"] {
        let admin = try await test.session(as: test.superuser)
        #expect(await self.refused(admin, role, change), "\(role): \(change)")
        await admin.close()
      }
    }
    let admin = try await test.session(as: test.superuser)
    let left = try await admin.query("select count(*) as n, sum(amount)::bigint as s from freehold.credit_entries")
    #expect(try left[0].get("n", as: Int64.self) == 4 && left[0].get("s", as: Int64.self) == 0)
    await admin.close()
  }

  /// Refused, or without a row that it would touch.
  private func refused(_ admin: Connection, _ role: String, _ change: String) async -> Bool {
    do {
      try await admin.script("set role \(role); set search_path = freehold; \(change)")
      return false
    } catch {
      return error.sqlState == .insufficientPrivilege || error.sqlState == .creditsKept
    }
  }
}

private func freshPermit() -> String {
  var generator = SystemRandomNumberGenerator()
  return PermitID(high: generator.next(), low: generator.next()).description
}
