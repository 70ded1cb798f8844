/// `freehold-control` beside this program, run to its end, whatever that is.

import ArgumentParser
import Subprocess
import SystemPackage

enum ControlProgram {
  struct Ended: Sendable {
    let status: TerminationStatus
    let output: String
    let errors: String
  }

  /// Runs it and says what it says, with its end as ours.
  static func passOn(_ arguments: [String], input: String = "") async throws {
    let result = try await run(arguments, input: input)
    Terminal.write(result.output, to: 1)
    Terminal.write(result.errors, to: 2)
    switch result.status {
    case .exited(0): return
    case .exited(64): throw ExitCode(ToolFailure.Code.usage.rawValue)
    default: throw ExitCode(ToolFailure.Code.refused.rawValue)
    }
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
