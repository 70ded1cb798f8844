// The control database, and the only SQL of the control plane. Reads run read-only; writes exist only inside `audited`.

import Foundation
public import Logging
public import Postgres
public import Values

/// One capability a file: `Authentication`, `SignInLinks`, `Sessions`, `Members`, `Apps`, `Releases`, `Runtimes`,
/// `AuditTrail` …
///
/// Expected refusals come back as values (`Refusal`); what throws is a failure of the store.
public final class ControlStore: Sendable {
  public struct Configuration: Sendable {
    /// As `freehold_app`.
    public var server: Server
    public var poolSize: Int
    /// How many reads of pages the database works on at the same time. More than it has processors for only take turns
    /// there, and each of them then takes as long as all.
    public var readsAtOnce = max(3, ProcessInfo.processInfo.activeProcessorCount + 1)
    /// How long a request waits for a connection before it fails.
    public var acquireTimeout: Duration = .seconds(5)
    /// The 32 bytes that signed contexts are made with; the database verifies with its own copy.
    public var contextKey: [UInt8]
    /// The present moment; whether a secret has expired is judged by the database's own clock.
    public var now: @Sendable () -> Instant

    public init(server: Server, poolSize: Int = 8, contextKey: [UInt8], now: @escaping @Sendable () -> Instant) {
      self.server = server
      self.poolSize = poolSize
      self.contextKey = contextKey
      self.now = now
    }
  }

  let configuration: Configuration
  let pool: Pool

  /// To the database.
  public var connections: (open: Int, idle: Int, waiting: Int) {
    get async { await pool.statistics }
  }
  let signer: ContextSigner
  let signals: FeedSignals
  let proofBlocks = ProofBlocks()

  /// Connects when it is first asked for something.
  public init(_ configuration: Configuration, logger: Logger) {
    self.configuration = configuration
    var server = configuration.server.sayingSettings
    // All of our statements are written for one plan; a new plan for each run can cost ten times the run.
    server.settings.append(Server.Setting(name: "plan_cache_mode", value: "force_generic_plan"))
    pool = Pool(
      server, size: configuration.poolSize, atOnce: configuration.readsAtOnce,
      acquireTimeout: configuration.acquireTimeout, logger: logger)
    signer = ContextSigner(key: configuration.contextKey)
    signals = FeedSignals(server: configuration.server.sayingSettings, logger: logger)
  }

  public func close() async {
    signals.close()
    await pool.close()
  }
}
