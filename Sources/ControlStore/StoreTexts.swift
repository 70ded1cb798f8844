// All columns of the control database that can hold text or bytes, and what stands there. Every other column is an id, a
// kind, an amount or a time. `SchemaCheck` compares the list with the catalogue.

extension StoreSchema {
  /// `table.column` and what it holds.
  public static let texts: [String: String] = [
    "accounts.email": "a person's address", "accounts.name": "a person's name",
    "apps.name": "an app's name", "apps.title": "an app's title",
    "audit_checkpoints.signature": "a signature",
    "audit_events.element": "a name of a published spec", "audit_events.masked": "kinds and how many of each",
    "audit_events.problem": "a problem code", "audit_events.redaction_policy": "a word",
    "audit_events.redactor": "a word",
    "audit_events.sqlstate": "an SQLSTATE", "audit_events.subject_table": "a table's name",
    "audit_heads.root": "a hash", "audit_heads.signature": "a signature", "audit_leaves.hash": "a hash",
    "audit_sealing.cluster": "the database's own identifier", "audit_trees.frontier": "hashes",
    "build_log.element": "a name of a published spec", "build_log.outcome": "a word",
    "build_log.problem": "a problem code",
    "build_log.sqlstate": "an SQLSTATE",
    "control_results.control": "a control's id", "control_results.result": "what a check found",
    "control_results.signature": "a signature",
    "control_statements.control": "a control's id", "control_statements.signature": "a signature",
    "control_statements.statement": "what an operator states in public, and his name",
    "drafts.note": "what a builder is typing about a version", "drafts.spec": "a spec that a builder is typing",
    "enrolments.secret_hash": "a hash", "enrolments.title": "a runtime's title",
    "feed_events.kind": "a word",
    "invitations.email": "an invited person's address", "invitations.secret_hash": "a hash",
    "model_connections.model": "a model's name", "model_connections.name": "a connection's name",
    "model_connections.provider": "a word", "model_connections.region": "where a model runs, in an admin's words",
    "model_connections.secret": "a secret's name",
    "outbox.body": "a mail to a person about his account", "outbox.recipient": "his address",
    "outbox.subject": "its subject",
    "rate_buckets.bucket": "a hash",
    "releases.note": "what a builder wrote about a release", "releases.signed": "a spec as it was released",
    "runtimes.address": "a runtime's origin", "runtimes.public_key": "a public key",
    "runtimes.title": "a runtime's title",
    "schema_migrations.checksum": "a hash", "schema_migrations.name": "a migration's name",
    "sessions.kind": "a word", "sessions.label": "a browser's or tool's name", "sessions.scopes": "words",
    "sessions.secret_hash": "a hash",
    "sign_in_links.email": "a person's address", "sign_in_links.purpose": "a word",
    "sign_in_links.secret_hash": "a hash",
    "spec_versions.digest": "a hash", "spec_versions.note": "what a builder wrote about a version",
    "spec_versions.spec": "a spec",
    "tool_logins.code_hash": "a hash", "tool_logins.device_hash": "a hash", "tool_logins.label": "a tool's name",
    "tool_logins.scopes": "words",
    "workspaces.domain": "the apps' own host", "workspaces.kind": "a word", "workspaces.logo": "the apps' picture",
    "workspaces.region": "a region's name", "workspaces.slug": "a workspace's name",
    "workspaces.theme": "its apps' colours, measures and fonts", "workspaces.title": "a workspace's title",
  ]

  /// The trail's columns with their types; `bound` where a check constraint says what may stand there.
  public static let trailColumns: Set<String> = [
    "actor_id uuid bound", "actor_kind freehold.actor_kind bound", "app_id uuid", "at timestamp with time zone",
    "element text bound", "event freehold.audit_event", "id uuid", "masked text bound", "milliseconds bigint bound",
    "model_connection_id uuid bound", "number bigint bound", "outcome freehold.audit_outcome", "problem text bound",
    "recorded_at timestamp with time zone", "redaction_policy text bound", "redactor text bound", "release_id uuid",
    "request_id uuid", "role_from freehold.workspace_role", "role_to freehold.workspace_role", "rows bigint bound",
    "sqlstate text bound", "subject_id uuid", "subject_table text bound", "tokens_guessed boolean bound",
    "tokens_in bigint bound",
    "tokens_out bigint bound", "workspace_id uuid", "xid xid8",
  ]
}
