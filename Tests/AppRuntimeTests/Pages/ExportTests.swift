import AppSpec
import Contract
import ProcessTesting
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct ExportTests {
  @Test("An export holds every filtered row under the columns' labels, and is reported by count")
  func export() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let answer = try await browser.get("/collections?export=1")
    #expect(answer.status == 200 && answer.header("Content-Type") == "text/csv; charset=utf-8")
    #expect(answer.header("Content-Disposition")?.contains("overdue-") == true)
    let lines = answer.text.split(separator: "\r\n")
    #expect(lines.count == 1_501)
    #expect(lines[1].contains("Customer 2,"))
    let found = try await browser.get("/collections?export=1&q.1=Customer+2998")
    #expect(found.text.split(separator: "\r\n").count == 2)
    let runtime = house.runtime
    let reported = try await eventually {
      runtime.far.reports.contains { if case .exported(_, _, _, rows: 1_500) = $0.kind { true } else { false } }
    }
    #expect(reported)
    try await house.close()
  }

  @Test("A source that is away gives a problem and not an empty file")
  func unreachable() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    try house.runtime.setSecret(house.database.secret(port: Loopback.freePort()))
    let answer = try await browser.get("/collections?export=1", accept: "application/json")
    #expect(answer.status == 502 && answer.problem == "source_unreachable")
    try await house.close()
  }

  @Test("An export that nobody takes any more lets go of its connection")
  func abandoned() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    for _ in 0..<6 {
      let task = Task { try await browser.get("/collections?export=1") }
      try await Task.sleep(for: .milliseconds(5))
      task.cancel()
    }
    let free = try await eventually { try await browser.get("/collections?export=1").status == 200 }
    #expect(free)
    try await house.close()
  }
}
