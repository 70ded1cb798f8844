import Foundation
import ProcessTesting
import Testing

@testable import freehold

@Suite("Credentials")
struct CredentialsTests {
  @Test("are kept for their user alone, the last login first")
  func keeps() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/deep/freehold/credentials.json"
    var credentials = try Credentials.load(path)
    #expect(credentials.entries.isEmpty)
    credentials.use(.init(address: "https://a.example", email: "a@example.com", token: "one"))
    credentials.use(.init(address: "https://b.example", email: "b@example.com", token: "two"))
    credentials.use(.init(address: "https://a.example", email: "a@example.com", token: "three"))
    try credentials.save(path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try Credentials.load(path).entries.map(\.token) == ["three", "two"])
  }

  @Test("that others may read, or that are damaged, are refused")
  func refuses() throws {
    let folder = try TemporaryFolder()
    let open = try folder.file("open.json", "[]", mode: 0o644)
    #expect(throws: ToolFailure.self) { try Credentials.load(open) }
    let damaged = try folder.file("damaged.json", "[{}]")
    #expect(throws: ToolFailure.self) { try Credentials.load(damaged) }
  }

  @Test(
    "belong to an origin in one spelling",
    arguments: [
      ("Freehold.Example.com", "https://freehold.example.com"), ("https://a.example:8443/", "https://a.example:8443"),
      ("http://localhost:8080", "http://localhost:8080"),
    ])
  func origins(typed: String, expected: String) throws { #expect(try ControlClient.origin(typed) == expected) }

  @Test(
    "never go to an address that is not encrypted or more than an origin",
    arguments: ["http://a.example", "ftp://a", "https://", "https://a/b", "https://u@a", "https://a?b", "https://a b"])
  func notOrigins(typed: String) { #expect(throws: ToolFailure.self) { try ControlClient.origin(typed) } }
}

@Suite("Ports")
struct PortTests {
  @Test("that are taken are named with their owner and the flag to choose another")
  func taken() throws {
    let (descriptor, port) = try Loopback.listening()
    defer { close(descriptor) }
    let failure = #expect(throws: ToolFailure.self) { try PortCheck.require(port, flag: "--port", for: "runtime") }
    #expect(failure?.happened.contains("(process \(getpid()))") == true)
    #expect(failure?.advice.contains("--port \(port + 100)") == true)
    #expect(throws: ToolFailure.self) { try PortCheck.require(70000, flag: "--port", for: "runtime") }
  }
}
