// That a secret was removed from a runtime is an event of the audit trail, as that it was set.

extension Migration {
  static let secretRemovals = Migration(
    name: "0025-secret-removals",
    sql: #"""

      alter type audit_event add value 'secret_removed' after 'secret_set';
      """#)
}
