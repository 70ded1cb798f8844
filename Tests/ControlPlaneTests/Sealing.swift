// In a file of its own: `ServerKit` has a sealer too, of cookies.

import Contract
import ControlStore
import Postgres
import PostgresTesting
import Values

func sealOnce(_ server: Server, key: SigningKey, now: @escaping @Sendable () -> Instant) async throws {
  let sealer = Sealer(server, key: key, now: now, logger: TestDatabase.silentLogger)
  while try await sealer.sealOnce() > 0 {}
}
