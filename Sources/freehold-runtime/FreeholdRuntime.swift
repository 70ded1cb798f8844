import ArgumentParser

/// The runtime's program: it reads the command line and hands over to the wiring.
@main
struct FreeholdRuntime: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freehold-runtime",
    abstract: "Runs published apps over the data of their workspaces, and keeps their secrets.",
    discussion: """
      A runtime belongs where the data is. It is enrolled once with a token of `freehold runtimes add` and serves each
      workspace at a host of its own, SLUG.DOMAIN. Credentials are set on its own machine and never leave it.

      Exit codes: 0 done, 1 refused or failed, 64 the command line is wrong.
      """,
    subcommands: [Serve.self, Secrets.self, RotateKey.self, Redact.self])
}
