/// How this machine speaks to the control plane, and to nobody else: what it is given is not followed anywhere.

import AsyncHTTPClient
import NIOCore
import NIOSSL

enum ControlTrust {
  /// Over https TLS 1.2 or later.
  /// - Parameter authority: PEM: an authority of the operator's own, trusted beside the system's.
  static func configuration(authority: String?) throws(RuntimeIdentity.Failure) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let authority {
      do {
        tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(authority))]
      } catch {
        throw RuntimeIdentity.Failure(description: "--control-authority: \(authority) holds no certificate as PEM.")
      }
    }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(5)
    configuration.httpVersion = .http1Only
    return configuration
  }
}
