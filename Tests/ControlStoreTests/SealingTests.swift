import AppSpec
import Contract
import Postgres
import Synchronization
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct SealingTests {
  @Test("Under eight writers and two sealers every event is sealed just once, and the export verifies")
  func concurrent() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let writing = Task {
      try await withThrowingTaskGroup { group in
        for writer in 0..<8 {
          group.addTask {
            for number in 0..<25 {
              _ = try await test.store.createApp(Name("app_\(writer)_\(number)")!, title: "App", by: home).get()
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let sealers = (0..<2).map { _ in
      Task {
        let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
        for _ in 0..<20 { try await sealer.sealOnce() }
      }
    }
    try await writing.value
    for sealer in sealers { try await sealer.value }
    try await seal(test, home)
    let verified = try await verify(test, home).get()
    #expect(verified.events >= 202)
    #expect(verified.head?.size == verified.events)
  }

  @Test("Rounds that fail raise the alarm too: whoever holds the sealer's lock does not silence it")
  func blocked() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
    try await waitForSeal(sealer)
    _ = try await test.store.createApp(Name("late")!, title: "Late", by: home).get()
    let admin = try await test.session(as: test.superuser)
    try await admin.script("update freehold.audit_events set recorded_at = recorded_at - interval '2 minutes'")
    #expect(await !sealer.status.isAlarming)
    await sealer.noteFailure()
    #expect(await sealer.status.isAlarming)
    await admin.close()
  }

  @Test("A transaction that is still running holds back the events after it, and the alarm says for how long")
  func stalled() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
    try await sealer.sealOnce()
    // A cluster-wide horizon: a transaction in any database holds it back, this test's own is enough.
    let holder = try await test.session(as: test.superuser)
    try await holder.script("begin; select pg_current_xact_id()")
    _ = try await test.store.createApp(Name("late")!, title: "Late", by: home).get()
    #expect(try await sealer.sealOnce() == 0)
    let admin = try await test.session(as: test.superuser)
    try await admin.script("update freehold.audit_events set recorded_at = recorded_at - interval '2 minutes'")
    _ = try await sealer.sealOnce()
    #expect(await sealer.status.isAlarming)
    try await holder.script("commit")
    try await waitForSeal(sealer)
    #expect(await !sealer.status.isAlarming)
    await admin.close()
    await holder.close()
  }

  /// Other tests' transactions hold the horizon back for moments.
  private func waitForSeal(_ sealer: Sealer) async throws {
    for _ in 0..<200 {
      if try await sealer.sealOnce() > 0 { return }
      try await Task.sleep(for: .milliseconds(25))
    }
  }

  @Test(
    "Tampering in a copy is found, and the row is named",
    arguments: [
      "update freehold.audit_events set outcome = 'refused' where id = (select event_id from leaf)",
      "update freehold.audit_events set actor_id = gen_random_uuid() where id = (select event_id from leaf)",
      "update freehold.audit_events set at = at - interval '1 hour' where id = (select event_id from leaf)",
      "delete from freehold.audit_events where id = (select event_id from leaf)",
      """
      with gone as (delete from freehold.audit_leaves where event_id = (select event_id from leaf) returning event_id)
      delete from freehold.audit_events where id in (select event_id from gone)
      """,
      "update freehold.audit_leaves set hash = sha256('x') where event_id = (select event_id from leaf)",
      "update freehold.audit_heads set root = sha256('x') where workspace_id = (select workspace_id from leaf)",
      """
      insert into freehold.audit_events (workspace_id, id, actor_kind, event, subject_table, outcome, recorded_at)
      select workspace_id, gen_random_uuid(), 'system', 'app_created', 'apps', 'done', now() - interval '1 day'
      from leaf
      """,
    ])
  func tampered(_ tampering: String) async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    try await seal(test, home)
    #expect(try await !verify(test, home).isRefused)
    let admin = try await test.session(as: test.superuser)
    try await admin.script(
      """
      create temporary table leaf as select workspace_id, event_id from freehold.audit_leaves
        where workspace_id = '\(home.workspace.id)' and leaf = 1;
      \(tampering)
      """)
    let leaf = try await admin.query("select event_id from leaf")[0].get("event_id", as: AuditEventID.self)
    await admin.close()
    guard case .failure(let breach) = try await verify(test, home) else {
      Issue.record("tampering was not found")
      return
    }
    let expected: [AuditBreach] = [.changed(leaf: 1, leaf), .removed(leaf: 1)]
    let isNamed =
      switch breach {
      case .inserted: tampering.contains("insert into")
      case .forged: tampering.contains("audit_heads")
      default: expected.contains(breach)
      }
    #expect(isNamed, "\(breach)")
  }

  @Test("Retention removes events, keeps their leaves, and the export says which were pruned")
  func pruned() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    try await seal(test, home)
    _ = try await test.store.createApp(Name("later")!, title: "Later", by: home).get()
    try await seal(test, home)
    let newest = try await test.store.audit(of: home).get().entries[0].record
    let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
    let count = try await sealer.prune(home.workspace.id, before: newest.recordedAt)
    #expect(count > 3)
    #expect(try await sealer.prune(home.workspace.id, before: newest.recordedAt) == 0)
    try await seal(test, home)
    let result = try await verify(test, home).get()
    #expect(result.pruned == Int64(count))
    #expect(try await test.store.audit(of: home).get().entries.contains { $0.record.event == .auditPruned })
  }

  @Test("Proofs from the store convince somebody who holds nothing but two heads")
  func proofs() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    try await seal(test, home)
    let old = try #require(try await test.store.audit(of: home).get().head).head
    _ = try await test.release(by: home)
    try await seal(test, home)
    let page = try await test.store.audit(of: home).get()
    let new = try #require(page.head).head
    let runtime = try await test.runtime()
    let path = try #require(
      try await test.store.consistencyProof(of: home.workspace.id, from: old.size, to: new.size, for: runtime))
    #expect(
      MerkleHash.continues(
        first: old.size, firstRoot: old.root, second: new.size, secondRoot: new.root, path: path.path))
    #expect(
      try await test.store.consistencyProof(of: home.workspace.id, from: old.size, to: new.size - 1, for: runtime)
        == nil)
    let (stranger, _) = try await test.person("stranger@example.org")
    _ = try await test.store.createWorkspace(slug: Slug("other")!, title: "Other", by: stranger).get()
    let foreign = try await test.runtime(of: try await test.member(of: Slug("other")!, stranger))
    #expect(
      try await test.store.consistencyProof(of: home.workspace.id, from: old.size, to: new.size, for: foreign) == nil)
    let entry = try #require(page.entries.last)
    let leaf = try #require(entry.leaf)
    let proof = try #require(try await test.store.inclusionProof(leaf: leaf, size: new.size, of: home).get())
    #expect(
      MerkleHash.includes(entry.record.leafHash, at: leaf, size: new.size, root: new.root, path: proof))
    let heads = try await test.store.auditHeads(for: runtime)
    #expect(heads.count == 1)
  }

  @Test("The installation's own tree is sealed and exported too, for operators only")
  func installation() async throws {
    let test = try await TestStore.make()
    let (stranger, _) = try await test.person("stranger@example.org")
    #expect(try await test.store.installationAudit(by: stranger).isRefused)
    try await waitUntilSealed(test) { try await test.store.installationAudit(by: test.owner).get().entries }
    let bytes = Mutex<[UInt8]>([])
    try await test.store.exportInstallationAudit(by: test.owner, key: test.key.verifier) { part in
      bytes.withLock { $0 += part }
    }.get()
    let verified = try AuditVerification.verify(bytes.withLock { $0 }, key: test.key.verifier).get()
    #expect(verified.workspace == nil)
    #expect(verified.events > 5)
  }

  private func seal(_ test: TestStore, _ member: Member) async throws {
    try await waitUntilSealed(test) { try await test.store.audit(of: member).get().entries }
  }
}

/// Seals until everything on the page has its leaf: other tests' transactions hold the horizon back for moments.
func waitUntilSealed(_ test: TestStore, _ entries: () async throws -> [AuditPage.Entry]) async throws {
  for _ in 0..<200 {
    try await test.sealNow()
    if try await entries().allSatisfy({ $0.leaf != nil }) { return }
    try await Task.sleep(for: .milliseconds(25))
  }
}

func export(_ test: TestStore, _ member: Member) async throws -> [UInt8] {
  let bytes = Mutex<[UInt8]>([])
  try await test.store.exportAudit(of: member, key: test.key.verifier) { part in bytes.withLock { $0 += part } }.get()
  return bytes.withLock { $0 }
}

func verify(
  _ test: TestStore, _ member: Member, known: SignedAuditHead? = nil
) async throws -> Result<VerifiedAudit, AuditBreach> {
  AuditVerification.verify(try await export(test, member), key: test.key.verifier, known: known)
}

extension Result {
  var isRefused: Bool {
    if case .failure = self { return true }
    return false
  }
}
