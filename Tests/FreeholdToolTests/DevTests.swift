import Foundation
import FoundationNetworking
import Testing
import Values

@Suite("freehold dev", .serialized)
struct DevTests {
  /// One `freehold dev` over a small company.
  private final class House: @unchecked Sendable {
    let process = Process()
    private let output = Pipe()
    private var pending = Data()

    init(_ data: String, ports: (Int, Int)) throws {
      process.executableURL = ToolRun.products.appendingPathComponent("freehold")
      process.arguments = [
        "dev", "--json", "--data", data, "--port", "\(ports.0)", "--runtime-port", "\(ports.1)", "--invoices", "500",
        "--spec", DevTests.spec,
      ]
      process.standardOutput = output
      process.standardInput = FileHandle.nullDevice
      try process.run()
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
        let piece = output.fileHandleForReading.availableData
        if piece.isEmpty { return nil }
        pending += piece
      }
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
    house.process.waitUntilExit()
    #expect(house.process.terminationStatus == 0)
    #expect(try Self.processes(data).isEmpty)

    let again = try House(data, ports: ports)
    let seconds = try #require(try again.until("ready"))["seconds"]
    if case .number(let text) = seconds { #expect((Double(text) ?? 99) < 3) } else { Issue.record("no seconds") }
    kill(again.process.processIdentifier, SIGKILL)
    #expect(try await Self.waitUntilNone(data))
  }

  @Test("stops soon when it is interrupted in the middle of its first start")
  func interrupted() async throws {
    let folder = try TemporaryFolder()
    let base = 30_000 + Int.random(in: 0..<1000) * 2
    let house = try House(folder.path + "/d", ports: (base, base + 1))
    _ = try house.until("progress")
    try await Task.sleep(for: .milliseconds(300))
    house.process.interrupt()
    _ = try house.until("never")
    house.process.waitUntilExit()
    #expect(house.process.terminationStatus == 0)
    #expect(try await Self.waitUntilNone(folder.path))
  }
}
