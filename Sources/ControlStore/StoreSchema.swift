// What the schema may contain, as documented lists; `SchemaCheck` compares them with the catalogue.

/// The closed lists of the control store's schema.
public enum StoreSchema {
  /// Tables that a transaction may change without an audit event, each with its reason.
  public static let exemptions: [String: String] = [
    "session_touches": "keeps only when a session was last used",
    "runtime_touches": "keeps only when a runtime was last heard of",
    "rate_buckets": "keeps only when a bucket is free again",
    "outbox": "a queue: what caused a mail is an audit event, and a mail's sending changes nothing",
    "feed_events": "written by the transaction whose audited change it tells the runtimes",
    "audit_events": "the audit trail itself: rows are added and never changed; pruning records itself",
    "audit_sealing": "the sealer's own progress",
    "audit_trees": "the sealer's own progress",
    "audit_leaves": "derived from audit events by the sealer",
    "audit_heads": "derived from audit events by the sealer",
    "audit_checkpoints": "written by pruning, beside its audit event",
    "schema_migrations": "written by the migrator, beside its audit event; no row names a subject",
    "drafts": "draft autosaves: what somebody is typing; a version that is saved of it is an audit event",
    "credit_accounts": "sums of credit_entries, kept by that table's trigger alone",
    "control_results": "what checks of controls found: evidence, signed row by row; that some goes is an event",
  ]

  /// Every other table: none of its rows changes without an audit event that names table and subject.
  public static let audited: Set<String> = [
    "installation", "accounts", "sign_in_links", "sessions", "tool_logins", "workspaces", "members", "invitations",
    "apps",
    "spec_versions", "releases", "build_log", "runtimes", "enrolments", "credit_entries",
    "model_connections", "control_statements",
  ]

  /// All that the credits' tables can hold (`studio.usage-only`): ids, kinds, amounts and times.
  public static let creditColumns: Set<String> = [
    "credit_accounts.account_id uuid", "credit_accounts.available bigint", "credit_accounts.held bigint",
    "credit_entries.account_id uuid", "credit_entries.id uuid", "credit_entries.kind freehold.credit_movement",
    "credit_entries.book freehold.credit_book", "credit_entries.amount bigint",
    "credit_entries.at timestamp with time zone", "credit_entries.position bigint", "credit_entries.asked_as uuid",
  ]

  /// What keeps the credits' ledger right: triggers that must be there and on.
  public static let creditTriggers: Set<String> = ["book", "balance", "keep"]

  /// Functions with more rights than their caller: what each finds or does. They stand in the schema `gate` and belong
  /// to `freehold_keys`, unless said otherwise.
  public static let definers: [String: String] = [
    "gate.look_up_session":
      "a living session, its account, its membership of one workspace and one app of that, by the secret's hash",
    "gate.look_up_sign_in_link": "an unused sign-in link, by the secret's hash",
    "gate.look_up_invitation": "an open invitation, by the secret's hash",
    "gate.look_up_enrolment": "an unused enrolment, by the token's hash",
    "gate.look_up_tool_login": "a waiting login of the tool, by the hash of its device secret or short code",
    "gate.look_up_runtime": "a runtime's key by its id, which its signature must then match",
    "gate.look_up_address": "whether an address may come in; answers contexts of the role `system` only",
    "gate.look_up_account": "an account by its address; for contexts of the role `system` only",
    "gate.look_up_workspace": "a workspace and its first owner by its name; for contexts of the role `system` only",
    "gate.look_up_erasable": "apps that were deleted thirty days ago; for contexts of the role `system` only",
    "gate.look_up_domains":
      "workspaces with a domain of their own and their runtimes; for contexts of the role `system` only",
    "gate.events_of_kind": "the ids of the context's workspace's newest events of one kind; for its admins only",
    "gate.list_members":
      "a page of the members of the context's workspace; when they last signed in is for its admins only",
    "gate.name_members": "names and addresses of these people, as far as they are members of the context's workspace",
    "gate.require_audit_by_id": "the audit guard's statement trigger",
    "gate.require_audit_by_account_id": "the audit guard's statement trigger, where the subject is an account",
    "gate.settle_audit": "the audit guard's deferred trigger",
    "gate.book_credits": "keeps an account's balances while an entry is added, and refuses one below zero",
    "gate.balance_credits": "the deferred trigger that each movement of credits must sum to zero in",
    "freehold.number_feed": "gives feed events their positions in the order of commits; belongs to freehold_owner",
  ]

  /// The one view with its owner's rights: the verifier of contexts.
  public static let definerViews: Set<String> = ["gate.context"]

  /// Tables of the schema `gate`, which only `freehold_keys` may touch.
  public static let gateTables: Set<String> = ["gate.context_keys", "gate.audit_pending"]

  /// Tables whose primary key does not begin with `workspace_id`, because they are no workspace's, each with its
  /// reason.
  public static let notOfWorkspaces: [String: String] = [
    "installation": "one row", "accounts": "people are in several workspaces",
    "sign_in_links": "before there is a workspace",
    "sessions": "a person's", "session_touches": "a person's", "tool_logins": "before there is a workspace",
    "workspaces": "the workspace itself", "runtimes": "may serve all workspaces", "runtime_touches": "a runtime's",
    "enrolments": "may be for all workspaces", "outbox": "the installation's",
    "rate_buckets": "before there is anybody", "credit_accounts": "a person's", "credit_entries": "a person's",
    "schema_migrations": "the installation's", "audit_sealing": "the sealer's",
    "control_results": "the installation's", "control_statements": "the installation's",
  ]
}
