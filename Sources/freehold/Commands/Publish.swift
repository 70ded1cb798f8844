import AppSpec
import ArgumentParser
import Values

struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a spec, then make it the release that people open.",
    discussion: """
      Checks here first: with an error nothing is sent. The control plane checks again, keeps the version with its \
      note, and tells the runtimes, which go on with the old release when the new one does not fit the source. Says what \
      each runtime made of it, and ends with 1 when one did not take it.

      Example:  freehold publish app.yaml --workspace acme --note "Customer page shows open invoices"
      """)

  @Argument(help: "The spec: YAML or JSON.") var file: String
  @OptionGroup var connection: Connection
  @OptionGroup var workspace: WorkspaceChoice
  @Option(help: "What changed, for the list of versions.") var note = ""
  @Flag(help: "Approve, as an administrator, that its AI steps send text without redaction (policy: off).")
  var approveUnredacted = false
  @Option(help: "How many seconds to wait for the runtimes; 0 does not wait.") var wait = 15
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
    let path = try await workspace.path(client) + "/apps/\(name.pathSegment)/releases"
    let query = "?note=\(note.pathSegment)" + (approveUnredacted ? "&approve=unredacted" : "")
    let answer = try await client.json(.post, path + query, body: .yaml(bytes))
    let number = answer["release"]?.integer ?? 0
    if !json {
      let isNew = answer["changed"]?.bool ?? true
      Terminal.line(
        isNew ? "Published \(name), release \(number)." : "Just this was published already, as release \(number).")
      if let address = answer["address"]?.string { Terminal.line("People open it at \(address)") }
    }
    let rollout = try await Rollout.wait(client, path + "/\(number)", seconds: wait)
    if json {
      Terminal.line(answer.adding("runtimes", .array(rollout.runtimes)).text)
    } else {
      rollout.lines.forEach(Terminal.line)
    }
    if rollout.isRefused { throw ExitCode(ToolFailure.Code.refused.rawValue) }
  }
}

/// What the runtimes made of a release, as far as they have said it.
struct Rollout {
  let runtimes: [JSON]

  /// Asks until each runtime has answered, or the time is over.
  static func wait(_ client: ControlClient, _ path: String, seconds: Int) async throws -> Rollout {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
      let rollout = Rollout(runtimes: try await client.json(.get, path)["runtimes"]?.array ?? [])
      if rollout.isSettled || ContinuousClock.now >= end { return rollout }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  private var isSettled: Bool { runtimes.allSatisfy { $0["outcome"]?.string != nil } }
  var isRefused: Bool { runtimes.contains { $0["outcome"]?.string == "failed" } }

  var lines: [String] {
    if runtimes.isEmpty { return ["No runtime serves this workspace yet: freehold runtimes add"] }
    return runtimes.map { runtime in
      let title = runtime["title"]?.string ?? "A runtime"
      return switch runtime["outcome"]?.string {
      case "prepared": "\(title): in use."
      case "failed": "\(title): not taken; a release before it goes on. \(runtime["reason"]?.string ?? "")."
      default: "\(title): has not answered yet. Is it running?"
      }
    }
  }
}

extension JSON {
  fileprivate func adding(_ name: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + [.init(name, value)])
  }
}
