/// `freehold-control` beside this program, run to its end, whatever that is.

import Subprocess
import SystemPackage

enum ControlProgram {
  struct Ended: Sendable {
    let status: TerminationStatus
    let output: String
    let errors: String
  }

  static func run(_ arguments: [String], input: String = "") async throws(ToolFailure) -> Ended {
    let program = try Programs.path("freehold-control")
    do {
      let result = try await Subprocess.run(
        .path(FilePath(program)), arguments: Arguments(arguments), input: .string(input),
        output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
      return Ended(
        status: result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    } catch {
      throw ToolFailure(.thisMachine, "freehold-control could not be run: \(error)", advice: "Is \(program) whole?")
    }
  }
}
