/// What a runtime counts besides its requests.

import ServerKit

extension Runtime {
  func watch(_ metrics: Metrics) {
    metrics.gauge("freehold_feed_up", "1 while the control plane is heard.") { [isFeedAlive] in isFeedAlive() ? 1 : 0 }
    metrics.gauge("freehold_audit_fit", "0 once a sealed head contradicted the last one.") { [isAuditFit] in
      isAuditFit() ? 1 : 0
    }
    metrics.gauge("freehold_spool_bytes", "Reports that wait for the control plane.") { [spool] in Double(spool.backlog)
    }
    metrics.gauge("freehold_workspaces", "Workspaces that are served.") { [book] in Double(book.all().count) }
    metrics.gauge("freehold_apps", "Apps in service.") { [book] in
      Double(book.all().reduce(0) { $0 + $1.apps.count })
    }
  }
}
