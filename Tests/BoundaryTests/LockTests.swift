import Foundation
import ProcessTesting
import Testing

@Suite("The dependencies")
struct LockTests {
  @Test("are resolved as dependencies.lock says")
  func lock() throws {
    let run = try TestProcess.run(WallPlan.root.appending(path: "Scripts/lock").path, ["check"])
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("have exact versions in the manifest")
  func exact() throws {
    let manifest = try String(contentsOf: WallPlan.root.appending(path: "Package.swift"), encoding: .utf8)
    let lines = manifest.split(separator: "\n").filter { $0.contains(".package(url:") }
    #expect(lines.count >= 10)
    for line in lines { #expect(line.contains("exact: \""), "\(line)") }
  }
}
