import AppRuntime
import ArgumentParser
import Contract
import Glibc

struct Secrets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set, list and remove the secrets that apps' sources name.",
    discussion: """
      A source's secret is a postgresql:// address, a JSON object, or lines of key=value with the keys
      host, port, database, user, password, tls (verify-full, require, disable) and ca (a certificate in PEM text).
      What no source could use is refused; --for text keeps any other value as it is.
      A running server uses a changed secret at its next request.
      """,
    subcommands: [Set.self, List.self, Remove.self])

  struct Location: ParsableArguments {
    @Option(help: "The runtime's data folder; that of `freehold dev` unless FREEHOLD_RUNTIME_DATA says otherwise.")
    var data = variable("FREEHOLD_RUNTIME_DATA") ?? ".freehold/dev/runtime"

    @Option(
      help:
        "The file with the secrets' key (default: secrets.key in the data folder); FREEHOLD_SECRETS_KEY goes before it."
    )
    var secretsKeyFile: String?

    func cabinet() throws -> SecretCabinet {
      try SecretCabinet(data: data, keyFile: secretsKeyFile, key: variable("FREEHOLD_SECRETS_KEY"))
    }
  }

  /// Which secret.
  struct Target: ParsableArguments {
    @OptionGroup var location: Location

    @Option(help: "The workspace's slug or id; a slug is known once the runtime serves the workspace.")
    var workspace: String

    @Option(help: "production or development.", transform: oneOf)
    var environment = Environment.production

    @Argument(help: "The secret's name, as the spec's source has it.")
    var name: String

    var words: String { "\(name) for \(workspace) (\(environment.rawValue))" }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set a secret; its value comes from standard input or a prompt, never from the command line.",
      discussion: """
        Example:
          freehold-runtime secrets set --data /var/lib/freehold --workspace acme shop-database < shop.url
        """)

    @OptionGroup var target: Target

    @Option(name: .customLong("for"), help: "What the secret is for: source or text.", transform: oneOf)
    var use = SecretCabinet.Use.source

    @Option(help: "Seconds to wait for a workspace that is being enrolled.")
    var wait = 10

    func run() async throws {
      try await reporting {
        let cabinet = try target.location.cabinet()
        let id = try await cabinet.workspace(target.workspace, waiting: .seconds(wait))
        let value = try readSecret("Value of \(target.name): ")
        let warnings = try await cabinet.set(target.name, of: id, target.environment, to: value, for: use)
        for warning in warnings { writeLine("Warning: \(warning)", to: STDERR_FILENO) }
        writeLine("Set \(target.words).", to: STDERR_FILENO)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the secrets' names; values are never shown.")

    @OptionGroup var location: Location

    @Flag(help: "Print a JSON array.")
    var json = false

    func run() async throws {
      try await reporting {
        for line in try location.cabinet().list(json: json) { writeLine(line, to: STDOUT_FILENO) }
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a secret.")

    @OptionGroup var target: Target

    func run() async throws {
      try await reporting {
        let cabinet = try target.location.cabinet()
        let id = try await cabinet.workspace(target.workspace, waiting: .zero)
        guard try cabinet.remove(target.name, of: id, target.environment) else {
          writeLine("There is no secret \(target.words).", to: STDERR_FILENO)
          throw ExitCode.failure
        }
      }
    }
  }
}

/// One of a closed list of words.
@Sendable func oneOf<Choice>(_ word: String) throws -> Choice
where Choice: RawRepresentable<String> & CaseIterable & Sendable {
  guard let choice = Choice(rawValue: word) else {
    let words = Choice.allCases.map(\.rawValue).joined(separator: " or ")
    throw ValidationError("“\(word)” is not \(words).")
  }
  return choice
}
