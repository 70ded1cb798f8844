// The checks that go to the server's own listener: each holds, and each fails once its property is broken.

import Contract
import Foundation
import NIOHTTP1
import Postgres
import PostgresTesting
import ServerKit
import Testing
import Trust
import Values

@testable import ControlPlane

@Suite("The controls’ checks of the listener")
struct ListenerCheckTests {
  private let now: @Sendable () -> Instant = { WallClock.system.now() }

  @Test("What is broken or ambiguous is refused, each by a status of its own")
  func failsClosed() async throws {
    try await TestPlane.serving { plane in
      let verdict = try await ListenerChecks(served: plane.served, now: now).failsClosed()
      #expect(verdict.outcome == .passed, "\(verdict.evidence.problems)")
      #expect(Ambiguous.requests(to: "localhost").count >= 20)
    }
  }

  @Test("A server that guesses, and a reader that takes what means two things, are found")
  func guesses() async throws {
    let guessing = try GuessingServer()
    let served = Served(Settings(data: "/nowhere"), port: guessing.port, logs: nil)
    let verdict = try await ListenerChecks(served: served, now: now).failsClosed()
    #expect(verdict.evidence.problems.contains("two lengths is answered by 200"))
    #expect(verdict.evidence.problems.count == Ambiguous.requests(to: "x").count)
    guessing.stop()
    #expect(Ambiguous.accepted() == [])
    #expect(Ambiguous.accepted([("a guess", { false })]) == ["a guess is taken"])
  }

  @Test("A runtime without TLS is found, and one that cannot be reached is not counted as tried")
  func runtimes() async {
    let seen = await ListenerChecks.look(at: [
      "http://apps.example.com", "http://apps.localhost:8081", "https://apps.localhost:1",
    ])
    #expect(seen.findings == ["a runtime is reached without TLS"] && seen.tried == 0 && seen.missed == 1)
  }

  @Test("Where nobody listens the checks could not run")
  func nobody() async throws {
    try await TestPlane.serving { plane in
      var nowhere = plane.served
      nowhere.port = 1
      await #expect(throws: CouldNotRun.self) {
        _ = try await ListenerChecks(served: nowhere, now: now).failsClosed()
      }
    }
  }

  @Test("A contact that is set is told as RFC 9116 says, with the policy it leads to")
  func disclosure() async throws {
    try await TestPlane.serving(change: { settings in
      settings.securityContact = "mailto:security@example.com"
      settings.address = "https://freehold.example.com"
    }) { plane in
      let answer = try await Browser(plane).get("/.well-known/security.txt")
      #expect(answer.status == 200 && answer.text.hasPrefix("Contact: mailto:security@example.com\nExpires: "))
      #expect(answer.text.contains("\nPolicy: https://freehold.example.com/security/reporting\n"))
      let policy = try await Browser(plane).get("/security/reporting")
      #expect(policy.text.contains(">security@example.com</a>") && policy.text.contains("good faith"))
      #expect(try await Browser(plane).get("/security").text.contains("/security/reporting"))
      let verdict = try await ListenerChecks(served: plane.served, now: now).disclosure()
      #expect(verdict.outcome == .passed, "\(verdict.evidence.problems)")
    }
  }

  @Test("Without a contact neither is there, nobody claims it, and the check fails")
  func undisclosed() async throws {
    try await TestPlane.serving { plane in
      #expect(try await Browser(plane).get("/.well-known/security.txt").status == 404)
      #expect(try await Browser(plane).get("/security/reporting").status == 404)
      #expect(try await Browser(plane).get("/security").text.contains("No address for reports is set"))
      let verdict = try await ListenerChecks(served: plane.served, now: now).disclosure()
      #expect(verdict.evidence.problems.contains("there is no contact (section 2.5.3)"))
    }
  }

  @Test(
    "Contacts are addresses that can be used",
    arguments: [
      ("mailto:security@example.com", true), ("https://example.com/report", true), ("tel:+49-30-1234", true),
      ("security@example.com", false), ("http://example.com", false), ("mailto:nobody", false), ("https://", false),
      ("mailto:a@example.com\nExpires: 2099-01-01", false), ("javascript:alert(1)", false),
    ])
  func contacts(_ text: String, _ isFine: Bool) {
    do throws(SettingsProblem) {
      #expect(try Settings.contact(text) == text)
      #expect(isFine, "\(text)")
    } catch { #expect(!isFine, "\(text)") }
  }

  @Test("A request is found in the log; without a log, and once a file of it is gone, the check fails")
  func logsKept() async throws {
    try await TestPlane.serving { plane in
      let folder = try TemporaryFolder.make()
      var check = LogsKept(folder: folder, now: now)
      var last: ControlResult?
      func look() async throws -> [String] {
        let verdict = try await check.verdict(since: last) {
          try await Browser(plane).get("/sign-in").headers.first(name: "X-Request-Id")
        }
        last = ControlResult(
          control: Control.all[0].id, kind: .live, at: now(), outcome: verdict.outcome, milliseconds: 1, programs: [],
          evidence: verdict.evidence)
        return verdict.evidence.problems
      }
      check.patience = .milliseconds(50)
      #expect(try await look() == ["a request that was just made is not found in the log"])
      check.patience = .seconds(30)
      plane.log.keep(in: folder)
      #expect(try await look() == [])
      // Noted as begun, as a file is that somebody took away.
      let index = folder + "/freehold-control.files"
      let files = try String(contentsOfFile: index, encoding: .utf8)
      let other = files.split(separator: "\n")[0].replacing(now().day.iso, with: now().day.adding(days: -3).iso)
      try (files + other + "\n").write(toFile: index, atomically: true, encoding: .utf8)
      #expect(try await look() == ["the log file \(other) is gone"])
      try files.write(toFile: index, atomically: true, encoding: .utf8)
      #expect(try await look() == [])
      // What was written is taken away; later lines make the file no longer than it was.
      let file = String(files.split(separator: "\n")[0])
      #expect(truncate(folder + "/" + file, 0) == 0)
      for _ in 0..<2 { #expect(try await look() == ["the log file \(file) is shorter than it was"]) }
    }
  }

  @Test("Nothing goes wrong in silence; a server that swallows, quotes or guesses is found")
  func nothingSilent() async throws {
    try await TestPlane.serving { plane in
      let folder = try TemporaryFolder.make()
      var logs = LogsKept(folder: folder, now: now)
      logs.patience = .milliseconds(50)
      var check = NothingSilent(listener: ListenerChecks(served: plane.served, now: now), logs: logs)
      let unkept = try await check.verdict().evidence.problems
      #expect(unkept.count == NothingSilent.requests(to: "x").count && unkept[0].contains("is not found in the log"))
      plane.log.keep(in: folder)
      logs.patience = .seconds(30)
      check = NothingSilent(listener: check.listener, logs: logs)
      #expect(try await check.verdict().evidence.problems == [])

      check.tell = { error, _ in Problem(describing: error) }
      let swallowed = try await check.verdict().evidence.problems
      #expect(swallowed == NothingSilent.errors.map { "nothing is logged of \($0.name)" })
      check.tell = { error, logger in
        let problem = Problem(.internalError, "\(error)", advice: "")
        problem.log(to: logger)
        return problem
      }
      #expect(
        try await check.verdict().evidence.problems.contains(
          "an error that nobody foresaw quotes what it stumbled over"))

      let guessing = try GuessingServer()
      let served = Served(Settings(data: "/nowhere"), port: guessing.port, logs: nil)
      let guessed = NothingSilent(listener: ListenerChecks(served: served, now: now), logs: logs)
      #expect(try await guessed.verdict().evidence.problems.contains("an address that is not there has no request id"))
      guessing.stop()
    }
  }

  @Test("Health is told and what is unusual is noticed; a server that is not ready and rules that sleep are found")
  func health() async throws {
    try await TestPlane.serving { plane in
      let checks = ListenerChecks(served: plane.served, now: now)
      let sound = try await checks.health()
      #expect(sound.outcome == .passed, "\(sound.evidence.problems)")
      #expect(try await checks.health(rules: { _ in [] }).evidence.problems.count == Anomaly.allCases.count)
      #expect(try await checks.health(rules: { _ in Anomaly.allCases }).outcome == .failed)
      try await plane.asSuperuser("alter table freehold.installation rename to elsewhere")
      #expect(try await checks.health().evidence.problems.contains("/readyz answers 503"))
    }
  }

  @Test("The grammar of themes refuses each attempt; one that lets things through is found")
  func styles() {
    #expect(StyleCheck.verdict().outcome == .passed, "\(StyleCheck.verdict().evidence.problems)")
    let lenient = StyleCheck.verdict { ":root{\($0)}" }
    #expect(lenient.evidence.problems.contains("an import is taken"))
    #expect(lenient.evidence.problems.count == StyleCheck.hostile.count)
    let deaf = StyleCheck.verdict { _ in nil }
    #expect(deaf.evidence.problems == ["what is sound is refused"])
  }
}
