/// From a secret to a source: settings read, name looked up, addresses checked. No connection is made yet.

import Addresses
import AppSpec
import Glibc
import Logging
import Postgres
import Secrets

struct SourceOpener: Sendable {
  let policy: AddressPolicy
  let limits: SourceLimits
  let logger: Logger

  func open(_ secret: SecretValue) async -> Result<PostgresSource, SourceFailure> {
    let settings: PostgresSettings
    do { settings = try PostgresSettings(secret) } catch {
      logger.notice("a source's secret is refused", metadata: ["reason": .string(error.description)])
      return .failure(.settings)
    }
    let addresses = await AddressLookup.addresses(of: settings.host)
    guard !addresses.isEmpty else { return .failure(.unknownHost) }
    guard addresses.allSatisfy(policy.permits) else { return .failure(.addressRefused) }
    guard let address = await AddressLookup.answering(addresses, port: settings.port) else {
      return .failure(.unreachable)
    }
    guard settings.tls != .disable || address.isLoopback else {
      logger.notice("a source's secret is refused", metadata: ["reason": "tls=disable is for loopback only."])
      return .failure(.settings)
    }
    do {
      let certificate = try settings.ca.map { (pem) throws(CertificateFile.Failure) in try CertificateFile(pem) }
      return .success(
        PostgresSource(secret, settings, at: address, certificate: certificate, limits: limits, logger: logger))
    } catch {
      logger.error("a source's certificate cannot be kept", metadata: ["errno": .stringConvertible(error.errno)])
      return .failure(.settings)
    }
  }
}

/// A certificate where libpq looks for one, in a file: one without a name, which goes with this process.
final class CertificateFile: Sendable {
  struct Failure: Error { var errno: Int32 }

  private let file: Int32

  init(_ pem: String) throws(Failure) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/freehold-ca-XXXXXX".utf8CString)
    file = mkstemp(&name)
    guard file >= 0, fcntl(file, F_SETFD, FD_CLOEXEC) == 0 else { throw Failure(errno: errno) }
    unlink(name)
    var rest = Array((pem + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure(errno: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Good while this object lives.
  var path: String { "/proc/self/fd/\(file)" }

  deinit { if file >= 0 { close(file) } }
}
