import AppSpec
import Contract
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct ReportTests {
  private func report(_ workspace: WorkspaceID, _ kind: Report.Kind) -> Report {
    let now = wallClock()
    return Report(
      id: .random(milliseconds: now.microsecondsSinceEpoch / 1000), workspace: workspace, at: now, kind: kind)
  }

  @Test("Each kind of report becomes one audit event, however often it is delivered")
  func kinds() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let runtime = try await test.runtime()
    let (app, release) = try await test.release(by: home)
    let run = Report.ActionRun(
      release: release.id, action: Name("remind")!, by: home.account, request: freshRequest())
    let intended = report(home.workspace.id, .actionIntended(run))
    let kinds: [Report.Kind] = [
      .actionEnded(run, intent: intended.id, outcome: .committed, rows: 1, milliseconds: 12),
      .actionEnded(run, intent: intended.id, outcome: .repeated, rows: 0, milliseconds: 1),
      .actionEnded(run, intent: intended.id, outcome: .unexpectedRows, rows: 0, milliseconds: 1),
      .actionEnded(run, intent: intended.id, outcome: .refusedBySource, rows: 0, milliseconds: 1),
      .actionEnded(run, intent: intended.id, outcome: .sourceUnavailable, rows: 0, milliseconds: 1),
      .actionEnded(run, intent: intended.id, outcome: .unknown, rows: 0, milliseconds: 1),
      .exported(release: release.id, query: Name("overdue")!, by: home.account, rows: 1_000_000),
      .releasePrepared(release.id, milliseconds: 40),
      .releaseFailed(release.id, element: Name("overdue"), problem: .sourceChanged, sqlState: "42P01"),
      .sessionOpened(by: home.account), .passRefused(.passForged), .secretSet(.production, by: home.account),
      .secretRemoved(.production, by: nil), .auditHeadRejected,
    ]
    let reports = [intended] + kinds.map { report(home.workspace.id, $0) }
    for _ in 0..<2 {
      let accepted = try await test.store.receive(reports, from: runtime, request: freshRequest())
      #expect(Set(accepted) == Set(reports.map(\.id)))
    }
    let entries = try await test.store.audit(of: home, limit: 100).get().entries
    let reported = entries.filter { $0.record.actor == .runtime(runtime.id) }
    #expect(reported.count == reports.count)
    let first = try #require(reported.first { $0.record.event == .actionIntended })
    #expect(first.record.request == run.request)
    #expect(first.record.details.element?.text == "remind")
    #expect(first.record.details.app == app.id)
    #expect(first.actorEmail == test.owner.account.email)
    let log = try await test.store.buildLog(of: app.id, member: home).get()
    #expect(log.map(\.outcome) == [.failed, .prepared] || log.map(\.outcome) == [.prepared, .failed])
    #expect(log.contains { $0.sqlState == "42P01" && $0.problem == .sourceChanged && $0.runtimeTitle == "All" })
    let mine = try await test.store.audit(of: home, filter: .init(event: .dataExported, account: home.account)).get()
    #expect(mine.entries.count == 1)
  }

  @Test("A call of a model keeps its receipt, sealed with the rest; a redactor that failed is an error")
  func modelCalls() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let runtime = try await test.runtime()
    let (app, release) = try await test.release(by: home)
    let receipt = ModelReceipt(
      connection: .random(milliseconds: 3), policy: .required, redactor: .own, masked: [.init(.personal, 2)],
      tokensIn: 210, tokensOut: 96)
    func call(_ release: ReleaseID?, _ problem: ProblemCode?, of app: AppID, _ receipt: ModelReceipt) -> Report {
      report(
        home.workspace.id,
        .modelCalled(
          ModelCall(
            app: app, by: home.account, request: freshRequest(), release: release,
            action: release == nil ? nil : Name("remind"), problem: problem, milliseconds: 1900, receipt: receipt)))
    }
    let (answered, preview) = (call(release.id, nil, of: app.id, receipt), call(nil, nil, of: app.id, receipt))
    let failed = call(release.id, .redactionFailed, of: app.id, ModelReceipt(connection: nil, policy: .required))
    let spent = call(release.id, .modelBudgetSpent, of: app.id, ModelReceipt(connection: nil, policy: .standard))
    let foreign = call(nil, nil, of: .random(milliseconds: 1), receipt)
    let accepted = try await test.store.receive(
      [answered, preview, failed, spent, foreign], from: runtime, request: freshRequest())
    #expect(Set(accepted) == Set([answered, preview, failed, spent].map(\.id)))
    let entries = try await test.store.audit(of: home, filter: .init(event: .modelCalled)).get().entries
    func record(_ report: Report) throws -> AuditRecord {
      try #require(entries.first { $0.record.id.description == report.id.description }).record
    }
    #expect(try record(answered).details.receipt == receipt && record(answered).level == .info)
    #expect(try record(answered).details.element?.text == "remind" && record(preview).details.app == app.id)
    #expect(try record(failed).level == .error && record(failed).details.problem == .redactionFailed)
    #expect(try record(spent).level == .warning)
    for entry in entries {
      let read = try AuditRecord(JSON.parse(entry.record.json.bytes))
      #expect(read == entry.record && read.leafHash == entry.record.leafHash)
    }
  }

  @Test("A report about a workspace that the runtime does not serve, or a release that is not there, is not taken")
  func foreign() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (_, release) = try await test.release(by: home)
    let (person, _) = try await test.person("other@example.org")
    let other = try await test.store.createWorkspace(slug: Slug("other")!, title: "Other", by: person).get()
    let runtime = try await test.runtime(of: try await test.member(of: other.slug, person))
    let reports = [
      report(home.workspace.id, .releasePrepared(release.id, milliseconds: 1)),
      report(other.id, .releasePrepared(release.id, milliseconds: 1)),
      report(.random(milliseconds: 1), .auditHeadRejected),
    ]
    #expect(try await test.store.receive(reports, from: runtime, request: freshRequest()).isEmpty)
    let good = report(other.id, .auditHeadRejected)
    #expect(try await test.store.receive(reports + [good], from: runtime, request: freshRequest()) == [good.id])
    let entries = try await test.store.audit(of: home, limit: 100).get().entries
    #expect(!entries.contains { $0.record.actor == .runtime(runtime.id) })
  }

  @Test("The audit list is filtered and paged without gaps or repetitions")
  func paging() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    for number in 0..<12 { _ = try await test.store.createApp(Name("app_\(number)")!, title: "App", by: home).get() }
    var (seen, before): ([AuditEventID], AuditEventID?) = ([], nil)
    repeat {
      let page = try await test.store.audit(of: home, filter: .init(event: .appCreated), before: before, limit: 5).get()
      seen += page.entries.map(\.record.id)
      before = page.next
    } while before != nil
    #expect(seen.count == 12)
    #expect(Set(seen).count == 12)
    let now = wallClock()
    let future = try await test.store.audit(of: home, filter: .init(from: now.adding(seconds: 60))).get()
    #expect(future.entries.isEmpty)
    let past = try await test.store.audit(of: home, filter: .init(until: now.adding(seconds: 60))).get()
    #expect(past.entries.count >= 12)
  }
}
