/// What the server does by itself beside answering: sealing the audit trail each second, tidying up each hour.

import Contract
import ControlStore
import Logging
import Postgres
import ServiceLifecycle
import Values

// Without `ServerKit`, which has a sealer too, of cookies.
struct SealingService: Service {
  let sealer: Sealer

  /// - Parameter server: as `freehold_sealer`.
  init(_ server: Server, key: SigningKey, now: @escaping @Sendable () -> Instant, logger: Logger) {
    sealer = Sealer(server, key: key, now: now, logger: logger)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { await sealer.run() }
  }
}

struct TidyingService: Service {
  let store: ControlStore
  let sealing: SealingService
  let domains: DomainWatch
  /// What this installation's results are signed by.
  let key: VerificationKey
  /// Audit events that were recorded longer ago than this are pruned; nil keeps all.
  let auditDays: Int?
  let now: @Sendable () -> Instant
  let logger: Logger

  /// At the start and then every hour, until shutdown.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await tidy()
        do { try await Task.sleep(for: .seconds(3600)) } catch { return }
      }
    }
  }

  func tidy() async {
    do {
      try await store.tidy()
      let now = now()
      let request = RequestID.random(milliseconds: now.microsecondsSinceEpoch / 1000)
      try await store.returnExpiredCredits(request: request)
      let erased = try await store.eraseDeletedApps(request: request)
      if erased > 0 { logger.notice("deleted apps had their time", metadata: ["erased": "\(erased)"]) }
      try await domains.look(request: request)
      let trimmed = try await store.trimEvidence(key: key, request: request)
      if trimmed > 0 { logger.notice("repeated results had their time", metadata: ["trimmed": "\(trimmed)"]) }
      guard let auditDays else { return }
      let pruned = try await sealing.sealer.pruneAll(before: now.adding(seconds: -86_400 * auditDays))
      if pruned > 0 { logger.notice("audit events had their time", metadata: ["pruned": "\(pruned)"]) }
    } catch {
      if !Task.isCancelled { logger.error("could not tidy up", metadata: ["error": "\(error)"]) }
    }
  }
}
