import ArgumentParser
import Values

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Export a workspace's audit trail, or the installation's, and verify an export.",
    discussion: """
      Examples:
        freehold audit export --workspace acme --output audit.jsonl
        freehold audit export --installation > installation.jsonl
        freehold audit verify audit.jsonl
      """,
    subcommands: [Export.self, Verify.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the whole trail with its sealed trees as JSON lines.")
    @OptionGroup var connection: Connection
    @OptionGroup var workspace: WorkspaceChoice
    @Flag(help: "The installation's own trail instead of a workspace's: for its operators.") var installation = false
    @Option(name: [.short, .long], help: "The file to write. Default: standard output.") var output: String?

    func run() async throws {
      let client = try connection.client()
      let path =
        installation
        ? "/api/v1/installation/audit/export" : try await workspace.path(client) + "/audit/export"
      guard let output else { return try await client.download(path) { Terminal.bytes($0) } }
      let file = try OutputFile(output)
      try await client.download(path) { bytes throws(ToolFailure) in try file.append(bytes) }
      try file.finish()
      Terminal.error("Wrote \(output). Check it: freehold audit verify \(output)")
    }
  }
}
