// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let grant = #"""
    connect on the database to freehold_app
    connect on the database to freehold_sealer
    delete, insert, select on freehold.apps to freehold_app
    delete, insert, select on freehold.build_log to freehold_app
    delete, insert, select on freehold.control_results to freehold_app
    delete, insert, select on freehold.drafts to freehold_app
    delete, insert, select on freehold.members to freehold_app
    delete, insert, select on freehold.outbox to freehold_app
    delete, insert, select on freehold.rate_buckets to freehold_app
    delete, insert, select on freehold.releases to freehold_app
    delete, insert, select on freehold.spec_versions to freehold_app
    delete, select on freehold.audit_events to freehold_sealer
    execute on function gate.balance_credits() to freehold_owner
    execute on function gate.book_credits() to freehold_owner
    execute on function gate.events_of_kind(kind freehold.audit_event, before uuid, many integer) to freehold_app
    execute on function gate.list_members(words text, after uuid, many integer) to freehold_app
    execute on function gate.look_up_account(address text) to freehold_app
    execute on function gate.look_up_address(address text) to freehold_app
    execute on function gate.look_up_domains() to freehold_app
    execute on function gate.look_up_enrolment(secret bytea) to freehold_app
    execute on function gate.look_up_erasable() to freehold_app
    execute on function gate.look_up_invitation(secret bytea) to freehold_app
    execute on function gate.look_up_runtime(runtime uuid) to freehold_app
    execute on function gate.look_up_runtime(runtime uuid) to freehold_feed
    execute on function gate.look_up_session(secret bytea, workspace_slug text, app_called text) to freehold_app
    execute on function gate.look_up_sign_in_link(secret bytea) to freehold_app
    execute on function gate.look_up_tool_login(secret bytea) to freehold_app
    execute on function gate.look_up_workspace(workspace_slug text) to freehold_app
    execute on function gate.name_members(people uuid[]) to freehold_app
    execute on function gate.refuse_context(context text) to freehold_app
    execute on function gate.refuse_context(context text) to freehold_feed
    execute on function gate.require_audit_by_account_id() to freehold_owner
    execute on function gate.require_audit_by_id() to freehold_owner
    insert on freehold.audit_events (actor_id) to freehold_app
    insert on freehold.audit_events (actor_id) to freehold_sealer
    insert on freehold.audit_events (actor_kind) to freehold_app
    insert on freehold.audit_events (actor_kind) to freehold_sealer
    insert on freehold.audit_events (app_id) to freehold_app
    insert on freehold.audit_events (app_id) to freehold_sealer
    insert on freehold.audit_events (at) to freehold_app
    insert on freehold.audit_events (at) to freehold_sealer
    insert on freehold.audit_events (element) to freehold_app
    insert on freehold.audit_events (element) to freehold_sealer
    insert on freehold.audit_events (event) to freehold_app
    insert on freehold.audit_events (event) to freehold_sealer
    insert on freehold.audit_events (id) to freehold_app
    insert on freehold.audit_events (id) to freehold_sealer
    insert on freehold.audit_events (masked) to freehold_app
    insert on freehold.audit_events (milliseconds) to freehold_app
    insert on freehold.audit_events (milliseconds) to freehold_sealer
    insert on freehold.audit_events (model_connection_id) to freehold_app
    insert on freehold.audit_events (number) to freehold_app
    insert on freehold.audit_events (number) to freehold_sealer
    insert on freehold.audit_events (outcome) to freehold_app
    insert on freehold.audit_events (outcome) to freehold_sealer
    insert on freehold.audit_events (problem) to freehold_app
    insert on freehold.audit_events (problem) to freehold_sealer
    insert on freehold.audit_events (redaction_policy) to freehold_app
    insert on freehold.audit_events (redactor) to freehold_app
    insert on freehold.audit_events (release_id) to freehold_app
    insert on freehold.audit_events (release_id) to freehold_sealer
    insert on freehold.audit_events (request_id) to freehold_app
    insert on freehold.audit_events (request_id) to freehold_sealer
    insert on freehold.audit_events (role_from) to freehold_app
    insert on freehold.audit_events (role_from) to freehold_sealer
    insert on freehold.audit_events (role_to) to freehold_app
    insert on freehold.audit_events (role_to) to freehold_sealer
    insert on freehold.audit_events (rows) to freehold_app
    insert on freehold.audit_events (rows) to freehold_sealer
    insert on freehold.audit_events (sqlstate) to freehold_app
    insert on freehold.audit_events (sqlstate) to freehold_sealer
    insert on freehold.audit_events (subject_id) to freehold_app
    insert on freehold.audit_events (subject_id) to freehold_sealer
    insert on freehold.audit_events (subject_table) to freehold_app
    insert on freehold.audit_events (subject_table) to freehold_sealer
    insert on freehold.audit_events (tokens_guessed) to freehold_app
    insert on freehold.audit_events (tokens_in) to freehold_app
    insert on freehold.audit_events (tokens_out) to freehold_app
    insert on freehold.audit_events (workspace_id) to freehold_app
    insert on freehold.audit_events (workspace_id) to freehold_sealer
    insert on freehold.credit_entries (account_id) to freehold_app
    insert on freehold.credit_entries (amount) to freehold_app
    insert on freehold.credit_entries (asked_as) to freehold_app
    insert on freehold.credit_entries (book) to freehold_app
    insert on freehold.credit_entries (id) to freehold_app
    insert on freehold.credit_entries (kind) to freehold_app
    insert on freehold.feed_events (kind) to freehold_app
    insert on freehold.feed_events (release_id) to freehold_app
    insert on freehold.feed_events (subject_id) to freehold_app
    insert on freehold.feed_events (workspace_id) to freehold_app
    insert, select on freehold.accounts to freehold_app
    insert, select on freehold.audit_checkpoints to freehold_sealer
    insert, select on freehold.audit_heads to freehold_sealer
    insert, select on freehold.audit_leaves to freehold_sealer
    insert, select on freehold.control_statements to freehold_app
    insert, select on freehold.enrolments to freehold_app
    insert, select on freehold.installation to freehold_app
    insert, select on freehold.invitations to freehold_app
    insert, select on freehold.model_connections to freehold_app
    insert, select on freehold.runtime_touches to freehold_app
    insert, select on freehold.runtimes to freehold_app
    insert, select on freehold.session_touches to freehold_app
    insert, select on freehold.sessions to freehold_app
    insert, select on freehold.sign_in_links to freehold_app
    insert, select on freehold.tool_logins to freehold_app
    insert, select on freehold.workspaces to freehold_app
    insert, select, update on freehold.audit_sealing to freehold_sealer
    insert, select, update on freehold.audit_trees to freehold_sealer
    insert, select, update on freehold.credit_accounts to freehold_keys
    select on freehold.accounts to freehold_keys
    select on freehold.apps to freehold_feed
    select on freehold.apps to freehold_keys
    select on freehold.audit_checkpoints to freehold_app
    select on freehold.audit_events to freehold_app
    select on freehold.audit_events to freehold_keys
    select on freehold.audit_heads to freehold_app
    select on freehold.audit_heads to freehold_feed
    select on freehold.audit_leaves to freehold_app
    select on freehold.audit_leaves to freehold_feed
    select on freehold.credit_accounts to freehold_app
    select on freehold.credit_entries to freehold_app
    select on freehold.credit_entries to freehold_keys
    select on freehold.enrolments to freehold_keys
    select on freehold.feed_events to freehold_feed
    select on freehold.installation to freehold_keys
    select on freehold.invitations to freehold_keys
    select on freehold.members to freehold_keys
    select on freehold.model_connections to freehold_feed
    select on freehold.releases (id) to freehold_keys
    select on freehold.releases (number) to freehold_keys
    select on freehold.releases (version) to freehold_keys
    select on freehold.releases (workspace_id) to freehold_keys
    select on freehold.releases to freehold_feed
    select on freehold.runtimes to freehold_keys
    select on freehold.schema_migrations to freehold_app
    select on freehold.session_touches to freehold_keys
    select on freehold.sessions to freehold_keys
    select on freehold.sign_in_links to freehold_keys
    select on freehold.tool_logins to freehold_keys
    select on freehold.workspaces to freehold_feed
    select on freehold.workspaces to freehold_keys
    select on gate.context to freehold_app
    select on gate.context to freehold_feed
    update on freehold.accounts (name) to freehold_app
    update on freehold.apps (current_release) to freehold_app
    update on freehold.apps (deleted_at) to freehold_app
    update on freehold.apps (deleted_by) to freehold_app
    update on freehold.apps (title) to freehold_app
    update on freehold.drafts (base) to freehold_app
    update on freehold.drafts (note) to freehold_app
    update on freehold.drafts (saved_at) to freehold_app
    update on freehold.drafts (spec) to freehold_app
    update on freehold.enrolments (used_at) to freehold_app
    update on freehold.installation (is_open) to freehold_app
    update on freehold.invitations (accepted_at) to freehold_app
    update on freehold.invitations (revoked_at) to freehold_app
    update on freehold.members (role) to freehold_app
    update on freehold.model_connections (ended_at) to freehold_app
    update on freehold.model_connections (is_default) to freehold_app
    update on freehold.outbox (sent_at) to freehold_app
    update on freehold.rate_buckets (free_at) to freehold_app
    update on freehold.runtime_touches (last_seen_at) to freehold_app
    update on freehold.runtimes (public_key) to freehold_app
    update on freehold.runtimes (removed_at) to freehold_app
    update on freehold.session_touches (last_seen_at) to freehold_app
    update on freehold.sessions (ended_at) to freehold_app
    update on freehold.sessions (expires_at) to freehold_app
    update on freehold.sessions (rotated_at) to freehold_app
    update on freehold.sessions (secret_hash) to freehold_app
    update on freehold.sign_in_links (used_at) to freehold_app
    update on freehold.tool_logins (collected_at) to freehold_app
    update on freehold.tool_logins (confirmed_by) to freehold_app
    update on freehold.workspaces (domain) to freehold_app
    update on freehold.workspaces (domain_lost_at) to freehold_app
    update on freehold.workspaces (logo) to freehold_app
    update on freehold.workspaces (theme) to freehold_app
    update on freehold.workspaces (title) to freehold_app
    usage on schema freehold to freehold_app
    usage on schema freehold to freehold_feed
    usage on schema freehold to freehold_keys
    usage on schema freehold to freehold_sealer
    usage on schema gate to freehold_app
    usage on schema gate to freehold_feed
    usage on schema gate to freehold_owner
    """#
}
