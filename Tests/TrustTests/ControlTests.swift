import Contract
import Testing
import Trust
import Values

@Suite("Controls") struct ControlTests {
  private let now: @Sendable () -> Instant = { Instant(secondsSinceEpoch: 1_800_000_000) }
  private var control: Control { Control.all[0] }

  private func run(_ look: @escaping @Sendable () async throws -> ControlVerdict) async -> ControlResult {
    await ControlRunner(programs: [], now: now).run([ControlCheck(control, look)])[0]
  }

  @Test("have ids of their own, of their group, and sentences without a full stop")
  func registry() {
    #expect(Set(Control.all.map(\.id)).count == Control.all.count)
    for control in Control.all {
      #expect(ControlID(control.id.text) == control.id)
      #expect(!control.claim.hasSuffix(".") && control.looksAt.hasSuffix(".") || control.looksAt.hasSuffix(")"))
      #expect(Control.named(control.id)?.claim == control.claim)
    }
    for wrong in ["", "data", "data.", "Data.x", "data.x.y", "data.x y", "data." + String(repeating: "x", count: 64)] {
      #expect(ControlID(wrong) == nil, "\(wrong)")
    }
  }

  @Test("A check that throws has failed, with its error's type and none of its text")
  func throwing() async {
    struct Secretive: Error { let text = "Ana Lindqvist" }
    let result = await run { throw Secretive() }
    #expect(result.outcome == .failed)
    #expect(result.evidence.problems == ["the check threw Secretive"])
  }

  @Test("A check that cannot look says so, and is not counted as passed")
  func unable() async {
    let result = await run { throw CouldNotRun("nothing is sealed yet") }
    #expect(result.outcome == .couldNotRun)
    #expect(result.evidence.problems == ["nothing is sealed yet"])
  }

  @Test("A check that does not end has failed when its time is over, even when it ignores its end")
  func endless() async {
    let runner = ControlRunner(programs: [], now: now, sleep: { _ in })
    let stuck = AsyncStream<Never>.makeStream()
    let results = await runner.run([
      ControlCheck(control) {
        for await _ in stuck.stream {}
        try await Task.sleep(for: .seconds(1))
        return ControlVerdict(.passed, Evidence())
      }
    ])
    #expect(results[0].outcome == .failed)
    stuck.continuation.finish()
  }

  @Test("Checks run together and their results keep their order")
  func together() async {
    let gate = AsyncStream<Void>.makeStream()
    let second = Control.all[1]
    let results = await ControlRunner(programs: [], now: now).run([
      ControlCheck(control) {
        for await _ in gate.stream { break }
        return ControlVerdict(.passed, Evidence())
      },
      ControlCheck(second) {
        gate.continuation.yield()
        return ControlVerdict(findings: ["x"], Evidence())
      },
    ])
    #expect(results.map(\.control) == [control.id, second.id])
    #expect(results.map(\.outcome) == [.passed, .failed])
  }

  @Test("Evidence is bounded: few facts, short names, plain characters")
  func bounded() async throws {
    let result = await run {
      var evidence = Evidence()
      evidence.names("many", (0..<1000).map { "name \($0)" })
      evidence.names("long", [String(repeating: "x", count: 10_000), "Grüße\n"])
      for number in 0..<100 { evidence.count("count", number) }
      return ControlVerdict(.passed, evidence)
    }
    #expect(result.evidence.facts.count == Evidence.mostFacts)
    guard case .names(_, let many) = result.evidence.facts[0], case .names(_, let long) = result.evidence.facts[1]
    else { throw Missing() }
    #expect(many.count == Evidence.mostNames && many.last == "and more")
    #expect(long[0].utf8.count == Evidence.longestName && long[1] == "Gr????e?")
  }

  private struct Missing: Error {}

  @Test("A signed result reads back; another key, a changed byte and a foreign signature are noticed")
  func signed() async throws {
    var result = await run {
      var evidence = Evidence()
      evidence.count("rows", 3)
      evidence.names("tables", ["apps"])
      evidence.digest("program", Digest(of: [1]))
      return ControlVerdict(.passed, evidence)
    }
    result.programs = [.init(name: "freehold-control", digest: Digest(of: [2]))]
    let key = SigningKey()
    let signed = try SignedControlResult(signing: result, with: key)
    #expect(signed.verified(by: key.verifier) == result)
    #expect(signed.verified(by: SigningKey().verifier) == nil)
    let failed = SignedControlResult(
      text: signed.text.replacing("\"passed\"", with: "\"failed\""), signature: signed.signature)
    #expect(failed.verified(by: key.verifier) == nil)

    let report = ControlReport(key: key.verifier, results: [signed])
    #expect(try ControlReport(try JSON.parse(report.json.bytes)) == report)
    #expect(report.verified(by: key.verifier) == [result])
    #expect(ControlReport(key: key.verifier, results: [signed, failed]).verified(by: key.verifier) == nil)
  }

  @Test("The reports' vocabulary takes no sentence anywhere; a reader that takes one is found")
  func vocabulary() {
    let (found, tried) = VocabularyCheck.run()
    #expect(found == [])
    #expect(tried >= 40)
    let lenient = VocabularyCheck.run { json in json["note"] != nil || VocabularyCheck.accepted(json) }
    #expect(lenient.found.contains("action_ended takes another member"))
    let deaf = VocabularyCheck.run { _ in false }
    #expect(deaf.found.contains("a report secret_set as it should be is refused"))
    let free = VocabularyCheck.run { json in json["by"]?.string?.contains(" ") == true || VocabularyCheck.accepted(json)
    }
    #expect(free.found.contains("session_opened takes a sentence as by"))
  }

  @Test("A file's digest is that of its bytes, and none for what is not there")
  func digest() throws {
    #expect(Digest.ofFile("/proc/self/exe") != nil)
    #expect(Digest.ofFile("/nonexistent") == nil)
    #expect(Digest.ofFile("/dev/null") == Digest(of: []))
  }
}
