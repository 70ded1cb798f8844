import AppSpec
import Foundation
import Testing

@Suite struct DocumentationTests {
  @Test("The spec in the guide for builders has nothing to be found")
  func guide() throws {
    let path = Example.path.deletingLastPathComponent().deletingLastPathComponent().appending(
      path: "docs/your-own-app.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let parts = text.components(separatedBy: "```yaml\n").dropFirst()
    #expect(!parts.isEmpty)
    for part in parts {
      let spec = try #require(part.components(separatedBy: "```\n").first)
      let checked = SpecCheck.check(Array(spec.utf8))
      #expect(checked.findings.map { "\($0.line):\($0.column) \($0.code) \($0.message)" } == [])
    }
  }
}
