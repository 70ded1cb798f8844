/// What the operator states about controls that no program can check, beside a running server.

import ArgumentParser
import ControlPlane
import ServerKit
import Trust

struct TrustStatements: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust-statements", abstract: "List what is stated about controls that no program can check.")

  @OptionGroup var place: Place
  @Option(help: "This control alone.") var control: String?
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    let only = try control.map { try attested($0).id }
    try await place.trust { commands in
      let found = try await commands.stated().filter { only == nil || $0.control.id == only }
      print(json ? TrustCommands.Stated.json(found) : found.flatMap(\.lines).joined(separator: "\n"))
    }
  }
}

struct TrustState: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust-state", abstract: "State a control: the words are read from standard input.")

  @OptionGroup var place: Place
  @Argument(help: "The control.") var control: String
  @Option(help: "Who states it.") var name: String
  @Option(help: "The last day on which it counts, YYYY-MM-DD. Default: the last that the control allows.")
  var until: String?

  func run() async throws {
    let control = try attested(control)
    let text = String(decoding: StandardInput.bytes(atMost: 1 << 16), as: UTF8.self)
    try await place.trust { commands in
      let stated = try await commands.state(control, name: name, until: until, text: text)
      print(stated.lines.joined(separator: "\n"))
    }
  }
}

struct TrustWithdraw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust-withdraw", abstract: "Take back what was stated about a control.")

  @OptionGroup var place: Place
  @Argument(help: "The control.") var control: String
  @Option(help: "Who takes it back.") var name: String

  func run() async throws {
    let control = try attested(control)
    try await place.trust { print(try await $0.withdraw(control, name: name).lines.joined(separator: "\n")) }
  }
}

private func attested(_ text: String) throws -> Control {
  guard let id = ControlID(text), let control = Control.named(id), control.kind == .attested else {
    let known = Control.all.filter { $0.kind == .attested }.map(\.id.text).joined(separator: ", ")
    throw ValidationError("“\(text)” is no control that an operator states. There are: \(known)")
  }
  return control
}
