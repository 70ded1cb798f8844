/// What the control plane counts besides its requests.

import ControlStore
import ServerKit

extension ControlPlane {
  func watch(_ metrics: Metrics) {
    metrics.gauge("freehold_database_connections", "To the control database.") { [store] in
      Double(await store.connections.open)
    }
    metrics.gauge("freehold_database_connections_idle", "Of them, those that nobody uses.") { [store] in
      Double(await store.connections.idle)
    }
    metrics.gauge("freehold_database_waiting", "Who waits for a connection.") { [store] in
      Double(await store.connections.waiting)
    }
  }
}
