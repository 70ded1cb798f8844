/// TLS of the server's own, for an installation without a proxy in front, and towards the control plane and models.

import AppRuntime
import ArgumentParser
import ServerKit

struct SecureOptions: ParsableArguments {
  @Option(
    help:
      "Speak TLS 1.2 and 1.3 with this certificate: PEM, the chain after it. Taken up within seconds when it changes.")
  var tlsCertificate: String?

  @Option(help: "Its private key: PEM, readable by this user alone.")
  var tlsKey: String?

  @Option(help: "A plain port beside it that only redirects to the secure address.")
  var redirectPort: Int?

  @Option(help: "A port of 127.0.0.1 where Prometheus finds /metrics (default: none).")
  var metricsPort: Int?

  @Option(help: "PEM: an authority of your own behind the control plane's certificate, trusted beside the system's.")
  var controlAuthority: String?

  @Option(
    help:
      "PEM: authorities of your own behind the certificates of models and redactors, trusted beside the system's.")
  var outgoingAuthorities: String?

  func validate() throws {
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key belong together.")
    }
  }

  func apply(to settings: inout RuntimeSettings) {
    if let tlsCertificate, let tlsKey { settings.tls = CertificateFiles(certificate: tlsCertificate, key: tlsKey) }
    settings.redirectPort = redirectPort
    settings.metricsPort = metricsPort
    settings.controlAuthority = controlAuthority
    settings.outgoingAuthorities = outgoingAuthorities
  }
}
