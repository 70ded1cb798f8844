import ArgumentParser
import Values

struct Runtimes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, add and remove the runtimes that serve a workspace.",
    discussion: """
      A runtime runs published apps next to your data. Adding one prints a token that works once:

        freehold runtimes add --title "Frankfurt" > token
        FREEHOLD_ENROLMENT_TOKEN=$(cat token) freehold-runtime serve --data /var/lib/freehold …
      """,
    subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the workspace's runtimes.")
    @OptionGroup var connection: Connection
    @OptionGroup var workspace: WorkspaceChoice
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
      let client = try connection.client()
      let answer = try await client.json(.get, try await workspace.path(client) + "/runtimes")
      if json { return Terminal.line(answer.text) }
      let runtimes = answer["runtimes"]?.array ?? []
      if runtimes.isEmpty { return Terminal.line("No runtimes yet. Add one: freehold runtimes add") }
      Terminal.line(
        Columns.text(
          runtimes.map { runtime in
            [
              runtime["id"]?.string ?? "", runtime["title"]?.string ?? "", runtime["address"]?.string ?? "",
              runtime["last_seen"]?.string.map { "seen \($0)" } ?? "never seen",
            ]
          }))
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a one-time token for a new runtime.")
    @OptionGroup var connection: Connection
    @OptionGroup var workspace: WorkspaceChoice
    @Option(help: "How the console lists it.") var title = "Runtime"
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
      let client = try connection.client()
      let answer = try await client.json(
        .post, try await workspace.path(client) + "/runtimes", body: .json(["title": .string(title)]))
      if json { return Terminal.line(answer.text) }
      Terminal.line(answer["token"]?.string ?? "")
      Terminal.error("The token works once. Give it to the runtime's first start as FREEHOLD_ENROLMENT_TOKEN.")
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a runtime: it is cut off at once.")
    @Argument(help: "Its id, as `freehold runtimes` lists it.") var runtime: String
    @OptionGroup var connection: Connection
    @OptionGroup var workspace: WorkspaceChoice

    func run() async throws {
      let client = try connection.client()
      _ = try await client.json(.delete, try await workspace.path(client) + "/runtimes/\(runtime.pathSegment)")
      Terminal.line("Removed runtime \(runtime).")
    }
  }
}
