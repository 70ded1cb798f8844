import ArgumentParser
import Values

struct Apps: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List a workspace's apps and what is published of them.")

  @OptionGroup var connection: Connection
  @OptionGroup var workspace: WorkspaceChoice
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    let client = try connection.client()
    let answer = try await client.json(.get, try await workspace.path(client) + "/apps")
    if json { return Terminal.line(answer.text) }
    let apps = answer["apps"]?.array ?? []
    if apps.isEmpty { return Terminal.line("No apps yet. Publish one: freehold publish app.yaml") }
    let rows = apps.map { app in
      [
        app["name"]?.string ?? "", app["title"]?.string ?? "",
        app["release"]?.integer.map { "release \($0)" } ?? "not published",
      ]
    }
    Terminal.line(Columns.text(rows))
  }
}

/// Rows of text in columns of equal width.
enum Columns {
  static func text(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { index, cell in
        index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count + 2)
      }.joined()
    }.joined(separator: "\n")
  }
}
