import AppRuntime
import ArgumentParser
import Contract
import Glibc
import Logging
import ServerKit

struct Redact: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Freehold's redactor for other programs.", subcommands: [ServeRedactor.self])
}

struct ServeRedactor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Find personal data and secrets in texts that other programs post, until SIGTERM or Ctrl-C.",
    discussion: """
      POST /redact takes {"id": …, "text": …, "language": …} and answers
      {"id": …, "text_sha256": …, "spans": [{"start": …, "end": …, "type": …, "score": …}]}, places in code points.
      Each request is signed: \(WebhookSignature.header): t=SECONDS,v1=HEX, the HMAC-SHA256 of “SECONDS.body” with a secret
      of at least \(WebhookSignature.shortest) bytes that both sides have; five minutes. Nothing is kept and no text is logged.

      Example:
        openssl rand -hex 32 > redactor.secret
        freehold-runtime redact serve --port 8090 --secret-file redactor.secret
      """)

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 lets the system choose.")
  var port = 8090

  @Option(help: "A file with the secret in its first line, and while it rotates the old one in its second.")
  var secretFile: String

  @Option(help: "Speak TLS with this certificate: PEM, the chain after it.")
  var tlsCertificate: String?

  @Option(help: "Its private key: PEM, readable by this user alone.")
  var tlsKey: String?

  func validate() throws {
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key belong together.")
    }
  }

  func run() async throws {
    try await reporting {
      guard let text = readText(secretFile) else { throw Failure("\(secretFile) cannot be read.") }
      let secrets = text.split(whereSeparator: \.isNewline).map { Array($0.utf8) }
      guard (1...2).contains(secrets.count), secrets.allSatisfy({ $0.count >= WebhookSignature.shortest }) else {
        throw Failure(
          "\(secretFile) must have one or two lines, each a secret of at least \(WebhookSignature.shortest) bytes.")
      }
      var listener = Listener(host: host, port: port, announces: true)
      if let tlsCertificate, let tlsKey {
        listener.certificate = try ServerCertificate(CertificateFiles(certificate: tlsCertificate, key: tlsKey))
      }
      try await RedactorServer(secrets: secrets).run(at: listener, logger: .json("freehold-redactor", level: .info))
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
