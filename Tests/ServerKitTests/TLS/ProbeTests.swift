import Foundation
import Hummingbird
import NIOCore
import ProcessTesting
import Testing

@testable import ServerKit

@Suite("A server that looks at itself")
struct ProbeTests {
  private let certificates: TestCertificates

  init() throws { certificates = try TestCertificates() }

  @Test("finds its own listener modern, and asks it what anybody can ask")
  func own() async throws {
    var listener = Listener(port: 0)
    listener.certificate = try ServerCertificate(certificates.files)
    try await TestServer.serving(listener) { server in
      let probe = Probe(host: "127.0.0.1", port: server.port, isSecure: true)
      let found = try await Transit.findings(probe, "it")
      #expect(found == [])
      let answer = try await probe.get("/hello", host: "localhost")
      #expect(answer.status == 200 && answer.body == "\"hello\"")
      #expect(answer.headers["x-request-id"] != nil)
      let plain = Probe(host: "127.0.0.1", port: server.port, isSecure: false)
      let unsecured = try await plain.get("/hello", host: "localhost")
      #expect(unsecured.status != 200)
    }
  }

  @Test("reads answers in chunks, and those that are none")
  func answers() async throws {
    try await TestServer.serving(
      Listener(port: 0),
      routes: { router in
        router.get("list") { _, _ -> Response in .csv("x") { try await $0.write(ByteBuffer(string: "a,b\r\nc,d\r\n")) }
        }
      }
    ) { server in
      let probe = Probe(host: "127.0.0.1", port: server.port, isSecure: false)
      let list = try await probe.get("/list", host: "localhost")
      #expect(list.body == "a,b\r\nc,d\r\n")
      let nothing = try await probe.get("/nothing", host: "localhost")
      #expect(nothing.status == 404)
      // What carries the mark is counted as the program's own.
      var own = probe
      own.mark = Metrics.process.mark
      let before = Metrics.process.ownCounts
      #expect(try await own.get("/nothing", host: "localhost").status == 404)
      let after = Metrics.process.ownCounts
      #expect(after.all > before.all && after.refused > before.refused)
    }
    do throws(Probe.Failure) {
      _ = try await Probe(host: "127.0.0.1", port: 1, isSecure: false).exchange([])
      Issue.record("nobody listens there")
    } catch { #expect(error == .unreachable) }
  }

  @Test("finds one that takes old versions and weak suites, or no new ones")
  func weak() async throws {
    try certificates.issue("rsa.pem", "rsa.key", name: "weak", rsa: true)
    for (options, expected) in [
      (["-min_protocol", "TLSv1", "-cipher", "ALL:@SECLEVEL=0"], ["TLS 1.0", "TLS 1.1"]),
      (
        ["-min_protocol", "TLSv1.2", "-cipher", "ALL:@SECLEVEL=0"],
        ["without forward secrecy", "without authenticated"]
      ),
      (["-max_protocol", "TLSv1.2"], ["does not take TLS 1.3"]),
    ] {
      let server = try TestProcess(
        "openssl",
        [
          "s_server", "-accept", "127.0.0.1:0", "-cert", certificates.folder + "/rsa.pem", "-key",
          certificates.folder + "/rsa.key",
        ] + options, input: .open)
      let port = await Elsewhere.work { Self.port(of: server) }
      let found = try await Transit.findings(Probe(host: "127.0.0.1", port: try #require(port), isSecure: true), "it")
      for text in expected { #expect(found.contains { $0.contains(text) }, "\(options): \(found)") }
      server.terminate()
      _ = await Elsewhere.work { server.wait() }
    }
  }

  /// From `ACCEPT 127.0.0.1:12345`.
  private static func port(of server: TestProcess) -> Int? {
    var text = ""
    while !text.contains("\n") || !text.contains("ACCEPT") {
      let data = server.output.availableData
      if data.isEmpty { return nil }
      text += String(decoding: data, as: UTF8.self)
    }
    return text.split { $0 == ":" || $0.isNewline }.compactMap { Int($0) }.first
  }
}
