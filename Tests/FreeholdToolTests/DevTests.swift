import Foundation
import FoundationNetworking
import ProcessTesting
import Testing
import Values

@Suite("freehold dev", .serialized)
struct DevTests {
  /// One `freehold dev` over a small company.
  private final class House: @unchecked Sendable {
    let process: TestProcess
    private var pending = Data()

    init(_ data: String, ports: (Int, Int)) throws {
      process = try TestProcess(
        ToolRun.products.appendingPathComponent("freehold").path,
        [
          "dev", "--json", "--data", data, "--port", "\(ports.0)", "--runtime-port", "\(ports.1)", "--invoices", "500",
          "--spec", DevTests.spec,
        ])
    }

    /// Events until one of the name comes or the process ends.
    func until(_ name: String) throws -> JSON? {
      while true {
        while let end = pending.firstIndex(of: 0x0A) {
          let line = Array(pending[..<end])
          pending = Data(pending[(end + 1)...])
          let event = try JSON.parse(line)
          if event["event"]?.string == name { return event }
        }
        let piece = process.output.availableData
        if piece.isEmpty { return nil }
        pending += piece
      }
    }
  }

  /// One `freehold login`, whose terminal is read while it waits.
  private final class LoginRun {
    private let process: TestProcess

    init(_ control: String, _ environment: [String: String]) throws {
      process = try TestProcess(
        ToolRun.products.appendingPathComponent("freehold").path, ["login", control], environment: environment)
    }

    func code() throws -> String {
      var text = ""
      while true {
        let piece = process.errors.availableData
        text += String(decoding: piece, as: UTF8.self)
        if let found = text.firstMatch(of: /code ([A-Z]{4}-[A-Z]{4})/) { return String(found.1) }
        try #require(!piece.isEmpty, "the tool ended: \(text)")
      }
    }

    func finish() -> (Int32, String) {
      let text = String(decoding: process.output.readDataToEndOfFile(), as: UTF8.self)
      return (process.wait(), text)
    }
  }

  private static let spec =
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Examples/collections.yaml"

  /// Processes whose command line names `folder`.
  private static func processes(_ folder: String) throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.filter { pid in
      guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return false }
      return pid != getpid() && String(decoding: line, as: UTF8.self).contains(folder)
    }
  }

  private static func waitUntilNone(_ folder: String) async throws -> Bool {
    for _ in 0..<150 {
      if try processes(folder).isEmpty { return true }
      try await Task.sleep(for: .milliseconds(200))
    }
    return false
  }

  private static func status(_ address: String) async throws -> Int {
    let (_, response) = try await URLSession.shared.data(from: #require(URL(string: address)))
    return (response as? HTTPURLResponse)?.statusCode ?? 0
  }

  @Test("starts everything, brings back what ends, stops in order, and leaves nothing when it is killed")
  func life() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/d"
    let base = 20_000 + Int.random(in: 0..<5000) * 2
    let ports = (base, base + 1)
    let house = try House(data, ports: ports)
    while let event = try house.until("progress"), event["text"] != "In use at This machine." {}
    let ready = try #require(try house.until("ready"))
    #expect(ready["owner_link"]?.string?.hasPrefix("http://localhost:\(base)/owner/") == true)
    #expect(try await Self.status("http://127.0.0.1:\(base)/readyz") == 200)
    #expect(try await Self.status("http://127.0.0.1:\(base + 1)/healthz") == 200)

    let second = try ToolRun(["dev", "--data", data])
    #expect(second.status == 5 && second.errors.contains("Another"))
    let taken = try ToolRun(["dev", "--data", folder.path + "/e", "--port", "\(base)"])
    #expect(taken.status == 5 && taken.errors.contains("freehold-contro"))

    let control = try #require(try Self.processes("freehold-control\0serve\0--data\0\(data)").first)
    kill(control, SIGKILL)
    while let event = try house.until("progress"), event["text"] != "The control plane is back." {}
    #expect(try await Self.status("http://127.0.0.1:\(base)/healthz") == 200)

    house.process.terminate()
    #expect(try house.until("never") == nil)
    #expect(house.process.wait() == 0)
    #expect(try Self.processes(data).isEmpty)

    let again = try House(data, ports: ports)
    let readyAgain = try #require(try again.until("ready"))
    try await usesTool(control: "http://localhost:\(base)", ownerLink: readyAgain["owner_link"]?.string ?? "", folder)
    kill(again.process.pid, SIGKILL)
    #expect(try await Self.waitUntilNone(data))
  }

  /// Login by a code that is confirmed in the browser, then what a builder and an administrator do.
  private func usesTool(control: String, ownerLink: String, _ folder: TemporaryFolder) async throws {
    let environment = ["XDG_CONFIG_HOME": folder.path + "/config", "HOME": folder.path]
    let browser = Browser(control)
    #expect(try await browser.post(ownerLink).status == 200)
    try await confirmLogin(control, browser, environment)

    let apps = try JSON.parse(try ToolRun(["apps", "--json"], environment: environment).output)
    #expect(apps["apps"]?.array?.first?["name"] == "collections")
    #expect(
      try ToolRun(["publish", Self.spec], environment: environment).output.contains("published already, as release 1"))
    let changed = try String(contentsOfFile: Self.spec, encoding: .utf8) + "\n# changed\n"
    let spec = try folder.file("changed.yaml", changed)
    let published = try ToolRun(["publish", spec, "--note", "a & ü", "--json"], environment: environment)
    let rollout = try JSON.parse(published.output)
    #expect(rollout["release"] == 2)
    #expect(rollout["runtimes"]?.array?.map { $0["outcome"] } == ["prepared"])
    let missing = try folder.file(
      "missing.yaml", changed.replacingOccurrences(of: "from invoices", with: "from absent"))
    let refused = try ToolRun(["publish", missing], environment: environment)
    #expect(refused.status == 1 && refused.output.contains("This machine: not taken; a release before it goes on."))
    #expect(try ToolRun(["runtimes"], environment: environment).output.contains("This machine"))

    // A second for the sealer.
    try await Task.sleep(for: .seconds(2))
    let export = folder.path + "/audit.jsonl"
    #expect(try ToolRun(["audit", "export", "--output", export], environment: environment).status == 0)
    #expect(try ToolRun(["audit", "verify", export]).output.hasPrefix("Verified: "))
    let tampered = try String(contentsOfFile: export, encoding: .utf8)
      .replacingOccurrences(of: "\"version_saved\"", with: "\"app_created\"")
    #expect(try ToolRun(["audit", "verify", try folder.file("tampered.jsonl", tampered)]).status == 1)
    #expect(try ToolRun(["logout"], environment: environment).status == 0)
    #expect(try ToolRun(["apps"], environment: environment).status == 4)
  }

  private func confirmLogin(_ control: String, _ browser: Browser, _ environment: [String: String]) async throws {
    let login = try LoginRun(control, environment)
    let code = try login.code()
    let page = try await browser.get("/tool?code=\(code)")
    let token = try #require(page.field("csrf"))
    #expect(try await browser.post("/tool", [("csrf", token), ("code", code)]).status == 200)
    let (status, output) = login.finish()
    #expect(status == 0 && output.contains("owner@freehold.local"))
  }

  @Test("stops soon when it is interrupted in the middle of its first start")
  func interrupted() async throws {
    let folder = try TemporaryFolder()
    let base = 30_000 + Int.random(in: 0..<1000) * 2
    let house = try House(folder.path + "/d", ports: (base, base + 1))
    _ = try house.until("progress")
    try await Task.sleep(for: .milliseconds(300))
    house.process.send(SIGINT)
    _ = try house.until("never")
    #expect(house.process.wait() == 0)
    #expect(try await Self.waitUntilNone(folder.path))
  }
}
