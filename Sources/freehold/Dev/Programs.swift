/// Where the other programs and the sample's spec are: beside this one.

import Glibc
import Subprocess
import SystemPackage
import Values

enum Programs {
  /// The folder of this executable.
  static func folder() throws(ToolFailure) -> String {
    guard let path = Files.linkTarget("/proc/self/exe"), let slash = path.lastIndex(of: "/") else {
      throw ToolFailure(.thisMachine, "This program cannot find itself.", advice: "Is /proc mounted?")
    }
    return String(path[..<slash])
  }

  static func path(_ name: String) throws(ToolFailure) -> String {
    let path = try folder() + "/" + name
    guard access(path, X_OK) == 0 else {
      throw ToolFailure(
        .thisMachine, "\(name) does not stand beside this program (\(path)).",
        advice: "Build everything: swift build -c release")
    }
    return path
  }

  /// `Examples/collections.yaml` of the folder that this was built in; nil for an installed tool without examples.
  static func sampleSpec() throws(ToolFailure) -> String? {
    var folder = try folder()
    while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      let spec = folder + "/Examples/collections.yaml"
      if Files.exists(spec) { return spec }
      folder = String(folder[..<slash])
    }
    return nil
  }

  /// Runs one of the programs to its end and returns what it printed; its messages stand in `log`.
  static func output(
    _ name: String, _ arguments: [String], input: String = "", log: String
  ) async throws(ToolFailure) -> String {
    let program = try path(name)
    let status: String
    do {
      let result = try await run(
        .path(FilePath(program)), arguments: Arguments(arguments), input: .string(input),
        output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
      if result.terminationStatus.isSuccess { return result.standardOutput }
      status = [result.terminationStatus.description, result.standardError]
        .joined(separator: ": ").split(separator: "\n").suffix(6).joined(separator: "\n  ")
    } catch {
      status = "\(error)"
    }
    throw ToolFailure(
      .thisMachine, "\(name) \(arguments.first ?? "") failed: \(status)", advice: "The logs: \(log)")
  }
}
