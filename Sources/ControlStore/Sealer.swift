// Once a second, audit events of finished transactions become leaves of Merkle trees, and their heads are signed.

public import Contract
public import Logging
public import Postgres
import Trust
public import Values

public actor Sealer {
  public struct Status: Sendable, Equatable {
    /// Leaves sealed by this process.
    public var sealed: Int64
    public var lastSealedAt: Instant?
    /// Seconds by which the oldest unsealed event waits: a long transaction somewhere in the cluster holds it up.
    public var lagSeconds: Int64

    /// Sealing has stalled.
    public var isAlarming: Bool { lagSeconds > 60 }
  }

  public private(set) var status = Status(sealed: 0, lastSealedAt: nil, lagSeconds: 0)
  let pool: Pool
  let key: SigningKey
  let now: @Sendable () -> Instant
  let logger: Logger

  /// `server` as `freehold_sealer`.
  public init(_ server: Server, key: SigningKey, now: @escaping @Sendable () -> Instant, logger: Logger) {
    var server = server.sayingSettings
    // A plan that was made while the tables were empty goes through all leaves for each event; one for each round costs
    // nothing.
    server.settings.append(Server.Setting(name: "plan_cache_mode", value: "force_custom_plan"))
    pool = Pool(server, size: 1, logger: logger)
    self.key = key
    self.now = now
    self.logger = logger
  }

  /// Seals every second until its task is cancelled; a database that is away is waited for.
  public func run() async {
    while !Task.isCancelled {
      let wasAlarming = status.isAlarming
      do {
        try await sealOnce()
      } catch {
        // At a shutdown the statement is cancelled too.
        if Task.isCancelled { break }
        logger.warning("could not seal", metadata: ["error": "\(error)"])
        await noteFailure()
      }
      if status.isAlarming && !wasAlarming {
        logger.error("sealing has stalled", metadata: ["lag_seconds": "\(status.lagSeconds)"])
      }
      do { try await Task.sleep(for: .seconds(1)) } catch { break }
    }
    await pool.close()
  }

  /// The lag grows while rounds fail, whoever holds the sealer's lock.
  func noteFailure() async {
    do { try await updateStatus(0) } catch { logger.warning("could not read the lag", metadata: ["error": "\(error)"]) }
  }

  /// One round: everything that can be sealed now. Returns how many leaves it made.
  @discardableResult
  public func sealOnce() async throws(StoreError) -> Int {
    do {
      var total = 0
      while true {
        let count = try await pool.write { [self] transaction in try await seal(transaction, limit: Sealer.batch) }
        total += count
        if count < Sealer.batch { break }
      }
      try await updateStatus(total)
      return total
    } catch { throw StoreError(error) }
  }

  static let batch = 5000

  private func updateStatus(_ sealed: Int) async throws {
    let lag = try await pool.read { transaction in
      try await transaction.query(
        """
        select coalesce(extract(epoch from transaction_timestamp() - min(e.recorded_at)), 0)::bigint as lag
        from audit_events e where e.xid >= (select sealed_below from audit_sealing) and not exists (
          select from audit_leaves l where l.workspace_id = e.workspace_id and l.event_id = e.id)
        """
      )[0].get("lag", as: Int64.self)
    }
    status.lagSeconds = max(lag, 0)
    status.sealed += Int64(sealed)
    if sealed > 0 { status.lastSealedAt = now() }
  }
}
