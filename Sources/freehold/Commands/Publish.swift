import AppSpec
import ArgumentParser
import Values

struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a spec, then make it the release that people open.",
    discussion: """
      Checks here first: with an error nothing is sent. The control plane checks again, keeps the version with its \
      note, and tells the runtimes, which go on with the old release when the new one does not fit the source.

      Example:  freehold publish app.yaml --workspace acme --note "Customer page shows open invoices"
      """)

  @Argument(help: "The spec: YAML or JSON.") var file: String
  @OptionGroup var connection: Connection
  @OptionGroup var workspace: WorkspaceChoice
  @Option(help: "What changed, for the list of versions.") var note = ""
  @Flag(help: "The release, or the findings, as JSON.") var json = false

  func run() async throws {
    let bytes = try Files.read(file)
    let checked = SpecCheck.check(bytes)
    guard let app = checked.app else {
      Terminal.line(json ? FindingText.json(checked).text : FindingText.text(checked, file: file, spec: bytes))
      throw ExitCode(ToolFailure.Code.refused.rawValue)
    }
    let client = try connection.client()
    let name = app.app.name.text
    let path = try await workspace.path(client) + "/apps/\(name.pathSegment)/releases?note=\(note.pathSegment)"
    let answer = try await client.json(.post, path, body: .yaml(bytes))
    if json { return Terminal.line(answer.text) }
    let number = answer["release"]?.integer.map { " \($0)" } ?? ""
    let isNew = answer["changed"]?.bool ?? true
    Terminal.line(
      isNew ? "Published \(name), release\(number)." : "Release\(number) of \(name) runs just this already.")
    if let address = answer["address"]?.string { Terminal.line("People open it at \(address)") }
  }
}
