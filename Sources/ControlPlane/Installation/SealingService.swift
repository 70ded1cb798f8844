/// The audit trail's sealer, as one of the server's services.

import Contract
import ControlStore
import Logging
import Postgres
import ServiceLifecycle
import Values

struct SealingService: Service {
  private let sealer: Sealer

  /// - Parameter server: as `freehold_sealer`.
  init(_ server: Server, key: SigningKey, now: @escaping @Sendable () -> Instant, logger: Logger) {
    sealer = Sealer(server, key: key, now: now, logger: logger)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { await sealer.run() }
  }
}
