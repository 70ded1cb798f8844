import ArgumentParser
import Trust
import Values

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Export a workspace's audit trail, and verify an export.",
    discussion: """
      Examples:
        freehold audit export --workspace acme --output audit.jsonl
        freehold audit verify audit.jsonl
      """,
    subcommands: [Export.self, Verify.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the whole trail with its sealed trees as JSON lines.")
    @OptionGroup var connection: Connection
    @OptionGroup var workspace: WorkspaceChoice
    @Option(name: [.short, .long], help: "The file to write. Default: standard output.") var output: String?

    func run() async throws {
      let client = try connection.client()
      let path = try await workspace.path(client) + "/audit/export"
      let answer = try await client.send(.get, path, wait: 600)
      guard answer.status == 200 else { throw ControlClient.refusal(answer) }
      guard let output else { return Terminal.bytes(answer.bytes) }
      try Files.write(answer.bytes, to: output, mode: 0o600)
      Terminal.error("Wrote \(output). Check it: freehold audit verify \(output)")
    }
  }
}
