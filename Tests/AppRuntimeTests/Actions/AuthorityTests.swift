import Contract
import Foundation
import Logging
import ProcessTesting
import ServerKit
import ServiceLifecycle
import Testing
import Values

@testable import AppRuntime

@Suite("A company's own authority behind its redactor")
struct AuthorityTests {
  @Test("is trusted once the operator names it, and nothing is sent to anybody before")
  func trusted() async throws {
    let certificate = try await Self.certificate()
    for authorities in [certificate.path, nil] {
      let scene = try await DraftScene.open(
        DraftScene.spec("required, redactor: team-redactor"), authorities: authorities
      ) { DraftScene.echo($0) }
      let runtime = scene.house.runtime
      try await Self.serving(certificate, runtime) { port in
        try runtime.setSecret(
          "url=https://127.0.0.1:\(port)/redact\nsecret=\(Self.secret)", name: "team-redactor")
        let drafted = try await scene.remind()
        let call = try await scene.calls(1)[0]
        if authorities == nil {
          #expect(drafted.text.contains("could not be reached safely"), "\(drafted.text.suffix(900))")
          #expect(call.problem == .redactionFailed && scene.model.requests.isEmpty)
        } else {
          #expect(drafted.text.contains("Dear \(DraftScene.secret)"), "\(drafted.text.suffix(900))")
          #expect(call.receipt.redactor == .own && scene.model.requests.count == 1)
        }
      }
      try await scene.close()
    }
  }

  @Test("is told of at the start where its file holds none")
  func missing() async throws {
    let runtime = try TestRuntime(authorities: "/nothing.pem")
    do {
      try await runtime.start()
      Issue.record("it started")
    } catch { #expect("\(error)" == "--outgoing-authorities: /nothing.pem holds no certificate as PEM.") }
  }

  private static let secret = "a secret of twenty-odd bytes"

  /// On a thread of its own: the tests' shared ones are few.
  private static func certificate() async throws -> TestCertificate {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try TestCertificate(for: "IP:127.0.0.1") }) }
    }
  }

  /// Our own redactor as a webhook behind TLS, with the runtime's clock.
  private static func serving(
    _ certificate: TestCertificate, _ runtime: TestRuntime, _ body: (Int) async throws -> Void
  ) async throws {
    var listener = Listener(host: "127.0.0.1", port: 0, announces: false)
    listener.certificate = try ServerCertificate(
      CertificateFiles(certificate: certificate.path, key: certificate.key))
    let (ports, announce) = AsyncStream<Int>.makeStream()
    let logger = Logger.json("redactor", level: .critical, sink: runtime.log.sink, clock: runtime.clock.clock)
    let server = RedactorServer(secrets: [Array(secret.utf8)], clock: runtime.clock.clock)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [server.service(at: listener, logger: logger) { announce.yield($0) }], logger: logger))
    let task = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    try await body(try #require(await iterator.next()))
    await group.triggerGracefulShutdown()
    try await task.value
  }
}
