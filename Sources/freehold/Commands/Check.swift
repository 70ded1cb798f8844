import AppSpec
import ArgumentParser
import Values

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check an app's spec and say what would be right.",
    discussion: """
      All findings at once, each at its line and column, as compilers print them. Ends with 1 when there is an error; \
      warnings alone end with 0. Nothing leaves this machine.

      Examples:
        freehold check app.yaml
        freehold check --json app.yaml | jq '.findings[].code'
        freehold check --schema > app-spec.schema.json     (for editors that complete YAML)
      """)

  @Argument(help: "The spec: YAML or JSON; - reads standard input.") var file: String?
  @Flag(help: "Findings as JSON.") var json = false
  @Flag(help: "Print the spec's JSON Schema (draft 2020-12) and end.") var schema = false

  func validate() throws {
    guard schema || file != nil else { throw ValidationError("Name the file to check, or - for standard input.") }
  }

  func run() throws {
    if schema { return Terminal.line(SpecSchema.json()) }
    guard let file else { return }
    let bytes = try Files.read(file)
    let checked = SpecCheck.check(bytes)
    if json {
      Terminal.line(FindingText.json(checked).text)
    } else {
      Terminal.line(FindingText.text(checked, file: file, spec: bytes))
    }
    if checked.app == nil { throw ExitCode(ToolFailure.Code.refused.rawValue) }
  }
}
