/// The tool for people: builders check and publish with it, administrators export and verify, everyone tries Freehold
/// on his own machine.

import ArgumentParser
import Glibc

struct Freehold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freehold",
    abstract: "Business apps over data that you own.",
    discussion: """
      Try it on this machine:
        freehold dev

      Work with an installation:
        freehold login https://freehold.example.com
        freehold check app.yaml
        freehold publish app.yaml --workspace acme --note "Overdue invoices by manager"
        freehold audit export --workspace acme --output audit.jsonl
        freehold audit verify audit.jsonl
        freehold trust check --data .freehold/dev/control
        freehold logs --since 2h --level warning

      Make invoices and e-invoices:
        freehold invoice render invoice.json
        freehold invoice --help

      Exit codes: 0 done; 1 refused, or findings; 2 wrong arguments; 3 the other side cannot be reached; 4 not signed \
      in; 5 something on this machine is in the way. Commands with --json print JSON on standard output, messages for \
      people on standard error.

      Environment: FREEHOLD_URL and FREEHOLD_TOKEN stand in for what `freehold login` keeps; NO_COLOR is heeded.
      """,
    version: Version.text,
    subcommands: [
      Dev.self, Login.self, Logout.self, Check.self, Publish.self, Apps.self, Runtimes.self, Audit.self, Logs.self,
      Redact.self, TrustCommand.self,
      InvoiceCommand.self, DevCertificateCommand.self, Version.self,
    ])
}

@main
enum Program {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      let command = try Freehold.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        var command = command
        try command.run()
      }
    } catch let failure as ToolFailure {
      Terminal.error(failure.description)
      exit(failure.code.rawValue)
    } catch {
      leave(error)
    }
  }

  /// Help and version go to standard output; wrong arguments end with 2, as the discussion says.
  private static func leave(_ error: any Error) -> Never {
    let code = Freehold.exitCode(for: error)
    let text = Freehold.fullMessage(for: error)
    if code.isSuccess { print(text) } else if !text.isEmpty { Terminal.error(text) }
    exit(code == .validationFailure ? ToolFailure.Code.usage.rawValue : code.rawValue)
  }
}
