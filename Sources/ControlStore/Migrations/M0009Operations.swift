// What keeps the installation going: mails that wait, rate limits.

extension Migration {
  static let operations = Migration(
    name: "0009-operations",
    sql: #"""

      create table outbox (
        id uuid primary key,
        recipient text not null,
        subject text not null check (length(subject) <= 200),
        body text not null check (length(body) <= 100000),
        queued_at timestamptz not null default transaction_timestamp(),
        sent_at timestamptz
      );
      create index outbox_unsent on outbox (queued_at) where sent_at is null;
      alter table outbox enable row level security, force row level security;
      create policy mailer on outbox to freehold_app
        using (\#(contextRole) in ('system', 'operator'))
        with check (\#(contextRole) = 'system');
      grant select, insert, update (sent_at), delete on outbox to freehold_app;

      -- The generic cell rate algorithm: one point in time for each bucket, whose name is here as a hash only.
      create table rate_buckets (
        bucket bytea primary key check (length(bucket) = 32),
        free_at timestamptz not null
      );
      alter table rate_buckets enable row level security, force row level security;
      create policy system on rate_buckets to freehold_app
        using (\#(contextRole) = 'system') with check (\#(contextRole) = 'system');
      grant select, insert, update (free_at), delete on rate_buckets to freehold_app;
      """#)
}
