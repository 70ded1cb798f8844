/// `freehold trust statements`, `state` and `withdraw`: what the operator says about controls that no program can check.

import ArgumentParser

struct StatementsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statements", abstract: "List what the operator states about controls that no program can check.",
    discussion: "Example:  freehold trust statements --data /var/lib/freehold")

  @OptionGroup var place: StatementPlace
  @Option(help: "This control alone.") var control: String?
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    try await ControlProgram.passOn(
      ["trust-statements"] + place.arguments + (control.map { ["--control", $0] } ?? []) + (json ? ["--json"] : []))
  }
}

struct StateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "State how it is with a control that no program can check, in your words.",
    discussion: """
      Signed with the installation's key, audited, and shown to everybody on /security as stated, with your name, until its last \
      day. The words are read from a file or from standard input.

      Example:  freehold trust state crypto.rest --data /var/lib/freehold --name "Ana Lindqvist" disks.txt
      """)

  @OptionGroup var place: StatementPlace
  @Argument(help: "The control; see: freehold trust statements") var control: String
  @Argument(help: "The words; - reads standard input.") var file = "-"
  @Option(help: "Who states it: a person or an office.") var name: String
  @Option(help: "The last day on which it counts, YYYY-MM-DD. Default: the last that the control allows.")
  var until: String?

  func run() async throws {
    let words = String(decoding: try Files.read(file), as: UTF8.self)
    try await ControlProgram.passOn(
      ["trust-state"] + place.arguments + ["--name", name] + (until.map { ["--until", $0] } ?? []) + ["--", control],
      input: words)
  }
}

struct WithdrawCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Take back what was stated about a control; it stays in the history.",
    discussion: "Example:  freehold trust withdraw crypto.rest --data /var/lib/freehold --name \"Ana Lindqvist\"")

  @OptionGroup var place: StatementPlace
  @Argument(help: "The control.") var control: String
  @Option(help: "Who takes it back.") var name: String

  func run() async throws {
    try await ControlProgram.passOn(["trust-withdraw"] + place.arguments + ["--name", name, "--", control])
  }
}

/// Which installation.
struct StatementPlace: ParsableArguments {
  @Option(help: "The control plane's data folder; its server runs.") var data: String
  @Option(help: "The control plane's own database, as its server was told.") var databaseURL: String?

  var arguments: [String] { ["--data", data] + (databaseURL.map { ["--database-url", $0] } ?? []) }
}
