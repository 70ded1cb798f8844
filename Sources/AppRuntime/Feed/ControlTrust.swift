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
    let authorities = try certificates(authority, option: "--control-authority")
    if !authorities.isEmpty { tls.additionalTrustRoots = [.certificates(authorities)] }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(5)
    configuration.httpVersion = .http1Only
    return configuration
  }

  /// Those of a PEM file that `option` names; none without a path.
  static func certificates(
    _ path: String?, option: StaticString
  ) throws(RuntimeIdentity.Failure) -> [NIOSSLCertificate] {
    guard let path else { return [] }
    let found: [NIOSSLCertificate]
    do { found = try NIOSSLCertificate.fromPEMFile(path) } catch { found = [] }
    guard !found.isEmpty else {
      throw RuntimeIdentity.Failure(description: "\(option): \(path) holds no certificate as PEM.")
    }
    return found
  }
}
