import ArgumentParser
import Values

/// What every command has that speaks with a control plane.
struct Connection: ParsableArguments {
  @Option(help: "The control plane. Default: FREEHOLD_URL, then the last login.") var url: String?

  func client() throws(ToolFailure) -> ControlClient { try ControlClient(url: url) }
}

/// The workspace that a command means: the one named, or the only one there is.
struct WorkspaceChoice: ParsableArguments {
  @Option(name: [.short, .long], help: "The workspace's name in addresses. May be left out when you have only one.")
  var workspace: String?

  func path(_ client: ControlClient) async throws -> String {
    "/api/v1/workspaces/\(try await slug(client).pathSegment)"
  }

  func slug(_ client: ControlClient) async throws -> String {
    if let workspace { return workspace }
    let slugs = try await client.json(.get, "/api/v1/workspaces")["workspaces"]?.array?.compactMap {
      $0["slug"]?.string
    }
    guard let slugs, !slugs.isEmpty else {
      throw ToolFailure(.refused, "You are in no workspace.", advice: "Create one in the console, or be invited.")
    }
    guard slugs.count == 1 else {
      throw ToolFailure(
        .usage, "You are in several workspaces: \(slugs.joined(separator: ", ")).",
        advice: "Name one with --workspace.")
    }
    return slugs[0]
  }
}
