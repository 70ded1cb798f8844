/// One customer's PostgreSQL: three small pools over one description, so that neither exports nor actions take the
/// connections of pages.

import Addresses
import AppSpec
import Logging
import Postgres
import Secrets

final class PostgresSource: Sendable {
  let limits: SourceLimits
  let readers: Pool
  let writers: Pool
  let exporters: Pool
  let logger: Logger
  let keys = ActionKeys()
  private let secret: SecretValue
  private let certificate: CertificateFile?
  private let opened = ContinuousClock.now

  init(
    _ secret: SecretValue, _ settings: PostgresSettings, at address: Address, certificate: CertificateFile?,
    limits: SourceLimits, logger: Logger
  ) {
    func pool(_ size: Int, readOnly: Bool) -> Pool {
      let server = Server(settings, at: address, rootCertificates: certificate?.path, readOnly: readOnly)
      return Pool(server, size: size, acquireTimeout: limits.patience, failsAtOnce: true, logger: logger)
    }
    readers = pool(limits.readers, readOnly: true)
    writers = pool(limits.writers, readOnly: false)
    exporters = pool(limits.exporters, readOnly: true)
    self.secret = secret
    self.certificate = certificate
    self.limits = limits
    self.logger = logger
  }

  func belongs(to value: SecretValue) -> Bool { secret == value }
  func isOlder(than age: Duration) -> Bool { ContinuousClock.now - opened > age }

  func close() async {
    await readers.close()
    await writers.close()
    await exporters.close()
  }
}

extension Server {
  /// Connects to `address` and to nothing else, while the certificate is checked for the settings' host.
  fileprivate init(_ settings: PostgresSettings, at address: Address, rootCertificates: String?, readOnly: Bool) {
    let tls: TLS =
      switch settings.tls {
      case .verifyFull: .verifyFull(rootCertificates: rootCertificates)
      case .require: .required
      case .disable: .off
      }
    self.init(
      host: settings.host, port: settings.port, database: settings.database, user: settings.user,
      password: settings.password, tls: tls, application: "freehold-runtime",
      settings: [
        ("datestyle", "ISO, YMD"), ("intervalstyle", "iso_8601"), ("timezone", "UTC"), ("bytea_output", "hex"),
        ("extra_float_digits", "1"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "60s"),
        ("default_transaction_read_only", readOnly ? "on" : "off"),
      ])
    hostAddress = address.description
    connectTimeout = .seconds(5)
  }
}

extension SourceFailure {
  /// What a failure of the connection or the statement means to the one who waits for rows.
  init(_ error: PostgresError) {
    switch error {
    case .server(let state, _): self.init(sqlState: state.rawValue)
    case .connection(.authentication): self = .wrongCredentials
    case .connection(.unknownDatabase): self = .noDatabase
    case .connection(.unknownHost): self = .unknownHost
    case .connection(.tlsUnavailable): self = .noTLS
    case .connection(.certificateRejected): self = .certificate
    case .connection(.notPostgres): self = .notPostgres
    case .connection(.tooManyConnections), .poolExhausted: self = .busy
    case .connection, .poolClosed, .unexpectedReply: self = .unreachable
    case .cancelled, .timedOut: self = .timedOut
    case .configuration: self = .settings
    case .transactionEnded, .decoding: self = .refused(sqlState: "25000")
    case .parameter: self = .refused(sqlState: "22021")
    }
  }
}
