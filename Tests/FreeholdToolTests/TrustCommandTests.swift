import Contract
import Testing
import Trust
import Values

@Suite("freehold trust") struct TrustCommandTests {
  private func report(_ outcome: String = "passed") throws -> (key: String, text: String) {
    let key = SigningKey()
    let result: JSON = [
      "control": "data.tenant", "kind": "live", "at": "2026-11-21T17:00:00Z", "outcome": .string(outcome),
      "milliseconds": 4, "programs": [], "evidence": [["label": "found", "names": ["table apps shows rows"]]],
    ]
    let signed = SignedControlResult(
      text: result.text, signature: try key.sign(.controlResult, Array(result.text.utf8)))
    return (Base64URL.encode(key.verifier.rawBytes), ControlReport(key: key.verifier, results: [signed]).text)
  }

  @Test("lists every control with its claim and its check, for people and as JSON")
  func controls() throws {
    let text = try ToolRun(["trust", "controls"])
    #expect(text.status == 0)
    for control in Control.all { #expect(text.output.contains(control.id.text) && text.output.contains(control.claim)) }
    let json = try JSON.parse(try ToolRun(["trust", "controls", "--json"]).output)
    #expect(json["controls"]?.array?.count == Control.all.count)
  }

  @Test("verifies a report by its key, and refuses another key, a changed report and what is none")
  func verify() throws {
    let (key, text) = try report()
    let good = try ToolRun(["trust", "verify", "--key", key, "-"], input: text)
    #expect(good.status == 0 && good.output.contains("Verified: 1 results"))
    let record = try #require(try ControlReport(try JSON.parse(text)).results.first)
    #expect(good.output.contains("sha256 \(record.digest)"))
    #expect(try ToolRun(["trust", "verify", "--key", report().key, "-"], input: text).status == 1)
    let changed = text.replacing("data.tenant", with: "data.direct")
    #expect(try ToolRun(["trust", "verify", "--key", key, "-"], input: changed).status == 1)
    #expect(try ToolRun(["trust", "verify", "--key", key, "-"], input: "{}").status == 1)
    #expect(try ToolRun(["trust", "verify", "--key", "x", "-"], input: text).status == 2)
    let hyphen = "-" + Base64URL.encode(SigningKey().verifier.rawBytes).dropFirst()
    #expect(try ToolRun(["trust", "verify", "--key", hyphen, "-"], input: text).status == 1)
  }

  @Test("a report of a control that did not hold is genuine and ends with 1")
  func failed() throws {
    let (key, text) = try report("failed")
    let run = try ToolRun(["trust", "verify", "--key", key, "-"], input: text)
    #expect(run.status == 1)
    #expect(run.output.contains("DOES NOT HOLD") && run.output.contains("table apps shows rows"))
  }

  @Test("check says what is in the way where no control plane runs")
  func notRunning() throws {
    let folder = try TemporaryFolder()
    let clock = ContinuousClock()
    let begin = clock.now
    let run = try ToolRun(["trust", "check", "--data", folder.path + "/control"])
    #expect(run.status == 1)
    #expect(clock.now - begin < .seconds(25), "said at once, not after waiting for a database")
    #expect(run.errors.contains("freehold-control serve"), "\(run.errors)")
    #expect(try ToolRun(["trust", "check", "--data", folder.path, "--control", "data.nothing"]).status == 2)
  }
}
