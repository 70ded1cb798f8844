// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let column = #"""
    freehold.accounts.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.accounts.email text not null
    freehold.accounts.id uuid not null
    freehold.accounts.is_operator boolean not null default false
    freehold.accounts.name text not null
    freehold.apps.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.apps.current_release uuid
    freehold.apps.deleted_at timestamp with time zone
    freehold.apps.deleted_by uuid
    freehold.apps.id uuid not null
    freehold.apps.name text not null
    freehold.apps.title text not null
    freehold.apps.workspace_id uuid not null
    freehold.audit_checkpoints.at timestamp with time zone not null
    freehold.audit_checkpoints.pruned_below bigint not null
    freehold.audit_checkpoints.signature bytea not null
    freehold.audit_checkpoints.workspace_id uuid not null
    freehold.audit_events.actor_id uuid
    freehold.audit_events.actor_kind freehold.actor_kind not null
    freehold.audit_events.app_id uuid
    freehold.audit_events.at timestamp with time zone not null default transaction_timestamp()
    freehold.audit_events.element text
    freehold.audit_events.event freehold.audit_event not null
    freehold.audit_events.id uuid not null
    freehold.audit_events.masked text
    freehold.audit_events.milliseconds bigint
    freehold.audit_events.model_connection_id uuid
    freehold.audit_events.number bigint
    freehold.audit_events.outcome freehold.audit_outcome not null
    freehold.audit_events.problem text
    freehold.audit_events.recorded_at timestamp with time zone not null default transaction_timestamp()
    freehold.audit_events.redaction_policy text
    freehold.audit_events.redactor text
    freehold.audit_events.release_id uuid
    freehold.audit_events.request_id uuid
    freehold.audit_events.role_from freehold.workspace_role
    freehold.audit_events.role_to freehold.workspace_role
    freehold.audit_events.rows bigint
    freehold.audit_events.sqlstate text
    freehold.audit_events.subject_id uuid
    freehold.audit_events.subject_table text not null
    freehold.audit_events.tokens_guessed boolean
    freehold.audit_events.tokens_in bigint
    freehold.audit_events.tokens_out bigint
    freehold.audit_events.workspace_id uuid not null
    freehold.audit_events.xid xid8 not null default pg_current_xact_id()
    freehold.audit_heads.at timestamp with time zone not null
    freehold.audit_heads.epoch bigint not null
    freehold.audit_heads.root bytea not null
    freehold.audit_heads.signature bytea not null
    freehold.audit_heads.size bigint not null
    freehold.audit_heads.workspace_id uuid not null
    freehold.audit_leaves.event_id uuid not null
    freehold.audit_leaves.hash bytea not null
    freehold.audit_leaves.leaf bigint not null
    freehold.audit_leaves.workspace_id uuid not null
    freehold.audit_sealing.at timestamp with time zone not null
    freehold.audit_sealing.cluster text not null
    freehold.audit_sealing.epoch bigint not null
    freehold.audit_sealing.id boolean not null default true
    freehold.audit_sealing.sealed_below xid8 not null
    freehold.audit_trees.frontier bytea not null
    freehold.audit_trees.size bigint not null
    freehold.audit_trees.workspace_id uuid not null
    freehold.build_log.app_id uuid not null
    freehold.build_log.at timestamp with time zone not null
    freehold.build_log.element text
    freehold.build_log.id uuid not null
    freehold.build_log.milliseconds bigint
    freehold.build_log.outcome text not null
    freehold.build_log.problem text
    freehold.build_log.release_id uuid not null
    freehold.build_log.runtime_id uuid not null
    freehold.build_log.sqlstate text
    freehold.build_log.workspace_id uuid not null
    freehold.control_results.at timestamp with time zone not null
    freehold.control_results.control text not null
    freehold.control_results.id uuid not null
    freehold.control_results.result text not null
    freehold.control_results.signature bytea not null
    freehold.control_statements.at timestamp with time zone not null
    freehold.control_statements.control text not null
    freehold.control_statements.id uuid not null
    freehold.control_statements.signature bytea not null
    freehold.control_statements.statement text not null
    freehold.credit_accounts.account_id uuid not null
    freehold.credit_accounts.available bigint not null default 0
    freehold.credit_accounts.held bigint not null default 0
    freehold.credit_entries.account_id uuid not null
    freehold.credit_entries.amount bigint not null
    freehold.credit_entries.asked_as uuid
    freehold.credit_entries.at timestamp with time zone not null default transaction_timestamp()
    freehold.credit_entries.book freehold.credit_book not null
    freehold.credit_entries.id uuid not null
    freehold.credit_entries.kind freehold.credit_movement not null
    freehold.credit_entries.position bigint not null identity a
    freehold.drafts.account_id uuid not null
    freehold.drafts.app_id uuid not null
    freehold.drafts.base bigint not null
    freehold.drafts.begun_at timestamp with time zone not null default transaction_timestamp()
    freehold.drafts.note text not null
    freehold.drafts.saved_at timestamp with time zone not null default transaction_timestamp()
    freehold.drafts.spec bytea not null
    freehold.drafts.workspace_id uuid not null
    freehold.enrolments.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.enrolments.expires_at timestamp with time zone not null
    freehold.enrolments.id uuid not null
    freehold.enrolments.secret_hash bytea not null
    freehold.enrolments.title text not null
    freehold.enrolments.used_at timestamp with time zone
    freehold.enrolments.workspace_id uuid
    freehold.feed_events.at timestamp with time zone not null default transaction_timestamp()
    freehold.feed_events.kind text not null
    freehold.feed_events.position bigint not null
    freehold.feed_events.release_id uuid
    freehold.feed_events.subject_id uuid not null
    freehold.feed_events.workspace_id uuid not null
    freehold.installation.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.installation.first_owner uuid not null
    freehold.installation.id uuid not null
    freehold.installation.is_open boolean not null
    freehold.installation.single boolean not null default true
    freehold.invitations.accepted_at timestamp with time zone
    freehold.invitations.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.invitations.email text
    freehold.invitations.expires_at timestamp with time zone not null
    freehold.invitations.id uuid not null
    freehold.invitations.revoked_at timestamp with time zone
    freehold.invitations.role freehold.workspace_role not null
    freehold.invitations.secret_hash bytea not null
    freehold.invitations.workspace_id uuid not null
    freehold.members.account_id uuid not null
    freehold.members.joined_at timestamp with time zone not null default transaction_timestamp()
    freehold.members.role freehold.workspace_role not null
    freehold.members.workspace_id uuid not null
    freehold.model_connections.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.model_connections.daily_tokens bigint
    freehold.model_connections.ended_at timestamp with time zone
    freehold.model_connections.id uuid not null
    freehold.model_connections.is_default boolean not null
    freehold.model_connections.model text not null
    freehold.model_connections.name text not null
    freehold.model_connections.provider text not null
    freehold.model_connections.region text not null
    freehold.model_connections.secret text not null
    freehold.model_connections.workspace_id uuid not null
    freehold.outbox.body text not null
    freehold.outbox.id uuid not null
    freehold.outbox.queued_at timestamp with time zone not null default transaction_timestamp()
    freehold.outbox.recipient text not null
    freehold.outbox.sent_at timestamp with time zone
    freehold.outbox.subject text not null
    freehold.rate_buckets.bucket bytea not null
    freehold.rate_buckets.free_at timestamp with time zone not null
    freehold.releases.app_id uuid not null
    freehold.releases.id uuid not null
    freehold.releases.note text not null
    freehold.releases.number bigint not null
    freehold.releases.published_at timestamp with time zone not null
    freehold.releases.published_by uuid
    freehold.releases.signed text not null
    freehold.releases.version bigint not null
    freehold.releases.workspace_id uuid not null
    freehold.runtime_touches.last_seen_at timestamp with time zone not null
    freehold.runtime_touches.runtime_id uuid not null
    freehold.runtimes.address text not null
    freehold.runtimes.enrolled_at timestamp with time zone not null default transaction_timestamp()
    freehold.runtimes.id uuid not null
    freehold.runtimes.public_key bytea not null
    freehold.runtimes.removed_at timestamp with time zone
    freehold.runtimes.title text not null
    freehold.runtimes.workspace_id uuid
    freehold.schema_migrations.applied_at timestamp with time zone not null default transaction_timestamp()
    freehold.schema_migrations.checksum bytea not null
    freehold.schema_migrations.name text not null
    freehold.session_touches.account_id uuid not null
    freehold.session_touches.last_seen_at timestamp with time zone not null
    freehold.session_touches.session_id uuid not null
    freehold.sessions.account_id uuid not null
    freehold.sessions.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.sessions.ended_at timestamp with time zone
    freehold.sessions.expires_at timestamp with time zone not null
    freehold.sessions.id uuid not null
    freehold.sessions.kind text not null
    freehold.sessions.label text not null
    freehold.sessions.rotated_at timestamp with time zone not null default transaction_timestamp()
    freehold.sessions.scopes text[] not null
    freehold.sessions.secret_hash bytea not null
    freehold.sign_in_links.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.sign_in_links.email text not null
    freehold.sign_in_links.expires_at timestamp with time zone not null
    freehold.sign_in_links.id uuid not null
    freehold.sign_in_links.invitation_id uuid
    freehold.sign_in_links.purpose text not null
    freehold.sign_in_links.secret_hash bytea not null
    freehold.sign_in_links.used_at timestamp with time zone
    freehold.spec_versions.app_id uuid not null
    freehold.spec_versions.author uuid
    freehold.spec_versions.digest bytea not null
    freehold.spec_versions.id uuid not null
    freehold.spec_versions.note text not null
    freehold.spec_versions.number bigint not null
    freehold.spec_versions.saved_at timestamp with time zone not null default transaction_timestamp()
    freehold.spec_versions.spec bytea not null
    freehold.spec_versions.workspace_id uuid not null
    freehold.tool_logins.code_hash bytea not null
    freehold.tool_logins.collected_at timestamp with time zone
    freehold.tool_logins.confirmed_by uuid
    freehold.tool_logins.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.tool_logins.device_hash bytea not null
    freehold.tool_logins.expires_at timestamp with time zone not null
    freehold.tool_logins.id uuid not null
    freehold.tool_logins.label text not null
    freehold.tool_logins.scopes text[] not null
    freehold.workspaces.created_at timestamp with time zone not null default transaction_timestamp()
    freehold.workspaces.domain text
    freehold.workspaces.domain_lost_at timestamp with time zone
    freehold.workspaces.id uuid not null
    freehold.workspaces.kind text not null
    freehold.workspaces.logo bytea
    freehold.workspaces.region text not null
    freehold.workspaces.slug text not null
    freehold.workspaces.theme text not null default ''::text
    freehold.workspaces.title text not null
    gate.audit_pending.changes bigint not null
    gate.audit_pending.id bigint not null identity a
    gate.audit_pending.subject_id uuid
    gate.audit_pending.subject_table text not null
    gate.context_keys.id boolean not null default true
    gate.context_keys.inner_pad bytea not null
    gate.context_keys.outer_pad bytea not null
    """#
}
