// What everybody reads about the controls, and what only operators do.

import Contract
import ControlStore
import Foundation
import Logging
import Postgres
import PostgresTesting
import ServerKit
import Testing
import Trust
import Values
import Workspaces

@testable import ControlPlane

@Suite("The trust pages")
struct SecurityPageTests {
  private func keep(
    _ plane: TestPlane, _ outcome: ControlOutcome, of control: Control = Control.all[0], key: SigningKey? = nil,
    programs: [ControlResult.Program]? = nil
  ) async throws {
    var evidence = Evidence()
    evidence.names(outcome == .passed ? "tables" : "found", ["secret_table_of_ours"])
    let result = ControlResult(
      control: control.id, kind: control.kind, at: plane.plane.clock.now(), outcome: outcome, milliseconds: 12,
      programs: programs ?? LiveChecks.programs + plane.plane.pageFiles, evidence: evidence)
    let key = key ?? plane.plane.signingKey
    try await plane.store.keep([try SignedControlResult(signing: result, with: key)], key: key.verifier)
  }

  @Test("Before a check has run every claim is there, and none of them as kept")
  func never() async throws {
    try await TestPlane.serving { plane in
      let page = try await Browser(plane).get("/security")
      #expect(page.status == 200)
      for control in Control.all {
        #expect(page.text.contains(String(decoding: ("\(control.claim)" as HTML).bytes, as: UTF8.self)))
      }
      let unclaimed = plane.plane.settings.unclaimed
      let checked = Control.all.filter { $0.kind != .attested && unclaimed[$0.id.text] == nil }.count
      #expect(page.text.contains("0 of \(checked) claims held"))
      #expect(page.text.components(separatedBy: "Not checked yet").count == checked + 1)
      #expect(!page.text.contains(">Holds<"))
    }
  }

  @Test("What holds and what does not is told to everybody, what the check saw to operators alone")
  func told() async throws {
    try await TestPlane.serving { plane in
      try await keep(plane, .passed)
      try await keep(plane, .failed, of: Control.all[1])
      try await keep(plane, .couldNotRun, of: Control.all[2])
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Holds<") && page.contains(">Does not hold<") && page.contains(">Could not be checked<"))
      #expect(page.contains("1 did not."))
      #expect(!page.contains("secret_table_of_ours"))
      let owner = try await plane.owner()
      let id = Control.all[1].id.text
      #expect(try await owner.get("/trust").text.contains("/trust/\(id)"))
      #expect(try await owner.get("/trust/\(id)").text.contains("secret_table_of_ours"))
      #expect(try await owner.get("/trust/data.nothing").status == 404)
      let other = try await plane.person("other@example.org")
      #expect(try await other.get("/trust").status == 404)
      #expect(try await other.get("/trust/\(id)").status == 404)
      try await keep(plane, .passed, of: Control.all[1])
      #expect(try await !Browser(plane).get("/security").text.contains("Does not hold"))
    }
  }

  @Test("A record that this installation did not sign is shown as that, and never as kept")
  func forged() async throws {
    try await TestPlane.serving { plane in
      try await keep(plane, .failed)
      try await plane.asSuperuser(
        "update freehold.control_results set result = replace(result, '\"failed\"', '\"passed\"')")
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains("Record not genuine") && !page.contains(">Holds<"))
      try await plane.asSuperuser("delete from freehold.control_results")
      try await keep(plane, .passed, key: SigningKey())
      #expect(try await !Browser(plane).get("/security").text.contains(">Holds<"))
      #expect(try await plane.owner().get("/trust/\(Control.all[0].id)").text.contains("not signed by this"))
    }
  }

  @Test("An old record that is put there again, under another time or another control’s name, hides nothing")
  func replayed() async throws {
    for (control, at) in [
      ("control", "now() + interval '10 years'"), ("control", "'infinity'"), ("control", "now()"), ("control", "at"),
      ("'zz.later'", "at"), ("'ops.pinned'", "at"),
    ] {
      try await TestPlane.serving { plane in
        let tenant = try #require(Control.all.first { $0.id.text == "data.tenant" })
        try await keep(plane, .passed, of: tenant)
        plane.clock.advance(seconds: 60)
        try await keep(plane, .failed, of: tenant)
        try await plane.asSuperuser(
          """
          insert into freehold.control_results (id, control, at, result, signature)
          select gen_random_uuid(), \(control), \(at), result, signature from freehold.control_results
          where control = 'data.tenant' and result like '%"passed"%' order by at limit 1
          """)
        let page = try await Browser(plane).get("/security").text
        #expect(!page.contains(">Holds<"), "\(control) \(at)")
        #expect(page.contains(">Does not hold<") || page.contains("Record not genuine"), "\(control) \(at)")
      }
    }
  }

  @Test("What held two days ago counts as open: later results may be gone, or nobody looks any more")
  func old() async throws {
    try await TestPlane.serving { plane in
      let tenant = try #require(Control.all.first { $0.id.text == "data.tenant" })
      try await keep(plane, .passed, of: tenant)
      plane.clock.advance(seconds: 2 * 86_400 - 60)
      #expect(try await Browser(plane).get("/security").text.contains(">Holds<"))
      plane.clock.advance(seconds: 120)
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Not checked since<") && !page.contains(">Holds<"))
      #expect(page.contains("0 of ") && page.contains("1 held, and was not checked again for two days."))
      #expect(try await plane.owner().get("/trust").text.contains(">Not checked since<"))
      // A drill speaks of these programs, whatever its age.
      try await keep(plane, .passed, of: try #require(Control.all.first { $0.kind == .drill }))
      plane.clock.advance(seconds: 30 * 86_400)
      #expect(try await Browser(plane).get("/security").text.contains(">Holds<"))
    }
  }

  @Test("A drill of other programs than those that run is shown as that, and not as kept")
  func otherPrograms() async throws {
    try await TestPlane.serving { plane in
      try await keep(plane, .passed)
      #expect(try await Browser(plane).get("/security").text.contains("1 of "))
      try await keep(plane, .passed, programs: [.init(name: "freehold-control", digest: Digest(of: [1]))])
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains(">Held with an earlier version<") && !page.contains(">Holds<"))
      #expect(page.contains("0 of ") && page.contains("1 held with an earlier version of the programs."))
    }
  }

  @Test("A drill of other files of Studio than those that are served is none of these; a live check needs none")
  func otherPageFiles() throws {
    let key = SigningKey()
    let now = Instant(secondsSinceEpoch: 1_800_000_000)
    let files = StudioFiles([.init(name: "studio.js", bytes: [1], brotli: [2])])
    func digests(_ files: StudioFiles) -> [ControlResult.Program] { PageFiles.digests(of: files, nil) }
    func holds(_ kind: ControlKind, with seen: [ControlResult.Program], _ served: StudioFiles) throws -> Bool {
      let control = try #require(Control.all.first { $0.kind == kind })
      let result = ControlResult(
        control: control.id, kind: kind, at: now, outcome: .passed, milliseconds: 1, programs: seen,
        evidence: Evidence())
      let kept = Kept(try SignedControlResult(signing: result, with: key), control: control.id.text, at: now)
      return ControlStanding.all(
        [kept], key: key.verifier, now: now, programs: [], pageFiles: digests(served)
      ).contains(where: \.holds)
    }
    #expect(try holds(.drill, with: digests(files), files))
    // Also what is sent to browsers in place of the file itself.
    for other in [
      StudioFiles([.init(name: "studio.js", bytes: [3], brotli: [2])]),
      StudioFiles([.init(name: "studio.js", bytes: [1], brotli: [4])]),
      StudioFiles([.init(name: "studio.js", bytes: [1], brotli: nil)]),
      StudioFiles(files.files + [.init(name: "more.js", bytes: [], brotli: nil)]),
    ] {
      #expect(try !holds(.drill, with: digests(files), other))
    }
    #expect(try !holds(.drill, with: [], files))
    #expect(try holds(.live, with: [], files))
  }

  @Test("Every live control of the registry has its check, and their run is kept and signed")
  func live() async throws {
    try await TestPlane.serving { plane in
      _ = try await plane.owner()
      let folder = try TemporaryFolder.make()
      plane.log.keep(in: folder)
      let live = plane.live()
      let results = try await live.run().compactMap { $0.verified(by: plane.plane.signingKey.verifier) }
      let unclaimed = plane.plane.settings.unclaimed
      let claimed = Control.all.filter { $0.kind == .live && unclaimed[$0.id.text] == nil }
      #expect(results.map(\.control) == claimed.map(\.id))
      for result in results {
        #expect(!result.evidence.problems.contains("this program has no check of it"), "\(result.control)")
      }
      // Nothing is sealed yet: what looks at seals says so.
      for result in results where !["data.admin-rows", "audit.tamper"].contains(result.control.text) {
        #expect(result.outcome == .passed, "\(result.control): \(result.evidence.problems)")
      }
      let one = try await live.run(only: ControlID("data.tenant"))
      #expect(one.count == 1)
      await live.close()
      #expect(try await Browser(plane).get("/security").text.contains(">Holds<"))
    }
  }

  @Test("An operator has the live controls checked at once, or one of them; nobody else can")
  func now() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      #expect(try await owner.get("/trust").text.contains("Check the live ones now"))
      let one = try await owner.submit("/trust/data.tenant/checks")
      #expect(one.text.contains("Checked just now") && one.text.contains(">Holds<"))
      #expect(try await owner.get("/trust/data.admin-rows").text.contains("Not checked yet."))
      #expect(try await owner.submit("/trust/checks").text.contains("Checked just now"))
      #expect(try await !owner.get("/trust/data.admin-rows").text.contains("Not checked yet."))
      let drill = try #require(Control.all.first { $0.kind == .drill })
      for id in [drill.id.text, "crypto.rest", "data.nothing"] {
        #expect(try await owner.post("/trust/\(id)/checks").status == 404, "\(id)")
      }
      let other = try await plane.person("other@example.org")
      #expect(try await other.post("/trust/checks").status == 404)
    }
  }

  @Test("Everybody reads the installation's key and the digest of each signed record, and nothing of what it saw")
  func digests() async throws {
    try await TestPlane.serving { plane in
      let key = Base64URL.encode(plane.plane.signingKey.verifier.rawBytes)
      #expect(try await Browser(plane).get("/security").text.contains("<code class=\"secret\">\(key)</code>"))
      try await keep(plane, .passed)
      let kept = try #require(try await plane.store.latestControlResults().first)
      let page = try await Browser(plane).get("/security").text
      #expect(page.contains("<td class=\"digest\"><code>\(Digest(of: kept.signed.json.bytes))</code>"))
      try await plane.asSuperuser(
        "update freehold.control_results set result = replace(result, '\"passed\"', '\"failed\"')")
      #expect(try await !Browser(plane).get("/security").text.contains("class=\"digest\""))
    }
  }

  @Test("Where the database cannot be reached the checks could not run: nothing failed, and nothing holds")
  func unreachable() async throws {
    try await TestPlane.serving { plane in
      let live = plane.live(in: "nowhere")
      let results = await ControlRunner(programs: [], now: live.now).run(live.all)
      let others = [
        "monitor.health", "logs.redacted", "logs.kept", "logs.no-silent", "ops.fail-closed", "ops.css", "ops.pinned",
        "ops.disclosure", "crypto.transit",
      ]
      for result in results where !others.contains(result.control.text) {
        #expect(result.outcome == .couldNotRun, "\(result.control): \(result.evidence.problems)")
        #expect(result.evidence.problems == ["the database could not be reached"])
      }
      await live.close()
    }
  }

  @Test("The server checks by itself, says in its log what does not hold, and looks again soon")
  func service() async throws {
    try await TestPlane.serving { plane in
      _ = try await plane.owner()
      try await plane.asSuperuser("alter table freehold.apps no force row level security")
      let service = TrustService(
        live: plane.live(), logger: plane.log.logger, firstAfter: .zero, again: .milliseconds(20))
      let running = Task { try await service.run() }
      func says(_ words: String) async throws -> Bool {
        try await Browser(plane).get("/security").text.contains(words)
      }
      try await eventually { try await says("Does not hold") }
      #expect(plane.log.text.contains("a control does not hold") && plane.log.text.contains("data.tenant"))
      try await plane.asSuperuser("alter table freehold.apps force row level security")
      try await eventually { try await !says("Does not hold") }
      #expect(try await says(">Holds<"))
      running.cancel()
      try await running.value
    }
  }

  @Test("The log's check finds a logger that writes what it is given")
  func naiveLogger() {
    #expect(LogCheck.verdict(database: ([], [])).outcome == .passed)
    let talking = LogCheck.verdict(database: (["the database logs statements: log_statement is all"], []))
    #expect(talking.evidence.problems == ["the database logs statements: log_statement is all"])
    let naive = LogCheck.verdict(database: ([], [])) { sink in Logger(label: "naive") { _ in NaiveHandler(sink: sink) }
    }
    #expect(naive.outcome == .failed)
    #expect(naive.evidence.problems.contains("a card number stands in the log as message"))
    let silent = LogCheck.verdict(database: ([], [])) { _ in Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
    #expect(silent.evidence.problems.contains("nothing was logged of an IBAN as metadata"))
  }
}

private struct NaiveHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace
  let sink: LogSink

  init(sink: LogSink) { self.sink = sink }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { sink.write(Array("\(event.message) \(event.metadata ?? [:])\n".utf8)) }
}
