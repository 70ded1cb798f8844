/// `freehold trust`: what Freehold claims, whether it holds, and a report that somebody else has made.

import ArgumentParser
import Contract
import Subprocess
import Trust
import Values

struct TrustCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "List the controls, check them, and verify a report of them.",
    discussion: """
      Examples:
        freehold trust controls
        freehold trust check --data .freehold/dev/control
        freehold trust check --data /var/lib/freehold --control data.tenant --json > report.json
        freehold trust verify --key PUBLIC_KEY report.json
        freehold trust canary --sabotage --report canary.json
        freehold trust state crypto.rest --data /var/lib/freehold --name "Ana Lindqvist" < disks.txt
        freehold trust search --for planted.json dump.sql /var/lib/freehold /var/log/freehold
      """,
    subcommands: [
      Controls.self, CheckControls.self, CanaryCommand.self, DrillCommand.self, VerifyReport.self, SearchFiles.self,
      StatementsCommand.self, StateCommand.self, WithdrawCommand.self,
    ])

  struct Controls: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Every control that this version has a check for: its claim, and what the check looks at.")
    @Flag(help: "As JSON.") var json = false

    func run() throws {
      if json {
        let list = Control.all.map { control -> JSON in
          [
            "id": .string(control.id.text), "group": .string(control.group.rawValue),
            "kind": .string(control.kind.rawValue), "claim": .string(control.claim),
            "looks_at": .string(control.looksAt),
          ]
        }
        return Terminal.line(JSON.object([.init("controls", .array(list))]).text)
      }
      for group in ControlGroup.allCases {
        let controls = Control.all.filter { $0.group == group }
        if controls.isEmpty { continue }
        Terminal.line(Terminal.bold(group.title))
        for control in controls {
          Terminal.line("  \(control.id)  (\(control.kind.rawValue))\n    \(control.claim).")
          Terminal.line(Terminal.dim("    \(control.looksAt)"))
        }
      }
    }
  }

  struct CheckControls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check the live controls of an installation on this machine, and keep the result.",
      discussion: """
        The control plane must be running; its data folder says which. The results are signed with the installation's key \
        and stand on /security and /trust. Ends with 1 when a control does not hold or could not be checked.
        """)
    @Option(help: "The control plane's data folder.") var data: String
    @Option(help: "The control plane's own database, as its server was told.") var databaseURL: String?
    @Option(help: "This control alone.") var control: String?
    @Flag(help: "The signed results as JSON.") var json = false

    func run() async throws {
      var arguments = ["trust-check", "--data", data]
      if let databaseURL { arguments += ["--database-url", databaseURL] }
      if let control { arguments += ["--control", control] }
      if json { arguments.append("--json") }
      try await ControlProgram.passOn(arguments)
    }
  }

  struct VerifyReport: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Verify that a report was signed by an installation, without any network.",
      discussion: """
        Ends with 1 when a signature is wrong, or a control in it did not hold. The SHA-256 under each result stands on the \
        installation's page /security, too, while it is the newest.

        Example:  freehold trust verify --key uYg0… report.json
        """)
    @Argument(help: "The report; - reads standard input.") var file: String
    // A key may begin with a hyphen.
    @Option(parsing: .unconditional, help: "The installation's public key, as it was told to you.") var key: String

    func run() throws {
      guard let bytes = Base64URL.decode(key), let key = VerificationKey(rawBytes: bytes) else {
        throw ToolFailure(.usage, "--key is no public key.", advice: "It is 43 characters of base64url.")
      }
      let report: ControlReport
      do { report = try ControlReport(try JSON.parse(try Files.read(file))) } catch let failure as ToolFailure {
        throw failure
      } catch { throw ToolFailure(.refused, "\(file) is no report of controls.", advice: "Ask for it again.") }
      guard let results = report.verified(by: key) else {
        throw ToolFailure(
          .refused, "Not verified: this key did not sign every result in \(file).",
          advice: "Compare the key with the installation's operator.")
      }
      Terminal.line("Verified: \(results.count) results, each signed by this key.")
      for (result, signed) in zip(results, report.results) {
        Terminal.line("\(result.at.iso)  " + result.lines.joined(separator: "\n"))
        Terminal.line(Terminal.dim("                      sha256 \(signed.digest)"))
      }
      if !results.allSatisfy({ $0.outcome == .passed }) { throw ExitCode(ToolFailure.Code.refused.rawValue) }
    }
  }
}
