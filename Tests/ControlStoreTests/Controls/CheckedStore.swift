// A test's store as the controls' checks look at it.

import Contract
import Postgres
import Values

@testable import ControlStore

extension TestStore {
  func checks(isPrivate: Bool = false, now: @escaping @Sendable () -> Instant = wallClock) -> StoreChecks {
    StoreChecks(
      app: app, sealer: sealer, isPrivate: isPrivate, contextKey: TestStore.credentials.contextKey, key: key.verifier,
      now: now, logger: silent)
  }

  /// Other tests' transactions hold the horizon back for moments.
  func sealAll() async throws {
    let sealer = Sealer(sealer, key: key, now: wallClock, logger: silent)
    let admin = try await session(as: superuser)
    for _ in 0..<1200 {
      try await sealer.sealOnce()
      let waiting = try await admin.query(
        """
        select count(*) as n from freehold.audit_events e where not exists (
          select from freehold.audit_leaves l where l.workspace_id = e.workspace_id and l.event_id = e.id)
        """)
      if try waiting[0].get("n", as: Int.self) == 0 { break }
      try await Task.sleep(for: .milliseconds(25))
    }
    await admin.close()
  }
}
