// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let relation = #"""
    schema freehold of freehold_owner
    schema gate of freehold_keys
    sequence freehold.credit_entries_position_seq of freehold_owner
    sequence freehold.feed_position of freehold_owner
    sequence gate.audit_pending_id_seq of freehold_keys unlogged
    table freehold.accounts of freehold_owner forced
    table freehold.apps of freehold_owner forced
    table freehold.audit_checkpoints of freehold_owner forced
    table freehold.audit_events of freehold_owner forced
    table freehold.audit_heads of freehold_owner forced
    table freehold.audit_leaves of freehold_owner forced
    table freehold.audit_sealing of freehold_owner forced
    table freehold.audit_trees of freehold_owner forced
    table freehold.build_log of freehold_owner forced
    table freehold.control_results of freehold_owner forced
    table freehold.control_statements of freehold_owner forced
    table freehold.credit_accounts of freehold_owner forced
    table freehold.credit_entries of freehold_owner forced
    table freehold.drafts of freehold_owner forced
    table freehold.enrolments of freehold_owner forced
    table freehold.feed_events of freehold_owner forced
    table freehold.installation of freehold_owner forced
    table freehold.invitations of freehold_owner forced
    table freehold.members of freehold_owner forced
    table freehold.model_connections of freehold_owner forced
    table freehold.outbox of freehold_owner forced
    table freehold.rate_buckets of freehold_owner forced
    table freehold.releases of freehold_owner forced
    table freehold.runtime_touches of freehold_owner forced
    table freehold.runtimes of freehold_owner forced
    table freehold.schema_migrations of freehold_owner forced
    table freehold.session_touches of freehold_owner forced
    table freehold.sessions of freehold_owner forced
    table freehold.sign_in_links of freehold_owner forced
    table freehold.spec_versions of freehold_owner forced
    table freehold.tool_logins of freehold_owner forced
    table freehold.workspaces of freehold_owner forced
    table gate.audit_pending of freehold_keys unlogged forced
    table gate.context_keys of freehold_keys forced
    view gate.context of freehold_keys
    """#
}
