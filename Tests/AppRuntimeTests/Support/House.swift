import Contract
import Testing
import Values

@testable import AppRuntime

/// A runtime that serves `Specs.collections` over a database of its own.
struct House {
  let runtime: TestRuntime
  let database: SourceDatabase
  let app = AppID.random(milliseconds: 1)

  /// On a new runtime unless one is given.
  static func open(
    _ script: String = SourceDatabase.shop, spec: String = Specs.collections, on runtime: TestRuntime? = nil
  ) async throws -> House {
    let house = House(runtime: try runtime ?? TestRuntime(), database: try await SourceDatabase.make(script))
    try await house.runtime.start()
    try house.runtime.setSecret(house.database.secret())
    try house.runtime.publish(spec, app: house.app)
    try await house.beServed()
    return house
  }

  /// A first attempt that failed, because the machine is busy, is repeated when the clock moves.
  private func beServed() async throws {
    let first = try await eventually(within: .seconds(10)) { isServed }
    if !first { runtime.clock.advance(seconds: 1) }
    try #require(first ? true : await eventually { isServed }, "\(runtime.log.text)")
  }

  var isServed: Bool { runtime.server.runtime.book.live(app, in: runtime.workspace) != nil }

  func close() async throws { try await runtime.stop() }

  /// The hidden fields of the first row's button of an action.
  func fields(_ action: String, _ browser: Browser, page: String = "/collections") async throws -> [(String, String)] {
    let fields = try await browser.get(page).button("/collections/-/actions/\(action)")
    try #require(!fields.isEmpty)
    return fields
  }
}

func with(_ name: String, _ value: String, in fields: [(String, String)]) -> [(String, String)] {
  fields.filter { $0.0 != name } + [(name, value)]
}

extension Answer {
  /// The stable code of a problem in JSON.
  var problem: String? {
    text.contains("\"problem\":\"")
      ? text.split(separator: "\"problem\":\"", maxSplits: 1)[1].split(separator: "\"")[0].description : nil
  }
}
