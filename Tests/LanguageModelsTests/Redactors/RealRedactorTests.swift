import Addresses
import Contract
import Foundation
import LanguageModels
import NIOSSL
import ProcessTesting
import Secrets
import Testing
import Values

/// The other end is no script of ours here, but a program as people run it.
@Suite("A redactor that really runs")
struct RealRedactorTests {
  @Test("may be Presidio")
  func presidio() async throws {
    let presidio = try await Peer.presidio()
    let port = try #require(presidio.greeting["port"]?.integer)
    let model = try WireServer { $1.stream(AnthropicWire.events(["Mail [[EMAIL_1]], 👋 [[CARD_1]]"])) }
    defer { model.close() }
    let asking = Asking()
    let result = await asking.ask(
      [.text("👋 Mail zoë to anna@example.com, card 4012888888881881, from 41.173.96.26.")],
      secret: "key=k\nendpoint=\(model.address)",
      Safeguard(
        .required,
        .own(SecretValue(Array("kind=presidio\nunion=off\nthreshold=0.4\nurl=http://127.0.0.1:\(port)/analyze".utf8)))))
    await asking.done()
    #expect(result.text == "Mail anna@example.com, 👋 4012888888881881", "\(result)")
    #expect(result.receipt.redactor == .own)
    let sent = try #require(model.requests.first).json["messages"]?.array?.first?["content"]?.string
    #expect(sent == "👋 Mail zoë to [[EMAIL_1]], card [[CARD_1]], from [[IP_1]].")
  }

  @Test("may be freehold-runtime redact serve, over TLS and in the middle of a rotation")
  func redactServe() async throws {
    let (old, new) = ("the secret of yesterday", "the secret of tomorrow")
    let (peer, certificate) = try await Peer.redactor(secret: old)
    let address = try #require(peer.greeting["address"]?.string)
    let port = try #require(address.split(separator: ":").last)
    let trusted = try NIOSSLCertificate.fromPEMFile(certificate.path)
    let secrets = "secret=\(new)\nprevious-secret=\(old)"
    let good = try await ask("https://redactor.test:\(port)/redact", secrets, trusted)
    #expect(good.result.text == "Hello anna@example.com", "\(good.result)")
    #expect(good.result.receipt.redactor == .own && good.sent == "Write to [[EMAIL_1]]")

    // An authority that is not trusted, a certificate for another name, another secret.
    let untrusted = try await ask("https://redactor.test:\(port)/redact", secrets, [])
    #expect(untrusted.result.refusal == .redactor(.network(.tls)) && untrusted.sent == nil)
    let otherName = try await ask("https://other.test:\(port)/redact", secrets, trusted)
    #expect(otherName.result.refusal == .redactor(.network(.tls)) && otherName.sent == nil)
    let unsigned = try await ask("https://redactor.test:\(port)/redact", "secret=\(new)", trusted)
    #expect(unsigned.result.refusal == .redactor(.status(403)) && unsigned.sent == nil)
  }

  private func ask(
    _ url: String, _ secrets: String, _ trusted: [NIOSSLCertificate]
  ) async throws -> (result: ModelResult, sent: String?) {
    let model = try WireServer { $1.stream(AnthropicWire.events(["Hello [[EMAIL_1]]"])) }
    defer { model.close() }
    let http = OutgoingHTTP(
      policy: AddressPolicy(allowing: [AddressRange("127.0.0.1")!]), authorities: trusted,
      lookup: { _ in [Address("127.0.0.1")!] })
    let caller = ModelCaller(
      http: http, limits: .patient, redactorLimits: .patient,
      now: { Instant(microsecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1_000_000)) })
    let result = await caller.ask(
      Question([.text("Write to anna@example.com")]),
      of: ModelTarget(name: "fast", provider: .anthropic, model: "m", region: "eu"),
      secret: SecretValue(Array("key=k\nendpoint=\(model.address)".utf8)),
      safeguard: Safeguard(.required, .own(SecretValue(Array("url=\(url)\n\(secrets)".utf8)))))
    await http.shutdown()
    return (result, try model.requests.first?.json["messages"]?.array?.first?["content"]?.string)
  }
}
