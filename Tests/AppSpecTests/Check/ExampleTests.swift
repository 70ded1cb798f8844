import AppSpec
import Foundation
import Testing

/// The spec that ships with the project.
enum Example {
  static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/collections.yaml")

  static func bytes() throws -> [UInt8] { Array(try Data(contentsOf: path)) }
}

@Suite struct ExampleTests {
  @Test("The sample company's app has nothing to be found")
  func clean() throws {
    let checked = SpecCheck.check(try Example.bytes())
    #expect(checked.findings.map { "\($0.line):\($0.column) \($0.code) \($0.message) \($0.advice)" } == [])
    let app = try #require(checked.app?.app)
    #expect(app.name.text == "collections")
    #expect(app.pages.map(\.path.description) == ["/", "/customers", "/customers/:id", "/invoices/:id", "/figures"])
    #expect(app.actions.map(\.name.text) == ["record_payment", "remind", "set_credit_limit", "write_off"])
    #expect(app.pages.map(\.listed) == [true, true, false, false, true])
  }
}
