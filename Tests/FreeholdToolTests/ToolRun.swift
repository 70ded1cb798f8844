import Foundation
import ProcessTesting
import Values

/// The built tool as a process: what scripts see of it.
struct ToolRun {
  let status: Int32
  let output: String
  let errors: String

  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
    (status, output, errors) = try TestProcess.run(
      Self.products.appendingPathComponent("freehold").path, arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { _, new in new },
      input: Data(input.utf8))
  }

  /// Where this test's own bundle was built: the programs stand beside it.
  static let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent()
}

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = "/tmp/fh-tool-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func file(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
    let file = path + "/" + name
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
  }
}
