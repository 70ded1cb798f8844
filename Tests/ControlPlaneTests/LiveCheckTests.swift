// The live controls, checked by the hour and by hand.

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

@testable import ControlPlane

@Suite("The live checks")
struct LiveCheckTests {
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
