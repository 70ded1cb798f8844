/// `freehold trust drill`: every control that is tried out on a throw-away installation.

import ArgumentParser
import Trust

struct DrillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill",
    abstract: "Try out every control of the kind drill on an installation to throw away: the canary, and who gets in.",
    discussion: """
      The canary run (see: freehold trust canary), and then people of each role, a member of another workspace and a \
      stranger are sent to every address of the route table. Report and key are the canary's.

      Example:  freehold trust drill --sabotage --data /var/lib/freehold --report drills.json
      """)

  @OptionGroup var ways: DrillWays
  @OptionGroup var report: DrillReport

  func validate() throws { try ways.validate(report) }

  func run() async throws {
    try await report.run { place, steps in
      let canary = CanaryRun(place: place, steps: steps, sabotages: ways.sabotage, betrays: ways.betray)
      let owner = try await place.browser.newPage()
      let results = try await canary.run(owner)
      return results + (try await AccessDrill(place: place, steps: steps, betrays: ways.betray).run(owner))
    }
  }
}

struct DrillWays: ParsableArguments {
  @Flag(help: "Plant a value on purpose in each place in turn, too: each must be found.") var sabotage = false
  @Flag(help: "Break each property on purpose instead: every control must fail, and the run ends with 1.")
  var betray = false

  func validate(_ report: DrillReport) throws {
    if betray && report.data != nil {
      throw ValidationError("What --betray finds is of no installation: leave out --data.")
    }
  }
}
