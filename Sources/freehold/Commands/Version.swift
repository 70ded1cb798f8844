import ArgumentParser
import Values

struct Version: ParsableCommand {
  static let text = "0.1.0"

  static let configuration = CommandConfiguration(abstract: "Print the version.")

  @Flag(help: "As JSON.") var json = false

  func run() {
    let value: JSON = ["version": .string(Self.text)]
    Terminal.line(json ? value.text : "freehold \(Self.text)")
  }
}
