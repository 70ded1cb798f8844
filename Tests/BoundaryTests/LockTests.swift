import Foundation
import Testing

@Suite("The dependencies")
struct LockTests {
  @Test("are resolved as dependencies.lock says")
  func lock() throws {
    let process = Process()
    process.executableURL = WallPlan.root.appending(path: "Scripts/lock")
    process.arguments = ["check"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: data, as: UTF8.self))")
  }

  @Test("have exact versions in the manifest")
  func exact() throws {
    let manifest = try String(contentsOf: WallPlan.root.appending(path: "Package.swift"), encoding: .utf8)
    let lines = manifest.split(separator: "\n").filter { $0.contains(".package(url:") }
    #expect(lines.count >= 10)
    for line in lines { #expect(line.contains("exact: \""), "\(line)") }
  }
}
