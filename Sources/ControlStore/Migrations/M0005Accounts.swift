// The installation, its accounts, how they come in, and their sessions. Secrets stand here as SHA-256 only.

extension Migration {
  static let accounts = Migration(name: "0005-accounts", sql: accountTables + accountRights)
}

private let accountTables = #"""

  create table installation (
    id uuid primary key,
    single boolean not null default true unique check (single),
    is_open boolean not null,
    first_owner uuid not null,
    created_at timestamptz not null default transaction_timestamp()
  );
  create table accounts (
    id uuid primary key,
    email text not null unique check (email = lower(email) and length(email) between 3 and 254),
    name text not null check (length(name) <= 200),
    is_operator boolean not null default false,
    created_at timestamptz not null default transaction_timestamp()
  );
  create table sign_in_links (
    id uuid primary key,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    email text not null,
    purpose text not null check (purpose in ('owner', 'mail')),
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz
  );
  create table sessions (
    account_id uuid not null references accounts,
    id uuid not null,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    kind text not null check (kind in ('browser', 'tool')),
    label text not null check (length(label) <= 200),
    scopes text[] not null,
    created_at timestamptz not null default transaction_timestamp(),
    rotated_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    primary key (account_id, id)
  );
  create table session_touches (
    account_id uuid not null,
    session_id uuid not null,
    last_seen_at timestamptz not null,
    primary key (account_id, session_id),
    foreign key (account_id, session_id) references sessions on delete cascade
  );
  create table tool_logins (
    id uuid primary key,
    device_hash bytea not null unique check (length(device_hash) = 32),
    code_hash bytea not null unique check (length(code_hash) = 32),
    label text not null check (length(label) <= 200),
    scopes text[] not null,
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    confirmed_by uuid references accounts,
    collected_at timestamptz
  );
  call guard('installation');
  call guard('accounts');
  call guard('sign_in_links');
  call guard('sessions');
  call guard('tool_logins');
  """#

private let accountRights =
  ["installation", "accounts", "sign_in_links", "sessions", "session_touches", "tool_logins"].map {
    "\nalter table \($0) enable row level security, force row level security;"
  }.joined()
    + #"""

    create policy everybody on installation for select to freehold_app using (true);
    create policy system on installation to freehold_app
      using (\#(contextRole) = 'system') with check (\#(contextRole) = 'system');
    grant select, insert, update (is_open) on installation to freehold_app;

    create policy self on accounts to freehold_app
      using (id = \#(anyActor)) with check (id = \#(anyActor));
    grant select, insert, update (name) on accounts to freehold_app;

    create policy make on sign_in_links for insert to freehold_app with check (\#(contextRole) = 'system');
    create policy bearer on sign_in_links to freehold_app
      using (id = \#(actor(as: "bearer"))) with check (id = \#(actor(as: "bearer")));
    grant select, insert, update (used_at) on sign_in_links to freehold_app;

    create policy self on sessions to freehold_app
      using (account_id = \#(anyActor)) with check (account_id = \#(anyActor));
    grant select, insert, update (secret_hash, rotated_at, expires_at, ended_at) on sessions to freehold_app;

    create policy self on session_touches to freehold_app
      using (account_id = \#(anyActor)) with check (account_id = \#(anyActor));
    grant select, insert, update (last_seen_at) on session_touches to freehold_app;

    create policy make on tool_logins for insert to freehold_app with check (\#(contextRole) = 'system');
    create policy bearer on tool_logins to freehold_app
      using (id = \#(actor(as: "bearer"))) with check (id = \#(actor(as: "bearer")));
    grant select, insert, update (confirmed_by, collected_at) on tool_logins to freehold_app;

    create policy gate on installation for select to freehold_keys using (true);
    create policy gate on accounts for select to freehold_keys using (true);
    create policy gate on sign_in_links for select to freehold_keys using (true);
    create policy gate on sessions for select to freehold_keys using (true);
    create policy gate on session_touches for select to freehold_keys using (true);
    create policy gate on tool_logins for select to freehold_keys using (true);
    grant select on installation, accounts, sign_in_links, sessions, session_touches, tool_logins to freehold_keys;
    """#
