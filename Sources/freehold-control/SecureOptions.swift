/// TLS of the server's own, for an installation without a proxy in front.

import ArgumentParser
import ControlPlane
import ServerKit

struct SecureOptions: ParsableArguments {
  @Option(
    help:
      "Speak TLS 1.2 and 1.3 with this certificate: PEM, the chain after it. Taken up within seconds when it changes.")
  var tlsCertificate: String?
  @Option(help: "Its private key: PEM, readable by this user alone.") var tlsKey: String?
  @Option(help: "A plain port beside it that only redirects to --address.") var redirectPort: Int?
  @Option(help: "A port of 127.0.0.1 where Prometheus finds /metrics. Default: none.") var metricsPort: Int?

  var scheme: String { tlsCertificate == nil ? "http" : "https" }

  func validate() throws {
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key belong together.")
    }
  }

  func apply(to settings: inout Settings) throws {
    if let tlsCertificate, let tlsKey { settings.tls = CertificateFiles(certificate: tlsCertificate, key: tlsKey) }
    settings.redirectPort = redirectPort
    settings.metricsPort = metricsPort
    guard settings.tls == nil && redirectPort == nil || settings.address.hasPrefix("https://") else {
      throw SettingsProblem.insecureAddress
    }
  }
}
