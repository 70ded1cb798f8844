// Once a second, audit events of finished transactions become leaves of Merkle trees, and their heads are signed.

public import Contract
public import Logging
public import Postgres
public import Values

public actor Sealer {
  public struct Status: Sendable, Equatable {
    /// Leaves sealed by this process.
    public var sealed: Int64
    public var lastSealedAt: Instant?
    /// Seconds by which the oldest unsealed event waits; an alarm beyond 60.
    public var lagSeconds: Int64
  }

  public private(set) var status = Status(sealed: 0, lastSealedAt: nil, lagSeconds: 0)

  /// `server` as `freehold_sealer`.
  public init(_ server: Server, key: SigningKey, now: @escaping @Sendable () -> Instant, logger: Logger) {}

  /// Seals every second until its task is cancelled; a database that is away is waited for.
  public func run() async {}

  /// One round. Returns how many leaves it made.
  @discardableResult
  public func sealOnce() async throws(StoreError) -> Int { throw .schemaOutdated }
}
