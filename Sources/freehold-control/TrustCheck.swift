/// The checks of the controls, beside a running server.

import ArgumentParser
import ControlPlane
import Trust

struct TrustCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust-check", abstract: "Check the live controls, sign and keep what they say.",
    discussion: """
      Ends with 1 when a control does not hold or could not be checked. The pages /security and /trust show the results.

      Example:  freehold-control trust-check --data /var/lib/freehold --control data.tenant
      """)

  @OptionGroup var place: Place
  @Option(help: "This control alone.") var control: String?
  @Flag(help: "The signed results as JSON.") var json = false
  @Flag(help: .hidden) var keepDrills = false

  func run() async throws {
    let only = try only()
    let report = try await place.trust { commands in
      try await keepDrills ? commands.keep(drills: StandardInput.bytes(atMost: 4 << 20)) : commands.check(only: only)
    }
    let results = report.verified(by: report.key) ?? []
    print(json ? report.text : results.flatMap(\.lines).joined(separator: "\n"))
    if !results.allSatisfy({ $0.outcome == .passed }) { throw ExitCode.failure }
  }

  private func only() throws -> ControlID? {
    guard let control else { return nil }
    guard let id = ControlID(control), Control.named(id)?.kind == .live else {
      throw ValidationError("There is no live control “\(control)”. See: freehold trust controls")
    }
    return id
  }
}
